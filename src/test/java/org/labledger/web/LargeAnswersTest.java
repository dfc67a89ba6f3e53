package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
        home =
                ServedHome.start(
                        HomeFolder.in(folder)
                                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                                .with("data/a.ttl", data.toString()),
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

    @Test
    void areNotSentWhereTheirEndCouldNotBeTold() throws IOException {
        String answer = raw("GET", LARGE, "HTTP/1.0");

        assertTrue(answer.startsWith("HTTP/1.1 426 "), answer);
        assertTrue(answer.contains("Ask with HTTP/1.1"), answer);
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

    private static String raw(String method, String query, String version) throws IOException {
        URI uri = home.uri("sparql");
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(30_000);
            String request =
                    "%s /sparql?query=%s %s\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n"
                            .formatted(method, ServedHome.encode(query), version);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
