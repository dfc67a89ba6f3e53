package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** A server that is told to stop ends what it has begun. */
@Timeout(120)
class StopTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int ROWS = 60 * 60 * 60;

    /** About 20 MB: more than the sockets between server and client hold. */
    private static final String LARGE =
            "SELECT * { ?a <http://a.example/p> ?b . ?c <http://a.example/p> ?d . ?e"
                    + " <http://a.example/p> ?f }";

    private static final String ENDLESS =
            "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }";

    private static final String HEALTHZ = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir Path folder;

    private ServedHome home;
    private int port;

    @BeforeEach
    void start() {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            data.append("<http://a.example/s%d> <http://a.example/p> %d .\n".formatted(i, i));
        }
        home =
                ServedHome.start(
                        HomeFolder.in(folder).with("data/a.ttl", data.toString()),
                        LONG,
                        10_000_000);
        port = home.uri("").getPort();
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void runningAnswersEndWholeAndTheProbeSaysThatTheServerStops() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(home.uri("sparql?query=" + ServedHome.encode(LARGE)))
                        .header("Accept", "text/csv")
                        .build();
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream answer = client.send(request, BodyHandlers.ofInputStream()).body();
                RawConnection kept = RawConnection.to(home)) {
            // The answer has begun, and waits for its reader.
            assertEquals('a', answer.read());
            kept.send(HEALTHZ);
            assertEquals("", RawConnection.field(kept.answer(), "Connection"));

            CompletableFuture<Boolean> stop = stop(Duration.ofSeconds(5), LONG);
            awaitProbe(503);
            kept.send(HEALTHZ);
            String last = kept.answer();
            assertTrue(last.startsWith("HTTP/1.1 200"), last);
            assertEquals("close", RawConnection.field(last, "Connection"));
            assertEquals("", kept.answer(), "the connection is closed after the answer");
            awaitRefusal();
            assertFalse(stop.isDone());

            // An answer that is cut has no last chunk (RFC 9112, section 7.1): the client throws.
            String rows = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(1 + ROWS, rows.lines().count());
            assertTrue(stop.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void connectionsWithoutARequestDoNotKeepItRunning() throws Exception {
        try (RawConnection used = RawConnection.to(home);
                RawConnection fresh = RawConnection.to(home)) {
            used.send(HEALTHZ);
            used.answer();

            assertTrue(home.stop(Duration.ZERO, LONG));

            assertEquals("", used.answer());
            assertEquals("", fresh.answer());
        }
    }

    @Test
    void anAnswerThatTakesTooLongIsToldOfTheStop() throws Exception {
        try (Socket waiting = ask(ENDLESS)) {
            awaitRunning();

            assertFalse(home.stop(Duration.ZERO, Duration.ofMillis(300)));

            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            waiting.getInputStream().transferTo(answer);
            String text = answer.toString(StandardCharsets.UTF_8);
            assertTrue(text.startsWith("HTTP/1.1 503 "), text);
            assertTrue(text.contains("The server is shutting down."), text);
            assertEquals("close", RawConnection.field(text, "Connection"));
        }
    }

    @Test
    void anAnswerThatIsNeverReadIsCut() throws Exception {
        try (Socket reader = ask(LARGE)) {
            assertEquals('H', reader.getInputStream().read());

            assertFalse(home.stop(Duration.ZERO, Duration.ofMillis(300)));

            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            try {
                reader.getInputStream().transferTo(rest);
            } catch (IOException e) {
                // Reset: also visibly cut.
                return;
            }
            assertFalse(rest.toString(StandardCharsets.UTF_8).endsWith("\r\n0\r\n\r\n"));
        }
    }

    private CompletableFuture<Boolean> stop(Duration delay, Duration timeout) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return home.stop(delay, timeout);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Socket ask(String query) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(
                        ("GET /sparql?query=%s HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n")
                                .formatted(ServedHome.encode(query))
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void awaitProbe(int status) throws InterruptedException {
        while (home.get("readyz").statusCode() != status) {
            Thread.sleep(20);
        }
    }

    private void awaitRunning() throws InterruptedException {
        while (!home.get("metrics").body().contains("labledger_queries_running 1.0")) {
            Thread.sleep(20);
        }
    }

    private void awaitRefusal() throws Exception {
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                Thread.sleep(50);
            } catch (ConnectException e) {
                assertThrows(
                        ConnectException.class,
                        () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
                return;
            }
        }
    }
}
