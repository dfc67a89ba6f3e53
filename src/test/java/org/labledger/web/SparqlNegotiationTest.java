package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/** In which format {@code /sparql} answers: by {@code Accept}, or by {@code ?format=}. */
class SparqlNegotiationTest extends LibraryServerTestCase {

    private static final String SELECT = "SELECT (1 AS ?n) {}";
    private static final String CONSTRUCT = "CONSTRUCT { <a:s> <a:p> 1 } {}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/sparql-results+json              | application/sparql-results+json
                    application/sparql-results+xml               | application/sparql-results+xml
                    text/csv                                     | text/csv
                    text/tab-separated-values                    | text/tab-separated-values
                    application/json                             | application/sparql-results+json
                    application/xml                              | application/sparql-results+xml
                    TEXT/CSV                                     | text/csv
                    */*                                          | application/sparql-results+json
                    application/*                                | application/sparql-results+json
                    text/*                                       | text/csv
                    text/csv;q=0.5, application/sparql-results+xml        | application/sparql-results+xml
                    text/csv;q=0.9, application/sparql-results+xml;q=0.8  | text/csv
                    text/csv;q=0.1, */*;q=0.01                   | text/csv
                    image/png, text/csv;q=0.001                  | text/csv
                    application/sparql-results+json;q=0, */*     | application/sparql-results+xml
                    text/*, text/csv;q=0                         | text/tab-separated-values
                    text/html, application/xhtml+xml, text/csv;q=0.2 | text/html
                    """)
    void selectAs(String accept, String mediaType) {
        assertMediaType(mediaType, ask(SELECT, accept));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/sparql-results+json              | application/sparql-results+json
                    application/sparql-results+xml               | application/sparql-results+xml
                    */*                                          | application/sparql-results+json
                    """)
    void askAs(String accept, String mediaType) {
        assertMediaType(mediaType, ask("ASK {}", accept));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text/turtle                                  | text/turtle
                    application/n-triples                        | application/n-triples
                    application/rdf+xml                          | application/rdf+xml
                    application/ld+json                          | application/ld+json
                    application/trig                             | application/trig
                    application/n-quads                          | application/n-quads
                    */*                                          | text/turtle
                    text/*                                       | text/turtle
                    application/rdf+xml;q=0.8, text/turtle;q=0.9 | text/turtle
                    text/turtle;q=0, application/ld+json;q=0.1   | application/ld+json
                    """)
    void constructAs(String accept, String mediaType) {
        assertMediaType(mediaType, ask(CONSTRUCT, accept));
        assertMediaType(mediaType, ask("DESCRIBE <https://library.example/id/a>", accept));
    }

    @Test
    void noAccept() {
        assertMediaType(
                "application/sparql-results+json", library.get("sparql?query=" + encode(SELECT)));
        assertMediaType("text/turtle", library.get("sparql?query=" + encode(CONSTRUCT)));
    }

    @Test
    void acceptOnSeveralLines() {
        assertMediaType(
                "text/csv",
                library.get(
                        "sparql?query=" + encode(SELECT),
                        "Accept",
                        "image/png",
                        "Accept",
                        "text/csv"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "text/turtle",
                "*/*;q=0",
                "text/csv;q=0",
                "application/pdf, text/html;q=0"
            })
    void selectAsNothingThatIsOffered(String accept) {
        HttpResponse<String> response = ask(SELECT, accept);

        assertEquals(406, response.statusCode(), response::body);
        for (String offered :
                new String[] {
                    "application/sparql-results+json",
                    "application/sparql-results+xml",
                    "text/csv",
                    "text/tab-separated-values"
                }) {
            assertTrue(response.body().contains(offered), response::body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/sparql-results+json", "image/*"})
    void constructAsNothingThatIsOffered(String accept) {
        HttpResponse<String> response = ask(CONSTRUCT, accept);

        assertEquals(406, response.statusCode(), response::body);
        for (String offered :
                new String[] {
                    "text/turtle",
                    "application/n-triples",
                    "application/rdf+xml",
                    "application/ld+json",
                    "application/trig",
                    "application/n-quads"
                }) {
            assertTrue(response.body().contains(offered), response::body);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "json, application/sparql-results+json",
        "xml, application/sparql-results+xml",
        "csv, text/csv",
        "tsv, text/tab-separated-values"
    })
    void selectWithFormat(String format, String mediaType) {
        assertMediaType(
                mediaType,
                library.get(
                        "sparql?query=" + encode(SELECT) + "&format=" + format,
                        "Accept",
                        "text/html"));
    }

    @ParameterizedTest
    @CsvSource({
        "ttl, text/turtle",
        "nt, application/n-triples",
        "rdf, application/rdf+xml",
        "jsonld, application/ld+json",
        "trig, application/trig",
        "nq, application/n-quads"
    })
    void constructWithFormat(String format, String mediaType) {
        assertMediaType(
                mediaType, library.get("sparql?query=" + encode(CONSTRUCT) + "&format=" + format));
    }

    @Test
    void formatThatIsNotOffered() {
        HttpResponse<String> response =
                library.get("sparql?query=" + encode(SELECT) + "&format=docx");

        assertTrue(response.statusCode() == 400 || response.statusCode() == 406);
        assertTrue(response.body().contains("csv"), response::body);
    }

    @Test
    void blankNodesInCsvLookLikeBlankNodes() {
        HttpResponse<String> response = ask("SELECT (BNODE() AS ?b) {}", "text/csv");

        assertTrue(response.body().matches("b\r\n_:[A-Za-z0-9]+\r\n"), response::body);
    }

    @Test
    void linesOfCsvEndWithCrLfAndQuotesAreDoubled() {
        assertEquals(
                "a,b\r\n\"say \"\"hi\"\", twice\",\"two\nlines\"\r\n",
                ask(
                                "SELECT (\"say \\\"hi\\\", twice\" AS ?a) (\"two\\nlines\" AS ?b) {}",
                                "text/csv")
                        .body());
    }

    @Test
    void termsInTsvAreThoseOfTurtle() {
        assertEquals(
                "?a\t?b\t?c\n\"a\\tb\"@en\t<a:b>\t1\n",
                ask(
                                "SELECT (\"a\\tb\"@en AS ?a) (<a:b> AS ?b) (1 AS ?c) {}",
                                "text/tab-separated-values")
                        .body());
    }

    /** U+0001 is no character of XML 1.0, not even escaped. */
    @Test
    void charactersThatXmlCannotCarry(@TempDir Path folder) {
        HomeFolder home =
                HomeFolder.in(folder).with("data/a.ttl", "<a:s> <a:p> \"bell \\u0007\" .");
        try (ServedHome bell = ServedHome.start(home)) {
            HttpResponse<String> json =
                    bell.get(
                            "sparql?query=" + encode("SELECT ?o { ?s ?p ?o }"),
                            "Accept",
                            "application/sparql-results+json");
            assertEquals(200, json.statusCode());
            assertTrue(json.body().contains("\\u0007"), json::body);
            for (String[] request :
                    new String[][] {
                        {"SELECT ?o { ?s ?p ?o }", "application/sparql-results+xml"},
                        {"CONSTRUCT WHERE { ?s ?p ?o }", "application/rdf+xml"}
                    }) {
                HttpResponse<String> xml =
                        bell.get("sparql?query=" + encode(request[0]), "Accept", request[1]);
                assertTrue(
                        xml.statusCode() == 406
                                || xml.statusCode() == 200 && xml.body().indexOf(7) < 0,
                        () -> xml.statusCode() + " " + xml.body());
            }
        }
    }

    @Test
    void answerDependsOnAcceptAndSaysSo() {
        assertTrue(header(ask(SELECT, "text/csv"), "Vary").matches("(?i).*accept.*"));
        assertTrue(header(ask(SELECT, "image/png"), "Vary").matches("(?i).*accept.*"));
    }

    private static HttpResponse<String> ask(String query, String accept) {
        return library.get("sparql?query=" + encode(query), "Accept", accept);
    }

    private static void assertMediaType(String expected, HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response::body);
        assertEquals(expected, header(response, "Content-Type").replaceFirst(" *;.*", ""));
    }
}
