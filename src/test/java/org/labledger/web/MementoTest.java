package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.GitHome;
import org.labledger.HomeFolder;

/** What a client of Memento (RFC 7089) does: patterns 1.1 and 2.1, and the TimeMap. */
@Timeout(120)
class MementoTest {

    private static final Pattern LINK =
            Pattern.compile(
                    "<([^>]*)>;\\s*rel=\"([^\"]*)\"(?:;\\s*(?:type|from|until|datetime)=\"[^\"]*\")*");

    private static final String QUERY = "/query/catalogue?format=ttl";

    @TempDir private static Path folder;

    private static GitHome git;
    private static String[] commits;
    private static ServedHome served;

    @BeforeAll
    static void start() {
        git = GitHome.in(folder);
        git.home().withAllOf(HomeFolder.LIBRARY);
        commits = new String[4];
        for (int i = 0; i < commits.length; i++) {
            git.home()
                    .with(
                            "data/n.nq",
                            "<https://library.example/id/n> <https://library.example/n> \"%d\" <https://library.example/source/n> .\n"
                                    .formatted(i));
            commits[i] = git.commit("n is " + i, "2024-05-1%dT12:00:00Z".formatted(i));
        }
        served = ServedHome.start(git.home());
    }

    @AfterAll
    static void stop() {
        served.close();
        git.close();
    }

    /** Returns the links of a response by relation, each relation by itself. */
    private static Map<String, String> links(HttpResponse<String> response) {
        return links(String.join(", ", response.headers().allValues("Link")));
    }

    private static Map<String, String> links(String text) {
        Map<String, String> links = new LinkedHashMap<>();
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            for (String relation : link.group(2).split(" ")) {
                links.putIfAbsent(relation, link.group(1));
            }
        }
        return links;
    }

    private static String path(@Nullable String uri) {
        String whole = Objects.requireNonNull(uri);
        assertTrue(whole.startsWith(served.uri("/").toString()), whole);
        return whole.substring(served.uri("/").toString().length() - 1);
    }

    private static String number(HttpResponse<String> response) {
        Matcher number = Pattern.compile("\"(\\d)\"").matcher(response.body());
        assertTrue(number.find(), response::body);
        return number.group(1);
    }

    @Test
    void negotiatesWithTheResourceItself() {
        String original = served.uri("/doc/id/n.nt").toString();
        // 1. The original resource says that it is its own TimeGate.
        HttpResponse<String> now = served.head("/doc/id/n.nt");
        assertEquals(200, now.statusCode());
        assertTrue(header(now, "Vary").toLowerCase().contains("accept-datetime"));
        assertEquals(original, links(now).get("timegate"));
        assertEquals(original, links(now).get("original"));
        assertFalse(now.headers().map().containsKey("Memento-Datetime"));
        // 2. It redirects to the memento of a time.
        HttpResponse<String> found =
                served.get("/doc/id/n.nt", "Accept-Datetime", "Sun, 12 May 2024 00:00:00 GMT");
        assertEquals(302, found.statusCode());
        assertEquals("Accept-Datetime", header(found, "Vary"));
        assertFalse(found.headers().map().containsKey("Memento-Datetime"));
        assertEquals(original, links(found).get("original"));
        assertEquals(original + "?at=" + commits[1], header(found, "Location"));
        // 3. The memento says its time and its neighbours, and negotiates no more.
        HttpResponse<String> memento =
                served.get(
                        path(header(found, "Location")),
                        "Accept-Datetime",
                        "Fri, 10 May 2024 00:00:00 GMT");
        assertEquals(200, memento.statusCode());
        assertEquals("Sat, 11 May 2024 12:00:00 GMT", header(memento, "Memento-Datetime"));
        assertFalse(header(memento, "Vary").toLowerCase().contains("accept-datetime"));
        assertEquals("1", number(memento));
        Map<String, String> links = links(memento);
        assertEquals(original, links.get("original"));
        assertEquals(original, links.get("timegate"));
        assertEquals(original + "?at=" + commits[0], links.get("prev"));
        assertEquals(original + "?at=" + commits[0], links.get("first"));
        assertEquals(original + "?at=" + commits[2], links.get("next"));
        assertEquals(original + "?at=" + commits[3], links.get("last"));
        // 4. The TimeMap lists them all.
        HttpResponse<String> map = served.get(path(links.get("timemap")));
        assertEquals(200, map.statusCode());
        assertEquals("application/link-format", header(map, "Content-Type"));
        assertEquals(
                4, Pattern.compile("rel=\"[^\"]*memento\"").matcher(map.body()).results().count());
        assertEquals(links.get("timemap"), links(map.body()).get("self"));
        assertEquals(original, links(map.body()).get("original"));
        assertTrue(
                map.body()
                        .contains(
                                "<"
                                        + original
                                        + "?at="
                                        + commits[0]
                                        + ">; rel=\"first memento\"; datetime=\"Fri, 10 May 2024"
                                        + " 12:00:00 GMT\""));
        assertTrue(
                map.body()
                        .contains(
                                "from=\"Fri, 10 May 2024 12:00:00 GMT\"; until=\"Mon, 13 May 2024"
                                        + " 12:00:00 GMT\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/doc/id/n.nt", "/query/catalogue?format=ttl", "/id/n"})
    void negotiatesWithATimeGateElsewhere(String resource) {
        String original = served.uri(resource).toString();
        HttpResponse<String> gate =
                served.get(
                        "/timegate" + resource, "Accept-Datetime", "Sun, 12 May 2024 12:00:00 GMT");
        assertEquals(302, gate.statusCode());
        assertEquals("Accept-Datetime", header(gate, "Vary"));
        assertEquals(original, links(gate).get("original"));
        assertEquals(
                original + (resource.contains("?") ? "&" : "?") + "at=" + commits[2],
                header(gate, "Location"));
        assertEquals(
                header(served.get(path(links(gate).get("last"))), "Memento-Datetime"),
                "Mon, 13 May 2024 12:00:00 GMT");
        // Without a time it leads to the last memento.
        assertEquals(
                links(gate).get("last"), header(served.get("/timegate" + resource), "Location"));
    }

    @Test
    void knowsResourcesByTheirIris() {
        String base = served.snapshot().description().uriSpace().base();
        assertEquals(
                served.uri("/id/n") + "?at=" + commits[3],
                header(served.get("/timegate/" + base + "id/n"), "Location"));
        assertEquals(
                served.uri("/id/n").toString(),
                links(served.get("/timemap/" + served.uri("/id/n")).body()).get("original"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon, 01 Jan 1990 00:00:00 GMT | 0",
                "Fri, 10 May 2024 12:00:00 GMT | 0",
                "Sat, 11 May 2024 11:59:59 GMT | 0",
                "Sat, 11 May 2024 12:00:00 GMT | 1",
                "Thu, 01 Jan 2099 00:00:00 GMT | 3",
            })
    void clampsToTheFirstAndTheLast(String time, int expected) {
        HttpResponse<String> found = served.get("/doc/id/n.nt", "Accept-Datetime", time);
        assertTrue(
                header(found, "Location").endsWith("?at=" + commits[expected]),
                header(found, "Location"));
        assertEquals("" + expected, number(served.get(path(header(found, "Location")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2024-05-12T00:00:00Z",
                "Mon, 12 May 2024 00:00:00 GMT",
                "Sun, 12 May 2024 00:00:00 +0200",
                "Thu, 31 Feb 2024 00:00:00 GMT",
            })
    void refusesOtherDates(String time) {
        HttpResponse<String> refused = served.get("/doc/id/n.nt", "Accept-Datetime", time);
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("Accept-Datetime must be a date"), refused::body);
    }

    @Test
    void followsTheRedirectOfAThing() {
        HttpResponse<String> thing =
                served.get("/id/n", "Accept-Datetime", "Sun, 12 May 2024 00:00:00 GMT");
        assertEquals(302, thing.statusCode());
        HttpResponse<String> memento = served.get(path(header(thing, "Location")));
        assertEquals(303, memento.statusCode());
        assertEquals("Sat, 11 May 2024 12:00:00 GMT", header(memento, "Memento-Datetime"));
        HttpResponse<String> document =
                served.get(path(header(memento, "Location")), "Accept", "application/n-triples");
        assertEquals("1", number(document));
        assertTrue(
                header(document, "Content-Location").endsWith("?at=" + commits[1]),
                header(document, "Content-Location"));
    }

    @Test
    void doesNotNegotiateOtherAddresses() {
        String time = "Sun, 12 May 2024 00:00:00 GMT";
        for (String path : new String[] {"/", "/query/", "/dump.nq", "/about"}) {
            HttpResponse<String> response = served.get(path, "Accept-Datetime", time);
            assertEquals(200, response.statusCode(), path);
            assertFalse(header(response, "Vary").toLowerCase().contains("datetime"), path);
        }
        assertEquals(404, served.get("/timemap/about").statusCode());
        assertEquals(404, served.get("/timegate/").statusCode());
    }

    @Test
    void namesTheMementoOfASavedQuery() {
        HttpResponse<String> found =
                served.get(QUERY, "Accept-Datetime", "Sun, 12 May 2024 00:00:00 GMT");
        assertEquals(served.uri(QUERY) + "&at=" + commits[1], header(found, "Location"));
    }
}
