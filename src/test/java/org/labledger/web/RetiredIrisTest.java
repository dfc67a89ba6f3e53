package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.cli.CommandRun;

/**
 * An IRI that was given away is never lost: it leads to what replaced it, or says why it is gone.
 */
@Timeout(60)
class RetiredIrisTest {

    private static final String PREFIXES =
            """
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix id: <https://library.example/id/> .
            @prefix owl: <http://www.w3.org/2002/07/owl#> .
            """;

    private static final String REDIRECTS =
            """
            id:orchard-of-tin dct:isReplacedBy id:the-tin-orchard .
            <https://library.example/source/cards> dct:isReplacedBy <https://library.example/source/card-index-1974> .
            id:quill dct:isReplacedBy id:ada-quill .
            id:elsewhere dct:isReplacedBy <https://other.example/thing> .
            id:phantom owl:deprecated true ;
                ev:reason "The book was never printed."@en, "這本書從未付印。"@zh-Hant .
            """;

    @TempDir static Path folder;
    private static ServedHome served;

    @BeforeAll
    static void serve() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with("data/redirects.ttl", PREFIXES + REDIRECTS);
        assertEquals(
                List.of(), home.findings().stream().filter(f -> f.contains("error:")).toList());
        served = ServedHome.start(home);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource({
        "id/orchard-of-tin, id/the-tin-orchard",
        "id/orchard-of-tin.ttl, id/the-tin-orchard.ttl",
        "id/orchard-of-tin?lang=zh-Hant, id/the-tin-orchard?lang=zh-Hant",
        "doc/id/orchard-of-tin, doc/id/the-tin-orchard",
        "doc/id/orchard-of-tin.jsonld, doc/id/the-tin-orchard.jsonld",
        "doc/id/orchard-of-tin?format=ttl&lang=en, doc/id/the-tin-orchard?format=ttl&lang=en",
        "source/cards, source/card-index-1974",
        "doc/source/cards.trig, doc/source/card-index-1974.trig",
        "doc/?iri=https%3A%2F%2Flibrary.example%2Fid%2Forchard-of-tin&lang=en,"
                + "doc/?iri=https://library.example/id/the-tin-orchard&lang=en",
    })
    void aReplacedIriLeadsToItsSuccessor(String old, String successor) {
        HttpResponse<String> response = served.get(old);

        assertEquals(301, response.statusCode());
        assertEquals(served.uri(successor).toString(), header(response, "Location"));
    }

    @ParameterizedTest
    @CsvSource({
        "query/books-by-author.csv?author=id:quill, query/books-by-author.csv?author=id%3Aada-quill",
        "query/books-by-author?format=html&author=https%3A%2F%2Flibrary.example%2Fid%2Fquill,"
                + "query/books-by-author?format=html&author=id%3Aada-quill",
    })
    void aCitedAnswerAboutAReplacedIriDoesNotTurnEmpty(String old, String successor) {
        HttpResponse<String> response = served.get(old);

        assertEquals(301, response.statusCode());
        assertEquals(served.uri(successor).toString(), header(response, "Location"));
        assertTrue(served.get(successor).body().contains("The Tin Orchard"), successor);
    }

    @Test
    void theCommandLineFollowsRedirectsToo() {
        CommandRun replaced = CommandRun.on(folder, "query", "books-by-author", "author=id:quill");
        assertTrue(replaced.out().endsWith("2 rows\n"), replaced::toString);
        CommandRun gone = CommandRun.on(folder, "query", "books-by-author", "author=phantom");
        assertTrue(gone.err().contains("was withdrawn: The book was never printed."), gone::err);
    }

    @Test
    void aReplacedIriMayLeadElsewhere() {
        HttpResponse<String> response = served.get("id/elsewhere");

        assertEquals(301, response.statusCode());
        assertEquals("https://other.example/thing", header(response, "Location"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id/phantom",
                "id/phantom.ttl",
                "doc/id/phantom",
                "doc/id/phantom.html",
                "doc/?iri=https%3A%2F%2Flibrary.example%2Fid%2Fphantom"
            })
    void aWithdrawnIriIsGoneAndSaysWhy(String old) {
        HttpResponse<String> response = served.get(old, "Accept", "application/json");

        assertEquals(410, response.statusCode());
        assertTrue(response.body().contains("The book was never printed."), response.body());
        assertTrue(served.get(old, "Accept-Language", "zh-TW").body().contains("這本書從未付印。"), old);
    }

    @Test
    void pagesSearchAndSitemapDoNotShowRetiredIris() {
        for (String address :
                List.of(
                        "sitemap.xml",
                        "browse",
                        "doc/id/the-tin-orchard.html",
                        "doc/id/the-tin-orchard.ttl",
                        "doc/source/card-index-1974.html",
                        "search?q=orchard-of-tin",
                        "search?q=never+printed")) {
            HttpResponse<String> response = answered(address);
            assertEquals(200, response.statusCode(), address);
            for (String old : List.of("id/orchard-of-tin", "source/cards", "id/phantom")) {
                assertFalse(response.body().contains(old), () -> old + " at " + address);
            }
        }
        assertEquals(404, served.get("doc/redirects").statusCode());
        assertEquals(
                404,
                served.get("doc/?iri=" + encode("https://library.example/redirects")).statusCode());
    }

    /** The first search may find its index not ready yet: 503 with Retry-After. */
    private static HttpResponse<String> answered(String address) {
        HttpResponse<String> response = served.get(address);
        while (response.statusCode() == 503) {
            response = served.get(address);
        }
        return response;
    }

    @Test
    void sparqlSeesTheRedirect() {
        String query =
                "SELECT ?new { <https://library.example/id/orchard-of-tin>"
                        + " <http://purl.org/dc/terms/isReplacedBy> ?new }";
        HttpResponse<String> response =
                served.get("sparql?query=" + encode(query), "Accept", "text/csv");

        assertEquals("new\r\nhttps://library.example/id/the-tin-orchard\r\n", response.body());
    }

    @Test
    void theSameTermElsewhereIsOrdinaryData(@TempDir Path other) {
        HomeFolder home =
                HomeFolder.in(other)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with(
                                "data/a.ttl",
                                """
                                @prefix dct: <http://purl.org/dc/terms/> .
                                <https://home.test/id/first-edition> dct:isReplacedBy <https://home.test/id/second-edition> ;
                                    dct:title "First" .
                                <https://home.test/id/second-edition> dct:title "Second" .
                                """);
        assertEquals(List.of(), home.findings());
        try (ServedHome plain = ServedHome.start(home)) {
            assertEquals(303, plain.get("id/first-edition").statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id:a dct:isReplacedBy id:nothing . | id:nothing, which no file describes",
                "id:a dct:isReplacedBy id:a . | replaced by itself",
                "id:a dct:isReplacedBy id:b . id:b dct:isReplacedBy id:ada-quill . | Write id:ada-quill",
                "id:a dct:isReplacedBy id:b . id:b dct:isReplacedBy id:a . | retired itself",
                "id:a dct:isReplacedBy id:ada-quill, id:lin-yue . | more than one IRI",
                "id:a dct:isReplacedBy \"ada\" . | which no file describes",
                "id:a dct:isReplacedBy id:ada-quill ; owl:deprecated true . | both replaced and withdrawn",
                "id:a owl:deprecated true . | without a reason",
                "id:a ev:reason \"x\"@en . | neither dct:isReplacedBy nor owl:deprecated",
                "id:a dct:title \"x\"@en . | only, not dct:title",
                "id:lin-yue dct:isReplacedBy id:ada-quill . | Write id:ada-quill instead",
                "id:lin-yue owl:deprecated true ; ev:reason \"x\"@en . | Remove what is said about it",
            })
    void theCheckFindsARedirectThatLeadsNowhere(
            String redirects, String message, @TempDir Path other) {
        HomeFolder home =
                HomeFolder.in(other)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with("data/redirects.ttl", PREFIXES + redirects);

        List<String> findings = home.findings().stream().filter(f -> f.contains("error:")).toList();

        assertTrue(findings.stream().anyMatch(f -> f.contains(message)), findings::toString);
    }
}
