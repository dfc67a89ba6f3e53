package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and proxies may send by the specifications of HTTP is answered, not refused. */
class LenientRequestsTest extends LibraryServerTestCase {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String QUERY = "SELECT (\"é月\" AS ?x) {}";

    /** A form is percent-encoded UTF-8 whatever its charset says (WHATWG URL, section 5.1). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "utf8",
                "UTF-8",
                "\"utf-8\"",
                "ISO-8859-1",
                "iso-8859-15",
                "windows-1252",
                "us-ascii",
                "Big5",
                ""
            })
    void aFormWithAnyCharsetThatIsAsciiBelow128IsRead(String charset) {
        HttpResponse<String> answer =
                library.post(
                        "sparql",
                        FORM + "; charset=" + charset,
                        "query=" + encode(QUERY),
                        "Accept",
                        "text/csv");

        assertEquals(200, answer.statusCode(), answer::body);
        assertEquals("x\r\né月\r\n", answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "application/sparql-query; charset=utf8, 200",
        "application/sparql-query; charset=ISO-8859-1, 415",
        "application/x-www-form-urlencoded; charset=UTF-16, 415",
        "application/x-www-form-urlencoded; charset=no-such-charset, 415"
    })
    void aBodyInAnotherCharsetIsRefused(String contentType, int status) {
        String body = contentType.startsWith(FORM) ? "query=" + encode(QUERY) : QUERY;

        assertEquals(status, library.post("sparql", contentType, body).statusCode());
    }

    @Test
    void aSlashAfterTheEndpointIsTheEndpoint() {
        assertEquals(200, library.get("sparql/?query=" + encode(QUERY)).statusCode());
        assertEquals(200, library.post("sparql/", FORM, "query=" + encode(QUERY)).statusCode());
        assertEquals(200, library.get("sparql/", "Accept", "text/turtle").statusCode());
        assertEquals(404, library.get("sparql/x").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"search?q=tin&lang=en", "about", "void", "catalog", "data?default"})
    void aSlashAfterAnAddressLeadsToIt(String address) {
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        String rest = query < 0 ? "" : address.substring(query);

        HttpResponse<String> moved = library.get(path + "/" + rest);

        assertEquals(308, moved.statusCode());
        assertEquals(library.uri(address).toString(), header(moved, "Location"));
    }

    /** RFC 9112, section 3.2.2: an absolute target counts, and Host is ignored. */
    @Test
    void theHostOfAnAbsoluteTargetCounts() throws IOException {
        try (RawConnection connection = RawConnection.to(library)) {
            connection.send(
                    "GET http://ledger.example/void HTTP/1.1\r\nHost: proxy.example\r\n"
                            + "Accept: text/turtle\r\n\r\n");
            String answer = connection.answer();

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(answer.contains("<http://ledger.example/sparql>"), answer);
            assertFalse(answer.contains("proxy.example"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: a.example\r\nHost: b.example\r\n", ""})
    void oneHostIsNamed(String hosts) throws IOException {
        try (RawConnection connection = RawConnection.to(library)) {
            connection.send("GET /void HTTP/1.1\r\n" + hosts + "\r\n");

            String answer = connection.answer();
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), \"(\") }",
                "SELECT (REGEX(\"a\", \"*\") AS ?x) {}",
                "SELECT (REPLACE(\"a\", \"[\", \"x\") AS ?x) {}"
            })
    void aMessageNamesNoClass(String query) {
        HttpResponse<String> answer = library.get("sparql?query=" + encode(query));

        assertFalse(answer.body().matches("(?s).*(java[.]|Exception).*"), answer.body());
        assertTrue(answer.statusCode() == 400, answer.body());
        assertTrue(answer.body().matches("(?is).*(unclosed|dangling).*"), answer.body());
    }

    /**
     * A connection is kept after a refusal, though no route reads the body: it was closed without a
     * word, and the next request on it was reset.
     */
    @ParameterizedTest
    @CsvSource({
        "POST /void, text/plain, 405",
        "PUT /id/x, text/plain, 405",
        "POST /sparql, text/plain, 415",
        "POST /sparql, application/sparql-update, 403",
        "POST /sparql?query=ASK%7B%7D, application/sparql-query, 400",
        "POST /sparql?query=%ZZ, application/sparql-query, 400",
        "GET /about, text/plain, 200"
    })
    void aConnectionIsKeptAfterARefusal(String request, String contentType, int status)
            throws IOException {
        try (RawConnection connection = RawConnection.to(library)) {
            for (int i = 0; i < 3; i++) {
                connection.send(
                        request
                                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                + contentType
                                + "\r\nContent-Length: 300000\r\n\r\n"
                                + "x".repeat(300_000));
                String answer = connection.answer();
                assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
                assertEquals("", RawConnection.field(answer, "Connection"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 5000000", "Content-Length: 10\r\nExpect: 100-continue"})
    void aConnectionThatIsNotKeptSaysSo(String field) throws IOException {
        try (RawConnection connection = RawConnection.to(library)) {
            connection.send("POST /void HTTP/1.1\r\nHost: localhost\r\n" + field + "\r\n\r\n");
            String answer = connection.answer();

            assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
            assertEquals("close", RawConnection.field(answer, "Connection"));
        }
    }
}
