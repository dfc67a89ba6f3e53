package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;
import static org.labledger.web.ServedHome.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.jena.atlas.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/** What {@code /sparql} tells a client that errs: what is wrong, where, and what to do. */
class SparqlErrorsTest extends LibraryServerTestCase {

    private static final String PROBLEM = "application/problem+json";
    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
    private static final String BAD = "SELECT * {\n  ?s ?p ?o .\n  ?s oops }";

    @Test
    void syntaxErrorAsProblemDetails() {
        HttpResponse<String> response = library.get("sparql?query=" + encode(BAD));

        assertEquals(400, response.statusCode());
        assertEquals(PROBLEM, header(response, "Content-Type"));
        JsonObject problem = json(response);
        assertEquals(400, number(problem, "status"));
        assertEquals(3, number(problem, "line"));
        assertTrue(number(problem, "column") >= 6, response::body);
        assertTrue(problem.getString("excerpt").contains("?s oops }"), response::body);
        assertFalse(problem.getString("title").isBlank());
        assertTrue(problem.getString("detail").contains("ine 3"), response::body);
    }

    @Test
    void syntaxErrorAsTextWithACaretBelowThePlace() {
        HttpResponse<String> response = library.get("sparql?query=" + encode(BAD), "Accept", "*/*");

        assertEquals(400, response.statusCode());
        assertTrue(header(response, "Content-Type").matches("text/plain; ?charset=utf-8"));
        String[] lines = response.body().split("\n", -1);
        int caret = 0;
        while (caret < lines.length && !lines[caret].strip().startsWith("^")) {
            caret++;
        }
        assertTrue(caret > 0 && caret < lines.length, response::body);
        assertEquals('o', lines[caret - 1].charAt(lines[caret].indexOf('^')), response::body);
    }

    @Test
    void caretBelowThePlaceAfterTabsAndWideCharacters() {
        String query = "SELECT * {\n\t?s <http://a.example/圖書館> \"𠀀\" , , 1 }";
        HttpResponse<String> response =
                library.get("sparql?query=" + encode(query), "Accept", "*/*");

        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("圖書館"), response::body);
        assertTrue(response.body().contains("^"), response::body);
    }

    @Test
    void queryOfABrowserOpensTheEditorWithIt() {
        HttpResponse<String> response =
                library.get(
                        "sparql?query=" + encode("SELECT <script>alert(1)</script>"),
                        "Accept",
                        BROWSER);

        assertEquals(200, response.statusCode());
        assertTrue(header(response, "Content-Type").startsWith("text/html"));
        assertFalse(response.body().contains("<script>alert"), response::body);
        assertTrue(response.body().contains("&lt;script&gt;"), response::body);
    }

    @Test
    void syntaxErrorOfAPostAsAPageForBrowsers() {
        HttpResponse<String> response =
                library.post(
                        "sparql",
                        "application/sparql-query",
                        "SELECT <script>alert(1)</script>",
                        "Accept",
                        BROWSER);

        assertEquals(400, response.statusCode());
        assertTrue(header(response, "Content-Type").startsWith("text/html"));
        assertFalse(response.body().contains("<script>alert"), response::body);
        assertTrue(response.body().contains("&lt;script&gt;"), response::body);
    }

    @Test
    void unknownPrefixIsNamed() {
        HttpResponse<String> response =
                library.get("sparql?query=" + encode("SELECT * { ?s nope:thing ?o }"));

        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("nope"), response::body);
    }

    /** Stock Fuseki counts characters for the length and fails. */
    @Test
    void messagesBeyondAsciiAreWhole() {
        HttpResponse<String> response =
                library.get("sparql?query=" + encode("SELECT 圖書館 é ñ 𠀀 {"));

        assertEquals(400, response.statusCode());
        assertEquals(
                response.body().getBytes(StandardCharsets.UTF_8).length,
                Integer.parseInt(header(response, "Content-Length")));
        assertTrue(response.body().contains("圖書館"), response::body);
        assertEquals(400, number(json(response), "status"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET /sparql?query=ASK%7B%7D%ZZ, %ZZ",
        "GET /sparql?query=ASK%7B%7D%, %",
        "GET /sparql?query=ASK%7B%7D%2, %2",
        "GET /sparql?query=%FF%FE, UTF-8",
        "GET /sparql?query=%C0%80, UTF-8",
        "GET /sparql?query=%ED%A0%80, UTF-8",
        "GET /sparql?query=%u0041, %u0",
        "GET /sparql?%ZZ=1&query=ASK%7B%7D, %ZZ"
    })
    void badPercentEncoding(String request, String named) throws IOException {
        String answer = raw(request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains(named), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"query=ASK%7B%7D%ZZ", "query=%FF", "query=%", "%FF=%FF", "query=\u00e9%E9"})
    void badForm(String form) {
        HttpResponse<String> response =
                library.post("sparql", "application/x-www-form-urlencoded", form);

        assertEquals(400, response.statusCode(), response::body);
        assertEquals(400, number(json(response), "status"));
        assertTrue(json(response).getString("detail").length() > 20, response::body);
    }

    @Test
    void serviceIsRefusedBeforeAConnectionIsMade() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(300);
            String endpoint = "http://127.0.0.1:" + listener.getLocalPort() + "/sparql";
            HttpResponse<String> response =
                    library.get(
                            "sparql?query="
                                    + encode(
                                            "SELECT * { SERVICE <"
                                                    + endpoint
                                                    + "> { ?s ?p ?o } }"));

            assertEquals(4, response.statusCode() / 100, response::body);
            assertFalse(connects(listener));
        }
    }

    @Test
    void silentServiceIsNoWayOutEither() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(300);
            String endpoint = "http://127.0.0.1:" + listener.getLocalPort() + "/sparql";
            library.get(
                    "sparql?query="
                            + encode(
                                    "SELECT * { BIND(<"
                                            + endpoint
                                            + "> AS ?e) SERVICE SILENT ?e { ?s ?p ?o } }"));

            assertFalse(connects(listener));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (<java:java.lang.System.getProperty>(\"user.dir\") AS ?x) {}",
                "SELECT (<http://jena.apache.org/ARQ/jsFunction#f>(1) AS ?x) {}",
                "SELECT (<http://jena.apache.org/ARQ/function#systemProperty>(\"user.dir\") AS ?x) {}",
                "SELECT ?x { ?x <java:org.labledger.Main> 1 }",
                "PREFIX js: <http://jena.apache.org/ARQ/jsFunction#> SELECT (js:eval(\"1\") AS ?x) {}",
                "SELECT (<http://jena.apache.org/ARQ/function#bnode>(\"x\") AS ?x) {}"
            })
    void functionsThatReachOut(String query) {
        HttpResponse<String> response =
                library.get("sparql?query=" + encode(query), "Accept", "text/csv");

        assertTrue(
                response.statusCode() == 400
                        || response.statusCode() == 200
                                && response.body().matches("x\r\n(\"\"|)(\r\n)?"),
                () -> response.statusCode() + " " + response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "callback=alert",
                "stylesheet=javascript:alert(1)",
                "output=%3Cscript%3E",
                "jsonp=evil"
            })
    void parametersThatWouldBeCopiedIntoTheAnswer(String parameter) {
        String value = parameter.substring(parameter.indexOf('=') + 1);
        for (String accept :
                new String[] {
                    "application/sparql-results+json", "application/sparql-results+xml"
                }) {
            HttpResponse<String> response =
                    library.get("sparql?query=ASK%7B%7D&" + parameter, "Accept", accept);

            assertEquals(200, response.statusCode());
            assertFalse(response.body().contains(value), response::body);
            assertEquals(accept, header(response, "Content-Type"));
        }
    }

    @ParameterizedTest
    @CsvSource({"(, )", "{, }", "!, ''", "OPTIONAL {, }"})
    void nestingThatIsTooDeep(String open, String close) {
        String inside = open.startsWith("(") || open.startsWith("!") ? "1" : "?s ?p ?o";
        String nested = (open + " ").repeat(5000) + inside + close.repeat(5000);
        String query =
                inside.equals("1") ? "SELECT (" + nested + " AS ?x) {}" : "ASK { " + nested + " }";
        HttpResponse<String> response = library.post("sparql", "application/sparql-query", query);

        assertEquals(400, response.statusCode(), response::body);
        assertFalse(response.body().contains("StackOverflow"), response::body);
    }

    @Test
    void queryThatTakesTooLongIsToldSoAndMayComeAgain() {
        String query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
        try (ServedHome hurried = ServedHome.start(HomeFolder.LIBRARY, Duration.ofSeconds(1))) {
            HttpResponse<String> response = hurried.get("sparql?query=" + encode(query));

            assertEquals(503, response.statusCode());
            assertTrue(header(response, "Retry-After").matches("\\d+"));
            assertEquals(503, number(json(response), "status"));
        }
    }

    @Test
    void timeoutOfTheRequestLowersThatOfTheServer() {
        String query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

        assertEquals(503, library.get("sparql?timeout=1&query=" + encode(query)).statusCode());
        assertEquals(400, library.get("sparql?timeout=soon&query=ASK%7B%7D").statusCode());
    }

    @Test
    void everyAnswerHasSecurityHeaders() {
        for (HttpResponse<String> response :
                List.of(
                        library.get("sparql?query=ASK%7B%7D"),
                        library.get("sparql?query=ASK"),
                        library.get("nowhere"),
                        library.get("sparql?query=" + encode(BAD), "Accept", BROWSER))) {
            assertEquals("nosniff", header(response, "X-Content-Type-Options"));
            String policy = header(response, "Content-Security-Policy");
            assertTrue(policy.contains("frame-ancestors"), policy);
            assertFalse(policy.contains("unsafe-inline"), policy);
            assertTrue(response.headers().firstValue("Referrer-Policy").isPresent());
        }
    }

    private static int number(JsonObject object, String member) {
        return object.get(member).getAsNumber().value().intValue();
    }

    private static boolean connects(ServerSocket listener) throws IOException {
        try (Socket ignored = listener.accept()) {
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", library.uri("").getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
