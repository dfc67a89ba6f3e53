package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.live.CurrentSnapshot;
import org.labledger.settings.Settings;

/** What is sent to a request that was answered before is what was sent then. */
@Timeout(60)
class RepeatedRequestsTest {

    /** A server of its own: requests of other tests would be counted. */
    private static ServedHome library;

    @BeforeAll
    static void start() {
        library = ServedHome.start(HomeFolder.LIBRARY);
    }

    @AfterAll
    static void stop() {
        library.close();
    }

    private static final String QUERY =
            "sparql?query=" + encode("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 7");

    /**
     * The first answer is made, the second comes from the cache of bodies, the others from here.
     */
    private static final int TIMES = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sparql?format=csv&query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%203",
                "sparql?format=spreadsheet&query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%209",
                "sparql",
                "query/",
                "query/books-by-author?author=id:ada-quill",
                "query/loans-between?from=2023-01-01",
                "query/catalogue.ttl",
                "doc/id/the-tin-orchard.ttl",
                "vocab.html",
                "vocab.nt",
                "data?default",
                "fragments",
                "",
                "browse",
                "about",
                "openapi.json",
            })
    void allHeaderFieldsAndTheBodyAreTheSame(String path) {
        for (String coding : List.of("identity", "gzip")) {
            List<Map<String, List<String>>> fields = new ArrayList<>();
            List<String> bodies = new ArrayList<>();
            List<Map<String, List<String>>> fieldsOf304 = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                HttpResponse<String> response = library.get(path, "Accept-Encoding", coding);
                assertEquals(200, response.statusCode());
                fields.add(fields(response));
                bodies.add(response.body());
                HttpResponse<String> unchanged =
                        library.get(
                                path,
                                "Accept-Encoding",
                                coding,
                                "If-None-Match",
                                "\"other\", W/" + header(response, "ETag"));
                assertEquals(304, unchanged.statusCode());
                assertEquals("", unchanged.body());
                fieldsOf304.add(fields(unchanged));
            }

            for (int i = 1; i < TIMES; i++) {
                assertEquals(fields.getFirst(), fields.get(i));
                assertEquals(bodies.getFirst(), bodies.get(i));
                assertEquals(fieldsOf304.getFirst(), fieldsOf304.get(i));
            }
        }
    }

    @Test
    void otherRequestsHaveTheirOwnAnswers() {
        for (int i = 0; i < TIMES; i++) {
            HttpResponse<String> csv = library.get(QUERY, "Accept", "text/csv");
            HttpResponse<String> json =
                    library.get(QUERY, "Accept", "application/sparql-results+json");
            HttpResponse<String> other = library.get(QUERY + "1", "Accept", "text/csv");
            HttpResponse<String> head = library.head(QUERY, "Accept", "text/csv");
            HttpResponse<String> changed =
                    library.get(QUERY, "Accept", "text/csv", "If-None-Match", "\"other\"");
            HttpResponse<String> post =
                    library.send("POST", QUERY, BodyPublishers.ofString(""), "Accept", "text/csv");

            assertEquals("text/csv; charset=utf-8", header(csv, "Content-Type"));
            assertEquals("application/sparql-results+json", header(json, "Content-Type"));
            assertNotEquals(csv.body(), other.body());
            assertEquals("", head.body());
            assertEquals(200, changed.statusCode());
            assertEquals(csv.body(), changed.body());
            assertEquals(415, post.statusCode());
        }
    }

    @Test
    void pagesAreInTheLanguageOfTheRequest() {
        for (int i = 0; i < TIMES; i++) {
            String english = library.get("about", "Accept-Language", "en").body();
            String chinese = library.get("about", "Accept-Language", "zh-Hant").body();
            String byCookie = library.get("about", "Cookie", "language=zh-Hant").body();

            assertTrue(english.contains("<html lang=\"en\""), english);
            assertTrue(chinese.contains("<html lang=\"zh-Hant\""), chinese);
            assertFalse(byCookie.isEmpty());
        }
    }

    @Test
    void volatileAnswersAreNotRepeated() {
        String path = "sparql?query=" + encode("SELECT (STRUUID() AS ?u) {}");
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            bodies.add(library.get(path).body());
        }

        assertEquals(TIMES, bodies.stream().distinct().count());
    }

    @Test
    void repeatedRequestsAreCounted() {
        library.get(QUERY, "Accept", "text/csv");
        double before = counted();
        for (int i = 0; i < TIMES; i++) {
            library.get(QUERY, "Accept", "text/csv");
        }

        assertEquals(TIMES, counted() - before);
    }

    @Test
    @Timeout(60)
    void editShowsInARepeatedRequest(@TempDir Path folder) throws Exception {
        HomeFolder home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
        CurrentSnapshot current = new CurrentSnapshot(home.load());
        Settings settings = new Settings(home.path(), "127.0.0.1", 0, Duration.ofSeconds(20), 200);
        try (LedgerServer server = LedgerServer.start(settings, current);
                HttpClient client = HttpClient.newHttpClient()) {
            URI uri =
                    URI.create(
                            server.url()
                                    + "sparql?format=csv&query="
                                    + encode("ASK { <urn:new> ?p ?o }"));
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            String tag = "";
            for (int i = 0; i < TIMES; i++) {
                HttpResponse<String> before = client.send(request, BodyHandlers.ofString());
                assertTrue(before.body().contains("false"), before::body);
                tag = header(before, "ETag");
            }

            current.replace(home.with("data/new.nt", "<urn:new> <urn:p> <urn:o> .\n").load());

            HttpRequest known = HttpRequest.newBuilder(uri).header("If-None-Match", tag).build();
            for (int i = 0; i < TIMES; i++) {
                HttpResponse<String> after = client.send(known, BodyHandlers.ofString());
                assertEquals(200, after.statusCode());
                assertTrue(after.body().contains("true"), after::body);
            }
        }
    }

    private static double counted() {
        return library.get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count"))
                .filter(line -> line.contains("route=\"/sparql\"") && line.contains("\"200\""))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".* ", "")))
                .sum();
    }

    /** All but the date, and what Java's client makes of the connection. */
    private static Map<String, List<String>> fields(HttpResponse<?> response) {
        Map<String, List<String>> fields = new TreeMap<>(response.headers().map());
        fields.remove("date");
        return fields;
    }
}
