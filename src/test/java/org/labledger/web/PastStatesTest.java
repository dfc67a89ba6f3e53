package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;
import static org.labledger.web.ServedHome.json;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
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

/** {@code at=}: answers from past states of the home. */
@Timeout(120)
class PastStatesTest {

    private static final String ASK = "ASK { <https://library.example/id/new> ?p ?o }";

    @TempDir private static Path folder;

    private static GitHome git;
    private static String first;
    private static String second;
    private static ServedHome served;

    @BeforeAll
    static void start() {
        git = GitHome.in(folder);
        git.home()
                .withAllOf(HomeFolder.LIBRARY)
                .with(
                        "queries/own/at.rq",
                        """
                        #+ title: At
                        #+ defaults: {at: x}
                        SELECT ?at { BIND(?_at AS ?at) }
                        """);
        first = git.commit("The library", "2024-05-14T12:00:00Z");
        git.tag("v1", true);
        git.home()
                .with(
                        "data/new.nq",
                        "<https://library.example/id/new> <http://www.w3.org/2000/01/rdf-schema#label>"
                                + " \"A new thing\"@en <https://library.example/source/new> .\n");
        second = git.commit("A new thing", "2024-05-20T12:00:00Z");
        served = ServedHome.start(git.home());
    }

    @AfterAll
    static void stop() {
        served.close();
        git.close();
    }

    private static String ask(String at) {
        HttpResponse<String> response =
                served.get("/sparql?query=" + encode(ASK) + "&format=csv&at=" + encode(at));
        assertEquals(200, response.statusCode(), response::body);
        return response.body().strip().lines().toList().getLast();
    }

    @Test
    void areNamedByCommitTagDateAndSnapshot() {
        String now = served.snapshot().id();
        for (String at : List.of(second, second.substring(0, 7), "2024-05-20", now, "2030-01-01")) {
            assertEquals("true", ask(at), at);
        }
        for (String at :
                List.of(first, first.substring(0, 9), "v1", "2024-05-19", "2024-05-20T11:59:59Z")) {
            assertEquals("false", ask(at), at);
        }
        String before = json(served.get("/query/?format=json&at=v1")).getString("snapshot");
        assertNotEquals(now, before);
        assertEquals("false", ask(before));
        assertEquals("false", ask(before.substring(0, 12)));
    }

    @Test
    void areAskedByPostInTheFormOrTheAddress() {
        assertTrue(
                served.post(
                                "/sparql",
                                "application/x-www-form-urlencoded",
                                "query=" + encode(ASK) + "&at=v1",
                                "Accept",
                                "text/csv")
                        .body()
                        .contains("false"));
        assertTrue(
                served.post("/sparql?at=v1", "application/sparql-query", ASK, "Accept", "text/csv")
                        .body()
                        .contains("false"));
        assertTrue(
                served.post("/sparql", "application/sparql-query", ASK, "Accept", "text/csv")
                        .body()
                        .contains("true"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing!   | 400 | Parameter \"at\": \"nothing!\" names no state.",
                "           | 400 | Parameter \"at\" is empty.",
                "2024-13-01 | 400 | Parameter \"at\": \"2024-13-01\" is not a date of the calendar.",
                "2024-05-13 | 404 | Nothing was known at 2024-05-13: the first state is commit ",
                "0123456    | 404 | No commit 0123456 is known. The newest states are ",
            })
    void tellWhatIsWrong(String at, int status, String detail) {
        HttpResponse<String> response =
                served.get("/sparql?query=" + encode(ASK) + "&at=" + (at == null ? "" : at));
        assertEquals(status, response.statusCode());
        assertTrue(json(response).getString("detail").startsWith(detail), response::body);
        assertEquals("at", json(response).getString("parameter"));
    }

    @Test
    void needGit(@TempDir Path alone) {
        HomeFolder home = HomeFolder.in(alone).with("data/a.ttl", "");
        try (ServedHome other = ServedHome.start(home)) {
            HttpResponse<String> response = other.get("/?at=2024-05-14");
            assertEquals(404, response.statusCode());
            assertTrue(
                    response.body().contains("This home is not in a git repository"),
                    response::body);
            String snapshot = other.snapshot().id();
            assertEquals(200, other.get("/dump.nq?at=" + snapshot).statusCode());
            assertFalse(other.get("/query/none").headers().map().containsKey("Link"));
        }
    }

    @Test
    void haveNotWhatCameLater() {
        assertEquals(200, served.get("/doc/id/new.ttl").statusCode());
        assertEquals(404, served.get("/doc/id/new.ttl?at=v1").statusCode());
        assertTrue(served.get("/dump.nq").body().contains("A new thing"));
        assertFalse(served.get("/dump.nq?at=v1").body().contains("A new thing"));
        assertEquals(
                404,
                served.get("/data?graph=https://library.example/source/new&at=v1").statusCode());
        assertFalse(served.get("/search?q=new+thing&at=v1").body().contains("A new thing"));
    }

    @Test
    void keepTheirStateInRedirects() {
        HttpResponse<String> response = served.get("/id/new?at=2024-05-20");
        assertEquals(303, response.statusCode());
        assertTrue(
                header(response, "Location").endsWith("/doc/id/new?at=" + second),
                header(response, "Location"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/query/", "/browse", "/search?q=new", "/doc/id/new", "/sparql"})
    void sayOnPagesWhatTheyAreAndKeepItInLinks(String page) {
        HttpResponse<String> response =
                served.get(
                        page + (page.contains("?") ? "&" : "?") + "at=2024-05-20",
                        "Accept",
                        "text/html");
        assertEquals(200, response.statusCode(), response::body);
        Document html = Jsoup.parse(response.body());
        assertEquals(
                "As of 20 May 2024, commit " + second.substring(0, 7) + ". Show the current state",
                html.expectFirst("p.past").text());
        assertEquals(page, html.expectFirst("p.past a").attr("href"));
        assertEquals("noindex", html.expectFirst("meta[name=robots]").attr("content"));
        for (Element link : html.select("main a[href^=/], nav a[href^=/]")) {
            String href = link.attr("href");
            boolean isPresent =
                    href.matches(
                                    "/(about|changes|catalog|void|openapi.json|\\.well-known|assets).*")
                            || href.startsWith("/query/at")
                            || link.hasAttr("data-present");
            assertEquals(!isPresent, href.contains("at=" + second), href);
        }
        for (Element form : html.select("form[action^=/]")) {
            assertEquals(second, form.expectFirst("input[name=at]").attr("value"), form::html);
        }
    }

    @Test
    void areSaidInBothLanguages() {
        Document html =
                Jsoup.parse(served.get("/?at=v1&lang=zh-Hant", "Accept", "text/html").body());
        assertEquals(
                "2024年5月14日的版本，提交 " + first.substring(0, 7) + "。 顯示目前版本",
                html.expectFirst("p.past").text());
    }

    @Test
    void comeAfterAParameterOfTheQueryOfThatName() {
        assertEquals("at\r\nv1\r\n", served.get("/query/at.csv?at=v1").body());
    }

    @Test
    void haveEntityTagsOfTheirOwn() {
        String path = "/query/?format=json";
        HttpResponse<String> now = served.get(path);
        HttpResponse<String> past = served.get(path + "&at=" + first);
        HttpResponse<String> same = served.get(path + "&at=" + second);
        assertNotEquals(header(now, "ETag"), header(past, "ETag"));
        assertEquals(header(now, "ETag"), header(same, "ETag"));
        assertEquals("public, max-age=86400", header(past, "Cache-Control"));
        assertEquals("public, no-cache", header(served.get(path + "&at=v1"), "Cache-Control"));
        assertEquals(
                304,
                served.get(path + "&at=" + first, "If-None-Match", header(past, "ETag"))
                        .statusCode());
    }

    @Test
    void seeNewCommits(@TempDir Path elsewhere) {
        try (GitHome other = GitHome.in(elsewhere)) {
            other.home().with("data/a.ttl", "<http://a.test/a> <http://a.test/b> 1 .");
            other.commit("one", "2024-05-14T12:00:00Z");
            try (ServedHome server = ServedHome.start(other.home())) {
                assertEquals(404, server.get("/dump.nq?at=two").statusCode());
                other.home().with("data/a.ttl", "<http://a.test/a> <http://a.test/b> 2 .");
                other.commit("two", "2024-05-15T12:00:00Z");
                other.tag("two", false);
                assertTrue(server.get("/dump.nq?at=two").body().contains("\"2\""));
                assertTrue(server.get("/dump.nq?at=2024-05-15").body().contains("\"2\""));
                assertTrue(server.get("/dump.nq").body().contains("\"1\""));
                // The answer may not be remembered: the same words stand for another state now.
                other.home().with("data/a.ttl", "<http://a.test/a> <http://a.test/b> 3 .");
                other.commit("three", "2024-05-15T13:00:00Z");
                assertTrue(server.get("/dump.nq?at=2024-05-15").body().contains("\"3\""));
            }
        }
    }

    @Test
    void reachNoEndpointThatIsNotListedAnyMore(@TempDir Path elsewhere) {
        String listed =
                HomeFolder.DESCRIPTION
                        + """
                        @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                        <https://home.test/> ev:serviceEndpoint <http://127.0.0.1:9/sparql> .
                        """;
        String query = "ASK { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }";
        try (GitHome other = GitHome.in(elsewhere)) {
            other.home().with("ontology/dataset.ttl", listed).with("data/a.ttl", "");
            other.commit("listed", "2024-05-14T12:00:00Z");
            other.tag("listed", false);
            try (ServedHome server = ServedHome.start(other.home())) {
                assertEquals(502, server.get("/sparql?query=" + encode(query)).statusCode());
            }
            other.home().with("ontology/dataset.ttl", HomeFolder.DESCRIPTION);
            try (ServedHome server = ServedHome.start(other.home())) {
                HttpResponse<String> refused =
                        server.get("/sparql?at=listed&query=" + encode(query));
                assertEquals(403, refused.statusCode(), refused::body);
            }
        }
    }

    @Test
    void withErrorsAreRefused(@TempDir Path elsewhere) {
        try (GitHome other = GitHome.in(elsewhere)) {
            other.home().with("data/a.ttl", "<http://a.test/a> <http://a.test/b");
            String broken = other.commit("broken", "2024-05-14T12:00:00Z");
            other.home().with("data/a.ttl", "<http://a.test/a> <http://a.test/b> 1 .");
            try (ServedHome server = ServedHome.start(other.home())) {
                HttpResponse<String> response = server.get("/dump.nq?at=" + broken);
                assertEquals(409, response.statusCode());
                assertTrue(
                        json(response)
                                .getString("detail")
                                .startsWith("Commit " + broken.substring(0, 7) + " has errors"),
                        response::body);
                assertEquals(200, server.get("/dump.nq").statusCode());
            }
        }
    }
}
