package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every request of the <a href="https://www.w3.org/TR/sparql11-protocol/">SPARQL 1.1 Protocol</a>'s
 * query operation, by the name of what is asked; numbers of sections are those of that document.
 */
class SparqlProtocolTest extends LibraryServerTestCase {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String DIRECT = "application/sparql-query";
    private static final String CSV = "text/csv";

    private static final String ID = "https://library.example/id/";
    private static final String SOURCE = "https://library.example/source/";
    private static final String OLD = SOURCE + "card-index-1974";
    private static final String NEW = SOURCE + "card-index-1998";

    private static final String YEARS =
            "PREFIX lib: <https://library.example/vocab#> SELECT (STR(?y) AS ?year) { <"
                    + ID
                    + "the-tin-orchard> lib:year ?y } ORDER BY ?y";
    private static final String BOTH = "year\r\n1961\r\n1962\r\n";
    private static final String OF_1974 = "year\r\n1961\r\n";

    // 2.1.6: the base IRI

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SELECT (IRI("") AS ?x) {}                     | sparql
                    SELECT (<> AS ?x) {}                          | sparql
                    SELECT (URI("thing?a=1#b") AS ?x) {}          | thing?a=1#b
                    SELECT (IRI(?y) AS ?x) { BIND("../a" AS ?y) } | a
                    SELECT ?x { VALUES ?x { <thing> } }           | thing
                    SELECT ?x { BIND(<#me> AS ?x) }               | sparql#me
                    PREFIX : <here/> SELECT ?x { BIND(:now AS ?x) } | here/now
                    SELECT (DATATYPE(STRDT("1", <type>)) AS ?x) {} | type
                    SELECT ?x { { SELECT (IRI("sub") AS ?x) {} } } | sub
                    SELECT (IRI(MIN(?y)) AS ?x) { BIND("a" AS ?y) } | a
                    """)
    void relativeIrisAreThoseOfTheEndpoint(String query, String expected) {
        assertAnswer(
                "x\r\n" + library.uri(expected) + "\r\n",
                library.get("sparql?query=" + encode(query), "Accept", CSV));
    }

    /** The answer for one name of the server is not kept for another. */
    @Test
    void relativeIrisAreThoseOfTheAddressThatWasAsked() throws Exception {
        String path = "sparql?query=" + encode("SELECT (IRI(\"\") AS ?x) {}");
        int port = library.uri("").getPort();
        String elsewhere = "ledger.example:" + port;

        assertAnswer("x\r\n" + library.uri("sparql") + "\r\n", library.get(path, "Accept", CSV));
        RawExchange.Reply there =
                new RawExchange(port)
                        .send(
                                List.of(
                                        ("GET /"
                                                        + path
                                                        + " HTTP/1.1\r\nHost: "
                                                        + elsewhere
                                                        + "\r\nAccept: text/csv\r\n"
                                                        + "Connection: close\r\n\r\n")
                                                .getBytes(StandardCharsets.UTF_8)));
        assertTrue(there.body().contains("http://" + elsewhere + "/sparql"), there::shortened);
    }

    @Test
    void relativeIrisOfAConstructAreThoseOfTheEndpoint() {
        HttpResponse<String> response =
                library.get(
                        "sparql?query=" + encode("CONSTRUCT { <#a> <b> <> } WHERE {}"),
                        "Accept",
                        "application/n-triples");

        assertAnswer(
                "<%1$s#a> <%2$s> <%1$s> .\n".formatted(library.uri("sparql"), library.uri("b")),
                response);
    }

    // 2.1.1 to 2.1.3: the three ways to send a query

    @Test
    void getQuery() {
        assertAnswer(BOTH, library.get("sparql?query=" + encode(YEARS), "Accept", CSV));
    }

    @Test
    void getQueryWithPlusForSpace() {
        String query = "SELECT+%281+AS+%3Fn%29+%7B%7D";

        assertAnswer("n\r\n1\r\n", library.get("sparql?query=" + query, "Accept", CSV));
    }

    @Test
    void getQueryWithPercentPlusForPlus() {
        assertAnswer(
                "n\r\na+b\r\n",
                library.get("sparql?query=" + encode("SELECT (\"a+b\" AS ?n) {}"), "Accept", CSV));
    }

    @Test
    void getQueryBeyondAscii() {
        assertAnswer(
                "n\r\n𠀀 圖書館 é\r\n",
                library.get(
                        "sparql?query=" + encode("SELECT (\"𠀀 圖書館 é\" AS ?n) {}"), "Accept", CSV));
    }

    @Test
    void postForm() {
        assertAnswer(BOTH, library.post("sparql", FORM, "query=" + encode(YEARS), "Accept", CSV));
    }

    @Test
    void postFormWithCharset() {
        assertAnswer(
                BOTH,
                library.post(
                        "sparql",
                        FORM + "; charset=UTF-8",
                        "query=" + encode(YEARS),
                        "Accept",
                        CSV));
    }

    @Test
    void postFormWithMediaTypeInCapitals() {
        assertAnswer(
                BOTH,
                library.post(
                        "sparql",
                        "Application/X-WWW-Form-URLEncoded",
                        "query=" + encode(YEARS),
                        "Accept",
                        CSV));
    }

    @Test
    void postDirect() {
        assertAnswer(BOTH, library.post("sparql", DIRECT, YEARS, "Accept", CSV));
    }

    @Test
    void postDirectWithCharset() {
        assertAnswer(
                "n\r\n圖\r\n",
                library.post(
                        "sparql",
                        DIRECT + ";charset=utf-8",
                        "SELECT (\"圖\" AS ?n) {}",
                        "Accept",
                        CSV));
    }

    @Test
    void postDirectWithQueryInTheAddressToo() {
        assertStatus(400, library.post("sparql?query=ASK%7B%7D", DIRECT, "ASK {}"));
    }

    @Test
    void twoQueries() {
        assertStatus(400, library.get("sparql?query=ASK%7B%7D&query=ASK%7B%7D"));
        assertStatus(400, library.post("sparql", FORM, "query=ASK%7B%7D&query=ASK%7B%7D"));
        assertStatus(400, library.post("sparql?query=ASK%7B%7D", FORM, "query=ASK%7B%7D"));
    }

    @Test
    void formWithoutQuery() {
        assertStatus(400, library.post("sparql", FORM, "default-graph-uri=" + encode(OLD)));
        assertStatus(400, library.post("sparql", FORM, ""));
    }

    @Test
    void emptyQuery() {
        assertStatus(400, library.get("sparql?query="));
        assertStatus(400, library.post("sparql", DIRECT, ""));
    }

    @Test
    void parametersOfOthersAreNotMinded() {
        assertAnswer(
                BOTH,
                library.get(
                        "sparql?utm_source=x&query=" + encode(YEARS) + "&output=html",
                        "Accept",
                        CSV));
    }

    // 2.1.4: the dataset

    @Test
    void defaultGraph() {
        assertAnswer(
                OF_1974,
                library.get(
                        "sparql?query=" + encode(YEARS) + "&default-graph-uri=" + encode(OLD),
                        "Accept",
                        CSV));
    }

    @Test
    void defaultGraphInAForm() {
        assertAnswer(
                OF_1974,
                library.post(
                        "sparql",
                        FORM,
                        "default-graph-uri=" + encode(OLD) + "&query=" + encode(YEARS),
                        "Accept",
                        CSV));
    }

    @Test
    void defaultGraphBesideAPostedQuery() {
        assertAnswer(
                OF_1974,
                library.post(
                        "sparql?default-graph-uri=" + encode(OLD), DIRECT, YEARS, "Accept", CSV));
    }

    @Test
    void twoDefaultGraphs() {
        assertAnswer(
                BOTH,
                library.get(
                        "sparql?query="
                                + encode(YEARS)
                                + "&default-graph-uri="
                                + encode(OLD)
                                + "&default-graph-uri="
                                + encode(NEW),
                        "Accept",
                        CSV));
    }

    @Test
    void namedGraph() {
        String query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }";

        assertAnswer(
                "g\r\n" + NEW + "\r\n",
                library.get(
                        "sparql?query=" + encode(query) + "&named-graph-uri=" + encode(NEW),
                        "Accept",
                        CSV));
    }

    @Test
    void namedGraphLeavesTheDefaultGraphEmpty() {
        assertAnswer(
                "year\r\n",
                library.get(
                        "sparql?query=" + encode(YEARS) + "&named-graph-uri=" + encode(NEW),
                        "Accept",
                        CSV));
    }

    @Test
    void defaultGraphLeavesNoNamedGraphs() {
        String query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }";

        assertAnswer(
                "n\r\n0\r\n",
                library.get(
                        "sparql?query=" + encode(query) + "&default-graph-uri=" + encode(NEW),
                        "Accept",
                        CSV));
    }

    @Test
    void datasetOfTheProtocolGoesBeforeThatOfTheQuery() {
        String query = YEARS.replace("{ <", "FROM <" + NEW + "> { <");

        assertAnswer(
                "year\r\n1962\r\n", library.get("sparql?query=" + encode(query), "Accept", CSV));
        assertAnswer(
                OF_1974,
                library.get(
                        "sparql?query=" + encode(query) + "&default-graph-uri=" + encode(OLD),
                        "Accept",
                        CSV));
    }

    @Test
    void graphThatIsNotThereIsEmptyOrRefused() {
        HttpResponse<String> response =
                library.get(
                        "sparql?query="
                                + encode("ASK { ?s ?p ?o }")
                                + "&default-graph-uri="
                                + encode("https://library.example/source/none"),
                        "Accept",
                        "application/sparql-results+json");

        assertTrue(
                response.statusCode() == 200 && response.body().contains("false")
                        || response.statusCode() == 400,
                response::body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/hostname", "file:pom.xml", "pom.xml", "jar:file:x.jar!/y"})
    void graphOfThisMachine(String iri) {
        for (String request :
                new String[] {
                    "sparql?query="
                            + encode("ASK { ?s ?p ?o }")
                            + "&default-graph-uri="
                            + encode(iri),
                    "sparql?query=" + encode("ASK FROM <" + iri + "> { ?s ?p ?o }"),
                    "sparql?query="
                            + encode("ASK FROM NAMED <" + iri + "> { GRAPH ?g { ?s ?p ?o } }"),
                }) {
            HttpResponse<String> response =
                    library.get(request, "Accept", "application/sparql-results+json");

            assertTrue(
                    response.statusCode() == 400
                            || response.statusCode() == 200 && response.body().contains("false"),
                    () -> request + " " + response.statusCode() + " " + response.body());
        }
    }

    // 2.1.6, 2.2: statuses, and what is not offered

    @ParameterizedTest
    @ValueSource(
            strings = {"DROP ALL", "INSERT DATA { <a:s> <a:p> 1 }", "LOAD <http://127.0.0.1:9/>"})
    void update(String update) {
        for (HttpResponse<String> response :
                List.of(
                        library.post("sparql", FORM, "update=" + encode(update)),
                        library.post("sparql", "application/sparql-update", update),
                        library.get("sparql?update=" + encode(update)),
                        library.get("sparql?query=" + encode(update)),
                        library.post("sparql", DIRECT, update))) {
            assertEquals(4, response.statusCode() / 100, response::body);
            assertTrue(response.body().contains("read-only"), response::body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW"})
    void otherMethod(String method) {
        HttpResponse<String> response =
                library.send(method, "sparql?query=ASK%7B%7D", BodyPublishers.noBody());

        assertStatus(405, response);
        assertEquals(
                Set.of("GET", "HEAD", "POST", "OPTIONS"),
                Set.of(header(response, "Allow").split(", *", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json",
                "text/turtle",
                "multipart/form-data; boundary=x"
            })
    void postOfAnotherMediaType(String contentType) {
        HttpResponse<String> response = library.post("sparql", contentType, "ASK {}");

        assertStatus(415, response);
        assertTrue(response.body().contains(DIRECT), response::body);
    }

    @Test
    void postWithoutMediaType() {
        HttpResponse<String> response =
                library.send("POST", "sparql", BodyPublishers.ofString("ASK {}"));

        assertEquals(4, response.statusCode() / 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "ISO-8859-1", "no-such-charset"})
    void postInAnotherCharset(String charset) {
        assertStatus(415, library.post("sparql", DIRECT + "; charset=" + charset, "ASK {}"));
    }

    @Test
    void postOfBytesThatAreNotUtf8() {
        byte[] latin = "SELECT (\"é\" AS ?x) {}".getBytes(StandardCharsets.ISO_8859_1);

        assertStatus(
                400,
                library.send(
                        "POST",
                        "sparql",
                        BodyPublishers.ofByteArray(latin),
                        "Content-Type",
                        DIRECT));
    }

    @Test
    void queryThatIsTooLongForAnAddress() {
        HttpResponse<String> response =
                library.get("sparql?query=ASK%7B%7D%23" + "x".repeat(100_000));

        assertTrue(Set.of(414, 431).contains(response.statusCode()), response::toString);
    }

    @Test
    void queryOf200KbIsAnsweredByPost() {
        assertStatus(200, library.post("sparql", DIRECT, "ASK {} #" + "x".repeat(200_000)));
    }

    @Test
    void queryOfMoreThan256Kb() {
        assertStatus(413, library.post("sparql", DIRECT, "ASK {} #" + "x".repeat(262_144)));
        assertStatus(413, library.post("sparql", FORM, "query=ASK%7B%7D%23" + "x".repeat(262_144)));
    }

    // HEAD, OPTIONS, and other origins

    @Test
    void headOfAQuery() {
        String address = "sparql?query=" + encode(YEARS);
        HttpResponse<String> get =
                library.get(address, "Accept", CSV, "Accept-Encoding", "identity");
        HttpResponse<String> head =
                library.head(address, "Accept", CSV, "Accept-Encoding", "identity");

        assertStatus(200, head);
        assertEquals("", head.body());
        for (String name : new String[] {"Content-Type", "ETag", "Vary"}) {
            assertEquals(header(get, name), header(head, name), name);
        }
    }

    @Test
    void headOfABadQuery() {
        assertStatus(400, library.head("sparql?query=ASK"));
    }

    @Test
    void options() {
        HttpResponse<String> response = library.send("OPTIONS", "sparql", BodyPublishers.noBody());

        assertEquals(2, response.statusCode() / 100);
        assertEquals(
                Set.of("GET", "HEAD", "POST", "OPTIONS"),
                Set.of(header(response, "Allow").split(", *", -1)));
    }

    @Test
    void preflightOfAnotherOrigin() {
        HttpResponse<String> response =
                library.send(
                        "OPTIONS",
                        "sparql",
                        BodyPublishers.noBody(),
                        "Origin",
                        "https://elsewhere.example",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "content-type");

        assertEquals(2, response.statusCode() / 100);
        assertEquals("*", header(response, "Access-Control-Allow-Origin"));
        for (String method : new String[] {"GET", "POST", "HEAD"}) {
            assertTrue(header(response, "Access-Control-Allow-Methods").contains(method));
        }
    }

    /** Clients add fields of their own; a page must not fail by one that the server ignores. */
    @ParameterizedTest
    @ValueSource(strings = {"content-type", "x-requested-with", "queryid", "authorization"})
    void preflightAllowsWhateverFieldsAClientSends(String field) {
        HttpResponse<String> response =
                library.send(
                        "OPTIONS",
                        "sparql",
                        BodyPublishers.noBody(),
                        "Origin",
                        "https://elsewhere.example",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        field);
        List<String> allowed =
                List.of(
                        header(response, "Access-Control-Allow-Headers")
                                .toLowerCase(Locale.ROOT)
                                .split(", *", -1));

        // Fetch standard, CORS-preflight fetch: a wildcard allows all fields but Authorization.
        assertTrue(
                allowed.contains(field)
                        || (allowed.contains("*") && !field.equals("authorization")),
                field + " in " + allowed);
    }

    @Test
    void queryFromAnotherOrigin() {
        HttpResponse<String> response =
                library.get("sparql?query=ASK%7B%7D", "Origin", "https://elsewhere.example");

        assertEquals("*", header(response, "Access-Control-Allow-Origin"));
        assertFalse(response.headers().map().containsKey("Access-Control-Allow-Credentials"));
        assertTrue(header(response, "Access-Control-Expose-Headers").contains("ETag"));
    }

    @Test
    void errorFromAnotherOriginCanBeRead() {
        HttpResponse<String> response =
                library.get("sparql?query=ASK", "Origin", "https://elsewhere.example");

        assertStatus(400, response);
        assertEquals("*", header(response, "Access-Control-Allow-Origin"));
    }

    private static void assertAnswer(String expected, HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response::body);
        assertEquals(expected, response.body());
    }

    private static void assertStatus(int expected, HttpResponse<String> response) {
        assertEquals(expected, response.statusCode(), response::body);
    }
}
