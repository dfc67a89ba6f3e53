package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.labledger.HomeFolder;
import org.labledger.http.ClientTimeouts;

/** Clients that hold on to what others need. */
@Timeout(60)
class SlowClientTest {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final String HEALTHZ = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";

    @Test
    void isCutOffIfItsHeaderNeverEnds() throws Exception {
        try (ServedHome library = start(new ClientTimeouts(SHORT, LONG, LONG, 100));
                RawConnection slow = RawConnection.to(library)) {
            slow.send(HEALTHZ + "X-Slow: ");

            assertThrows(IOException.class, slow::trickle);
            assertEquals(200, library.get("healthz").statusCode());
        }
    }

    @Test
    void isKeptBetweenItsRequestsIfItSendsThemWhole() throws Exception {
        try (ServedHome library = start(new ClientTimeouts(SHORT, LONG, LONG, 100));
                RawConnection client = RawConnection.to(library)) {
            for (int i = 0; i < 3; i++) {
                client.send(HEALTHZ + "\r\n");
                assertTrue(client.answer().startsWith("HTTP/1.1 200"));
                // Longer than a header may take: an idle connection has none that is incomplete.
                Thread.sleep(SHORT.multipliedBy(2));
            }
        }
    }

    @Test
    void isToldThatItsBodyCameTooSlowly() throws Exception {
        try (ServedHome library = start(new ClientTimeouts(LONG, SHORT, LONG, 100));
                RawConnection slow = RawConnection.to(library)) {
            slow.send(post("Content-Length: 1000"));
            Thread.ofVirtual().start(() -> assertThrows(IOException.class, slow::trickle));

            String answer = slow.answer();
            assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
            assertEquals("close", RawConnection.field(answer, "Connection"));
        }
    }

    @Test
    void isToldThatItsBodyDidNotCome() throws Exception {
        try (ServedHome library = start(new ClientTimeouts(LONG, LONG, SHORT, 100));
                RawConnection slow = RawConnection.to(library)) {
            slow.send(post("Content-Length: 1000"));

            String answer = slow.answer();
            assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
        }
    }

    @Test
    void isToldThatItsBodyEndsTooEarly() throws Exception {
        try (ServedHome library = start(ClientTimeouts.STANDARD);
                RawConnection client = RawConnection.to(library)) {
            client.send(post("Content-Length: 1000"));
            client.sendNoMore();

            String answer = client.answer();
            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        }
    }

    @Test
    void isToldThatItsChunksAreMalformed() throws Exception {
        try (ServedHome library = start(ClientTimeouts.STANDARD);
                RawConnection client = RawConnection.to(library)) {
            client.send(post("Transfer-Encoding: chunked"));

            String answer = client.answer();
            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        }
    }

    /** The times of SECURITY.md, by the clock: all at once, since each takes its time. */
    @Test
    @Timeout(120)
    void hasTheTimesThatAreDocumented() throws Exception {
        ClientTimeouts standard = ClientTimeouts.STANDARD;
        try (ServedHome library = start(standard);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Duration> header =
                    clients.submit(() -> untilClosed(library, HEALTHZ + "X-Slow: ", "x"));
            Future<Duration> none = clients.submit(() -> untilClosed(library, "", ""));
            Future<Duration> kept =
                    clients.submit(() -> untilClosed(library, HEALTHZ + "\r\n", ""));
            Future<Duration> body =
                    clients.submit(() -> untilClosed(library, post("Content-Length: 1000"), ""));
            Future<Duration> slowBody =
                    clients.submit(() -> untilClosed(library, post("Content-Length: 1000"), "x"));

            assertTakes(standard.header(), header);
            assertTakes(standard.body(), body);
            assertTakes(standard.body(), slowBody);
            assertTakes(standard.idle(), none);
            assertTakes(standard.idle(), kept);
        }
    }

    /** Sends a text, then another one each second; returns when the server ended the connection. */
    private static Duration untilClosed(ServedHome library, String text, String more)
            throws Exception {
        try (RawConnection slow = RawConnection.to(library)) {
            slow.waitNoLongerThan(Duration.ofSeconds(60));
            slow.send(text);
            long begun = System.nanoTime();
            if (!more.isEmpty()) {
                Thread.startVirtualThread(() -> slow.sendEachSecond(more));
            }
            try {
                while (!slow.answer().isEmpty()) {
                    // The answer before the end.
                    continue;
                }
            } catch (SocketException e) {
                // Reset, since what was sent last has not been read.
                return Duration.ofNanos(System.nanoTime() - begun);
            }
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }

    private static void assertTakes(Duration expected, Future<Duration> actual) throws Exception {
        Duration took = actual.get();
        assertTrue(
                took.plusMillis(500).compareTo(expected) >= 0
                        && took.compareTo(expected.plusSeconds(4)) < 0,
                () -> took + " instead of " + expected);
    }

    @Test
    void hasToWaitWhereTooManyOthersAreServed() throws Exception {
        int most = 3;
        List<RawConnection> open = new ArrayList<>();
        try (ServedHome library = start(new ClientTimeouts(LONG, LONG, LONG, most))) {
            // A connection that is being accepted while the last free place is taken gets in too.
            for (int i = 0; i < most + 2; i++) {
                RawConnection busy = RawConnection.to(library);
                open.add(busy);
                busy.send(post("Content-Length: 1000"));
            }
            Thread.sleep(300);
            try (RawConnection waiting = RawConnection.to(library)) {
                waiting.send(HEALTHZ + "\r\n");
                waiting.waitNoLongerThan(Duration.ofMillis(500));
                assertThrows(SocketTimeoutException.class, waiting::answer);

                for (RawConnection connection : open) {
                    connection.close();
                }
                waiting.waitNoLongerThan(Duration.ofSeconds(30));
                assertTrue(waiting.answer().startsWith("HTTP/1.1 200"));
            }
        }
    }

    @Test
    void takesThePlaceOfTheConnectionThatIsIdleForTheLongestTime() throws Exception {
        int most = 5;
        List<RawConnection> open = new ArrayList<>();
        try (ServedHome library = start(new ClientTimeouts(LONG, LONG, LONG, most))) {
            for (int i = 0; i < 3 * most; i++) {
                RawConnection connection = RawConnection.to(library);
                open.add(connection);
                connection.send(HEALTHZ + "\r\n");
                assertTrue(connection.answer().startsWith("HTTP/1.1 200"), "number " + i);
                // Shorter times are not told apart.
                Thread.sleep(110);
            }

            assertEquals("", open.getFirst().answer(), "the first one was closed");
            open.getLast().send(HEALTHZ + "\r\n");
            assertTrue(open.getLast().answer().startsWith("HTTP/1.1 200"));
            for (RawConnection connection : open) {
                connection.close();
            }
        }
    }

    private static ServedHome start(ClientTimeouts timeouts) {
        return ServedHome.start(HomeFolder.LIBRARY, timeouts);
    }

    /** A request with a field that says how its body is sent, and the beginning of the body. */
    private static String post(String field) {
        return "POST /sparql HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/sparql-query\r\n"
                + field
                + "\r\n\r\nASK {";
    }
}
