package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;
import org.labledger.http.SecurityHeaders;

/** Every answer tells browsers what not to do with it, whoever makes the answer. */
class SecurityHeadersTest extends LibraryServerTestCase {

    @ParameterizedTest
    @CsvSource({
        "GET,     healthz,                        200",
        "HEAD,    healthz,                        200",
        "OPTIONS, sparql,                         204",
        "GET,     sparql?query=ASK%7B%7D,         200",
        "GET,     query/,                         200",
        "GET,     search?q=orchard,               200",
        "GET,     doc/id/ada-quill.html,          200",
        "GET,     fragments,                      200",
        "GET,     metrics,                        200",
        "GET,     id/ada-quill,                   303",
        "GET,     sparql?query=ASK%7B,            400",
        "GET,     sparql?query=%FF,               400",
        "POST,    sparql?update=CLEAR%20ALL,      415",
        "GET,     sparql?update=CLEAR%20ALL,      403",
        "GET,     nothing/here,                   404",
        "DELETE,  sparql,                         405",
        "BREW,    healthz,                        405",
    })
    void areOnAnswersOfRoutes(String method, String path, int status) {
        HttpResponse<String> response = library.send(method, path, BodyPublishers.noBody());

        assertEquals(status, response.statusCode(), response::body);
        SecurityHeaders.FIELDS.forEach(
                (name, value) -> assertEquals(value, header(response, name), name));
    }

    @Test
    void areOnAnAnswerThatTheClientHasAlready() {
        String tag = header(library.get("query/"), "ETag");
        HttpResponse<String> response = library.get("query/", "If-None-Match", tag);

        assertEquals(304, response.statusCode());
        SecurityHeaders.FIELDS.forEach(
                (name, value) -> assertEquals(value, header(response, name), name));
    }

    @Test
    void areOnAnAnswerThatWasStopped() {
        try (ServedHome hasty = ServedHome.start(HomeFolder.LIBRARY, Duration.ofMillis(100))) {
            HttpResponse<String> response =
                    hasty.get(
                            "sparql?query="
                                    + encode(
                                            "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h"
                                                    + " ?i . ?j ?k ?l . ?m ?n ?o }"));

            assertEquals(503, response.statusCode(), response::body);
            SecurityHeaders.FIELDS.forEach(
                    (name, value) -> assertEquals(value, header(response, name), name));
        }
    }

    /** What Jetty refuses before a route sees it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    400 | GET /healthz HTTP/1.1~~
                    400 | GET /healthz HTTP/1.1~Host: a~Host: b~~
                    400 | GET /healthz HTTP/1.1~Host: localhost~Bad Field: x~~
                    400 | GET /%zz HTTP/1.1~Host: localhost~~
                    400 | GET /a%2Fb/../.. HTTP/1.1~Host: localhost~~
                    400 | POST /sparql HTTP/1.1~Host: localhost~Content-Length: x~~
                    505 | complete nonsense~~
                    414 | GET /LONG HTTP/1.1~Host: localhost~~
                    431 | GET /healthz HTTP/1.1~Host: localhost~X-Long: LONG~~
                    505 | GET /healthz HTTP/7.0~Host: localhost~~
                    """)
    void areOnAnswersToWhatIsNoRequest(int status, String request) throws Exception {
        try (RawConnection connection = RawConnection.to(library)) {
            connection.send(
                    request.replace("~", "\r\n")
                            .replace("LONG", "a".repeat(LedgerServer.MAX_HEADER_BYTES)));
            String answer = connection.answer();

            assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
            SecurityHeaders.FIELDS.forEach(
                    (name, value) -> assertEquals(value, RawConnection.field(answer, name), name));
            assertFalse(answer.contains("org.") || answer.contains("etty"), answer);
            assertEquals("", RawConnection.field(answer, "Server"));
        }
    }
}
