package org.labledger.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/** An answer is either whole, or visibly not. */
@Timeout(120)
class LargeAnswersTest {

    /** 30 × 30 × 30 rows of about 200 bytes each: more than is held back. */
    private static final String LARGE =
            "PREFIX t: <https://home.test/id/> SELECT * { ?a t:p ?b . ?c t:p ?d . ?e t:p ?f }";

    /** As large, and then it does not end within any time limit. */
    private static final String LARGE_AND_ENDLESS =
            "PREFIX t: <https://home.test/id/> SELECT * { ?a t:p ?b . ?c t:p ?d . ?e t:p ?f"
                    + " . ?g t:p ?h . ?i t:p ?j . ?k t:p ?l }";

    @TempDir static Path folder;

    private static ServedHome home;

    @BeforeAll
    static void startServer() {
        StringBuilder data = new StringBuilder("@prefix t: <https://home.test/id/> .\n");
        for (int i = 0; i < 30; i++) {
            data.append("t:a").append(i).append(" t:p \"").append(i).append("\" .\n");
        }
        StringBuilder more = new StringBuilder("@prefix t: <https://home.test/id/> .\n");
        for (int i = 0; i < 6_000; i++) {
            more.append("t:long t:q \"%s %d\" .\n".formatted("word ".repeat(8), i));
        }
        home =
                ServedHome.start(
                        HomeFolder.in(folder)
                                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                                .with("data/a.ttl", data.toString())
                                .with("data/b.ttl", more.toString())
                                .with("queries/all.rq", "SELECT * { ?s ?p ?o }"),
                        Duration.ofSeconds(3),
                        10_000_000);
    }

    @AfterAll
    static void stopServer() {
        home.close();
    }

    @Test
    void areWhole() {
        HttpResponse<String> response = ask(LARGE, "Accept", "text/csv");

        assertEquals(200, response.statusCode());
        assertTrue(response.headers().firstValue("Content-Length").isEmpty());
        assertEquals(1 + 27_000, response.body().lines().count());
    }

    @Test
    void areWholeWhenCompressed() {
        HttpResponse<String> response = ask(LARGE, "Accept", "text/csv", "Accept-Encoding", "gzip");

        assertEquals(200, response.statusCode());
        assertEquals("gzip", ServedHome.header(response, "Content-Encoding"));
        assertTrue(ServedHome.header(response, "ETag").endsWith("-gzip\""));
    }

    @Test
    void breakTheConnectionWhenALimitIsReachedOnTheWay() {
        assertThrows(
                UncheckedIOException.class, () -> ask(LARGE_AND_ENDLESS, "Accept", "text/csv"));
    }

    @Test
    void breakTheConnectionWhenCompressedToo() {
        assertThrows(
                UncheckedIOException.class,
                () -> ask(LARGE_AND_ENDLESS, "Accept", "text/csv", "Accept-Encoding", "gzip"));
    }

    /** HTTP/1.0 is what nginx speaks to its upstreams unless it is told otherwise. */
    @Test
    void endWithTheConnectionWhereThatIsTheOnlyEnd() throws IOException {
        for (String fields : List.of("", "Connection: keep-alive\r\n", "Connection: close\r\n")) {
            String answer = raw("sparql?query=" + ServedHome.encode(LARGE), fields);

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertEquals("", RawConnection.field(answer, "Transfer-Encoding"));
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertEquals(1 + 27_000, body.lines().count());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dump.nq",
                "dump.trig",
                "dump.nq.gz",
                "dump.trig.gz",
                "data?default",
                "doc/id/long.nt",
                "doc/id/long.ttl",
                "doc/id/long.html",
                "query/all.csv",
                "query/all.json",
                "query/all.html",
                "fragments",
                "sparql?query=CONSTRUCT%20WHERE%20%7B%3Fs%20%3Fp%20%3Fo%7D",
                "openapi.json",
                "",
                "sparql",
                "search?q=word",
                "browse",
                "catalog",
                "readyz",
                "card.png"
            })
    void areTheSameInBothVersionsOfHttp(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(home.uri(path)).header("Accept", "text/csv").build();
            HttpResponse<byte[]> newer = client.send(request, BodyHandlers.ofByteArray());

            String answer = raw(path, "");

            assertEquals(newer.statusCode(), Integer.parseInt(answer.substring(9, 12)));
            int end = answer.indexOf("\r\n\r\n") + 4;
            assertArrayEquals(newer.body(), answer.substring(end).getBytes(ISO_8859_1));
        }
    }

    /** A closed connection would look like the end; a reset one does not. */
    @Test
    void resetTheConnectionWhereItsEndWouldLookLikeTheirs() {
        SocketException e =
                assertThrows(
                        SocketException.class,
                        () -> raw("sparql?query=" + ServedHome.encode(LARGE_AND_ENDLESS), ""));
        assertTrue(String.valueOf(e.getMessage()).contains("reset"), e::toString);
    }

    @Test
    void haveAHeaderOfTheirOwn() {
        HttpResponse<String> head =
                home.head("sparql?query=" + ServedHome.encode(LARGE), "Accept", "text/csv");

        assertEquals(200, head.statusCode());
        assertTrue(ServedHome.header(head, "Content-Type").startsWith("text/csv"));
        assertEquals("", head.body());
    }

    @Test
    void areNotSentAgainToWhoeverHasThem() {
        String tag = ServedHome.header(ask(LARGE, "Accept", "text/csv"), "ETag");

        HttpResponse<String> again = ask(LARGE, "Accept", "text/csv", "If-None-Match", tag);

        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
    }

    @Test
    void areAProblemAsLongAsNothingHasGoneOut() {
        String query =
                "PREFIX t: <https://home.test/id/> SELECT (COUNT(*) AS ?n) { ?a t:p ?b . ?c t:p ?d"
                        + " . ?e t:p ?f . ?g t:p ?h . ?i t:p ?j . ?k t:p ?l }";

        HttpResponse<String> response = ask(query);

        assertEquals(503, response.statusCode());
        assertTrue(response.headers().firstValue("Retry-After").isPresent());
        assertFalse(response.headers().firstValue("ETag").isPresent());
        assertTrue(response.body().contains("3 seconds"), response.body());
    }

    private static HttpResponse<String> ask(String query, String... headers) {
        return home.get("sparql?query=" + ServedHome.encode(query), headers);
    }

    private static String raw(String path, String fields) throws IOException {
        URI uri = home.uri("");
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(30_000);
            String request =
                    "GET /%s HTTP/1.0\r\nHost: %s\r\nAccept: text/csv\r\n%s\r\n"
                            .formatted(path, uri.getAuthority(), fields);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(ISO_8859_1);
        }
    }
}
