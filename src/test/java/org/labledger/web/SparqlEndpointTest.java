package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;
import static org.labledger.web.ServedHome.json;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.apache.jena.atlas.json.JsonArray;
import org.apache.jena.atlas.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

class SparqlEndpointTest extends LibraryServerTestCase {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";
    private static final String YEARS =
            "PREFIX id: <https://library.example/id/> PREFIX lib: <https://library.example/vocab#>"
                    + " SELECT (STR(?y) AS ?year) { id:the-tin-orchard lib:year ?y } ORDER BY ?y";

    @Test
    void answersAGet() {
        HttpResponse<String> response =
                library.get("sparql?query=" + encode(YEARS), "Accept", "text/csv");

        assertEquals(200, response.statusCode());
        assertTrue(header(response, "Content-Type").startsWith("text/csv"));
        assertEquals("year\r\n1961\r\n1962\r\n", response.body());
    }

    @Test
    void answersAPostedForm() {
        HttpResponse<String> response =
                library.post("sparql", FORM, "query=" + encode(YEARS), "Accept", "text/csv");

        assertEquals(200, response.statusCode());
        assertEquals("year\r\n1961\r\n1962\r\n", response.body());
    }

    @Test
    void answersAPostedQuery() {
        HttpResponse<String> response =
                library.post("sparql", "application/sparql-query", YEARS, "Accept", "text/csv");

        assertEquals(200, response.statusCode());
        assertEquals("year\r\n1961\r\n1962\r\n", response.body());
    }

    @Test
    void answersInJson() {
        HttpResponse<String> response =
                library.get(
                        "sparql?query=" + encode(YEARS),
                        "Accept",
                        "application/sparql-results+json");

        assertTrue(header(response, "Content-Type").startsWith("application/sparql-results+json"));
        assertEquals(
                "1961", bindings(response).get(0).getAsObject().getObj("year").getString("value"));
        assertEquals(2, bindings(response).size());
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT * { ?s ?p ?o } LIMIT 1,             application/sparql-results+xml",
        "SELECT * { ?s ?p ?o } LIMIT 1,             text/tab-separated-values",
        "ASK {},                                    application/sparql-results+json",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1,      text/turtle",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1,      application/n-triples",
        "DESCRIBE <https://library.example/id/a>,   application/ld+json",
    })
    void answersInTheFormatAskedFor(String query, String mediaType) {
        HttpResponse<String> response =
                library.get("sparql?query=" + encode(query), "Accept", mediaType);

        assertEquals(200, response.statusCode());
        assertTrue(
                header(response, "Content-Type").startsWith(mediaType),
                () -> header(response, "Content-Type"));
    }

    /** Nothing without a source: principle 1. */
    @Test
    void hasNoStatementOutsideAllSources() {
        assertEquals(
                "0",
                count(
                        "SELECT (COUNT(*) AS ?n)"
                                + " { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"));
        assertFalse("0".equals(count(COUNT)));
    }

    @Test
    void showsTheSourceOfEachRow() {
        HttpResponse<String> response =
                library.get(
                        "sparql?query="
                                + encode(
                                        "PREFIX lib: <https://library.example/vocab#>"
                                                + " SELECT ?g (STR(?y) AS ?year) { GRAPH ?g {"
                                                + " <https://library.example/id/the-tin-orchard>"
                                                + " lib:year ?y } } ORDER BY ?y"),
                        "Accept",
                        "text/csv");

        assertEquals(
                String.join(
                        "\r\n",
                        "g,year",
                        "https://library.example/source/card-index-1974,1961",
                        "https://library.example/source/card-index-1998,1962",
                        ""),
                response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP ALL",
                "INSERT DATA { <http://example.org/s> <http://example.org/p> 1 }",
                "DELETE WHERE { ?s ?p ?o }",
                "CLEAR DEFAULT",
            })
    void refusesAnUpdate(String update) {
        String before = count(COUNT);

        assertRefused(library.post("sparql", FORM, "update=" + encode(update)));
        assertRefused(library.post("sparql", "application/sparql-update", update));
        assertRefused(library.get("sparql?update=" + encode(update)));
        assertRefused(library.get("sparql?query=" + encode(update)));
        assertRefused(library.post("update", "application/sparql-update", update));
        assertEquals(before, count(COUNT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "DELETE", "PATCH"})
    void refusesAnUpload(String method) {
        String before = count(COUNT);

        for (String path : new String[] {"sparql?default", "sparql", "data?default", "upload"}) {
            assertRefused(
                    library.send(
                            method,
                            path,
                            BodyPublishers.ofString("<http://example.org/s> a <http://a.b/c> ."),
                            "Content-Type",
                            "text/turtle"));
        }
        assertEquals(before, count(COUNT));
    }

    @Test
    void hasNoAdministration() {
        for (String path : new String[] {"$/ping", "$/datasets", "$/server", "$/compact/x"}) {
            assertRefused(library.get(path));
            assertRefused(library.post(path, FORM, "dbName=x&dbType=mem"));
        }
    }

    @Test
    void saysWhereAQueryIsWrong() {
        HttpResponse<String> response =
                library.get("sparql?query=" + encode("SELECT * {\n ?s ?p\n}"));

        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("Line 3"), response.body());
        assertFalse(response.body().contains("org.apache"), response.body());
    }

    @Test
    void doesNotAskOtherEndpoints() {
        HttpResponse<String> response =
                library.get(
                        "sparql?query="
                                + encode(
                                        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"));

        assertRefused(response);
        assertFalse(response.body().contains("refused"), response.body());
    }

    @Test
    void stopsAQueryThatTakesTooLong() {
        String query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
        try (ServedHome hurried = ServedHome.start(HomeFolder.LIBRARY, Duration.ofSeconds(1))) {
            assertEquals(503, hurried.get("sparql?query=" + encode(query)).statusCode());
        }
    }

    private static String count(String query) {
        return bindings(
                        library.get(
                                "sparql?query=" + encode(query),
                                "Accept",
                                "application/sparql-results+json"))
                .get(0)
                .getAsObject()
                .getObj("n")
                .getString("value");
    }

    private static JsonArray bindings(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        JsonObject results = json(response).getObj("results");
        return results.get("bindings").getAsArray();
    }

    private static void assertRefused(HttpResponse<String> response) {
        assertTrue(
                response.statusCode() >= 400 && response.statusCode() < 500,
                () -> response.statusCode() + " " + response.body());
    }
}
