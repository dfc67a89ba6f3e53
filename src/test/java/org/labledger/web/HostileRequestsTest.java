package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.labledger.HomeFolder;

/**
 * A thousand requests that mean no good, the same at every run. None may bring the server down,
 * make it connect anywhere, or make it tell what it is made of.
 */
@Timeout(240)
class HostileRequestsTest {

    private static final int REQUESTS = 1000;
    private static final long SEED = 20240517;

    /** What no body may hold: classes, stack traces, and paths of a machine. */
    private static final Pattern LEAK =
            Pattern.compile(
                    "org\\.apache|org\\.labledger|java\\.(lang|io|util|net)|jakarta\\.|jetty"
                            + "|\\bat [a-z]+(\\.[a-zA-Z]+)+\\(|[A-Za-z]+(Exception|Error)\\b(?!s)"
                            + "|StackOverflow|/home/|/root/|/usr/|/work/|root:x:",
                    Pattern.CASE_INSENSITIVE);

    private record Outcome(HostileRequests.Attack attack, RawExchange.Reply reply) {

        /** Returns what is wrong with the answer, or an empty text. */
        String fault() {
            int status = reply.status();
            // 505 is what RFC 9110, section 15.6.6, has for a version of HTTP that is not spoken.
            boolean isTold = status == 503 && reply.hasHeader("Retry-After") || status == 505;
            if (status >= 500 && !isTold) {
                return "status " + status;
            }
            // What the client itself sent may come back in an excerpt; what it did not may not.
            for (var leak = LEAK.matcher(reply.body()); leak.find(); ) {
                if (!attack.says(leak.group())) {
                    return "says \"" + leak.group() + "\"";
                }
            }
            // Its name as text within a value, in an address say, is no field of its own.
            if (reply.header().lines().anyMatch(line -> line.startsWith("injected:"))) {
                return "a header that the client made up";
            }
            return "";
        }
    }

    @Test
    void doNoHarm() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServedHome home = ServedHome.start(HomeFolder.LIBRARY, Duration.ofSeconds(1));
                ExecutorService pool = Executors.newFixedThreadPool(8)) {
            Thread.ofPlatform().daemon().start(() -> count(listener, connections));
            HostileRequests requests =
                    new HostileRequests(
                            new Random(SEED), queries(), "127.0.0.1:" + listener.getLocalPort());
            RawExchange exchange = new RawExchange(home.uri("").getPort());
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                HostileRequests.Attack attack = requests.next(i);
                outcomes.add(
                        pool.submit(() -> new Outcome(attack, exchange.send(attack.pieces()))));
            }
            List<String> faults = new ArrayList<>();
            int answered = 0;
            for (Future<Outcome> future : outcomes) {
                Outcome outcome = future.get();
                answered += outcome.reply().status() > 0 ? 1 : 0;
                String fault = outcome.fault();
                if (!fault.isEmpty()) {
                    faults.add(
                            fault
                                    + "\n  asked: "
                                    + outcome.attack().shortened()
                                    + "\n  answered: "
                                    + outcome.reply().shortened());
                }
            }

            assertEquals(List.of(), faults, () -> String.join("\n\n", faults));
            assertEquals(0, connections.get(), "connections to the outside");
            // Some are cut off without an answer, as they should be, but not all of them.
            assertTrue(answered > REQUESTS * 9 / 10, () -> "answered");
            assertAnswersAtOnce(home);
        }
    }

    private static void assertAnswersAtOnce(ServedHome home) {
        long begun = System.nanoTime();
        var response =
                home.get(
                        "sparql?query=" + encode("ASK {}"),
                        "Accept",
                        "application/sparql-results+json");
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("true"));
        assertTrue(took.toMillis() < 1000, () -> "ASK {} took " + took);
    }

    private static void count(ServerSocket listener, AtomicInteger connections) {
        while (true) {
            try {
                listener.accept().close();
                connections.incrementAndGet();
            } catch (IOException e) {
                return; // closed at the end of the test
            }
        }
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (Path folder :
                List.of(
                        HomeFolder.SMALL_LEDGER.path().resolve("queries"),
                        HomeFolder.LIBRARY.path().resolve("queries"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".rq")).sorted().toList()) {
                    queries.add(Files.readString(file));
                }
            }
        }
        return queries;
    }
}
