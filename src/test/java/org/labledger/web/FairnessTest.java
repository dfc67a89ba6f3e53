package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.settings.Capacity;

/** One guest does not spoil it for the others. Guests are told apart by {@code X-Forwarded-For}. */
@Timeout(120)
class FairnessTest {

    private static final String ENDLESS =
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }";

    /** About 20 MB: more than the sockets between server and client hold. */
    private static final String LARGE =
            "SELECT * { ?a <http://a.example/p> ?b . ?c <http://a.example/p> ?d . ?e"
                    + " <http://a.example/p> ?f }";

    private static final int ROWS = 60 * 60 * 60;

    private static final String LIGHT = "ASK { <http://a.example/s1> ?p %d }";

    @TempDir static Path folder;

    private static ServedHome home;
    private static int number;

    @BeforeAll
    static void start() {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            data.append("<http://a.example/s%d> <http://a.example/p> %d .\n".formatted(i, i));
        }
        home =
                ServedHome.start(
                        HomeFolder.in(folder)
                                .with("data/a.ttl", data.toString())
                                .with("queries/all.rq", "SELECT * { ?s ?p ?o }"),
                        new Capacity(200, 200, 2, 8, 64 << 20, Set.of("127.0.0.1")));
    }

    @AfterAll
    static void stop() {
        home.close();
    }

    @Test
    void lightQueriesOfOthersRunBesideManyHeavyOnes() throws Exception {
        List<Socket> heavy = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                heavy.add(ask(ENDLESS, "192.0.2.1"));
            }
            await("labledger_queries_running", value -> value >= 2);
            for (int i = 0; i < 30; i++) {
                assertEquals(200, light("198.51.100.1").statusCode());
                assertEquals(200, home.get("healthz").statusCode());
            }
        } finally {
            close(heavy);
        }
        awaitNobody();
    }

    @Test
    void aClientThatLeavesFreesItsPlace() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (Socket guest = ask(ENDLESS, "192.0.2.2")) {
                await("labledger_queries_running", value -> value >= 1);
            }
            long left = System.nanoTime();
            awaitNobody();
            Duration took = Duration.ofNanos(System.nanoTime() - left);
            // A second on a machine that has nothing else to do; the query would run for thirty.
            assertTrue(took.toSeconds() < 10, took::toString);
        }
    }

    @Test
    void anAnswerThatIsNotReadHoldsNoPlaceAndIsWholeInTheEnd() throws Exception {
        try (Socket slow = ask(LARGE, "192.0.2.3")) {
            await("labledger_answers_spooled_bytes", value -> value > 0);
            awaitNobody();
            assertEquals(200, light("198.51.100.1").statusCode());

            InputStream in = slow.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.endsWith("\r\n0\r\n\r\n"), "it ends with the last chunk");
            String rows = answer.replaceAll("\r\n[0-9A-Fa-f]+\r\n", "");
            assertTrue(answer.startsWith("HTTP/1.1 200"), () -> answer.substring(0, 100));
            // Each row is three pairs of a subject and its value.
            assertEquals(3 * ROWS, rows.split("http://a.example/s", -1).length - 1);
        }
        await("labledger_answers_spooled_bytes", value -> value == 0);
    }

    @Test
    void answersThatNobodyReadsAreCutWhereTheirRoomEnds() throws Exception {
        List<Socket> deaf = new ArrayList<>();
        try {
            // Half of the room is one guest's: about one such answer and a half.
            for (int i = 0; i < 3; i++) {
                deaf.add(ask(LARGE, "192.0.2.4"));
            }
            await("labledger_answers_spooled_bytes", value -> value > 0);
            for (int i = 0; i < 10; i++) {
                assertEquals(200, light("198.51.100.1").statusCode());
            }
            assertTrue(metric("labledger_answers_spooled_bytes") <= 32 << 20);
        } finally {
            close(deaf);
        }
        awaitNobody();
        await("labledger_answers_spooled_bytes", value -> value == 0);
    }

    @Test
    void bodiesThatTrickleInHoldNoThread() throws Exception {
        List<Socket> trickling = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket =
                        new Socket(InetAddress.getLoopbackAddress(), home.uri("").getPort());
                trickling.add(socket);
                socket.getOutputStream()
                        .write(
                                ("POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                                                + " application/sparql-query\r\nContent-Length:"
                                                + " 100\r\n\r\nASK")
                                        .getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 0; i < 10; i++) {
                assertEquals(200, light("198.51.100.1").statusCode());
                assertEquals(200, home.get("healthz").statusCode());
            }
        } finally {
            close(trickling);
        }
    }

    @Test
    void aPageIsTheSameWhateverOthersAddToItsAddress() {
        String plain = header(home.get("about"), "ETag");

        HttpResponse<String> page = home.get("about?x=1&utm_source=newsletter");
        assertEquals(200, page.statusCode());
        assertEquals(plain, header(page, "ETag"));
        assertNotEquals(plain, header(home.get("about?lang=zh-Hant"), "ETag"));
    }

    @Test
    void trackingParametersDoNotBreakThePageOfASavedQueryAndTyposAreTold() {
        String html = "text/html";
        HttpResponse<String> plain = home.get("query/all", "Accept", html);

        HttpResponse<String> page =
                home.get("query/all?utm_source=a&utm_medium=b&fbclid=c", "Accept", html);
        assertEquals(200, page.statusCode());
        assertEquals(header(plain, "ETag"), header(page, "ETag"));
        assertEquals(plain.body(), page.body());
        assertEquals(400, home.get("query/all?nmae=1", "Accept", html).statusCode());
    }

    private static HttpResponse<String> light(String address) {
        return home.get(
                "sparql?query=" + encode(LIGHT.formatted(++number)),
                "Accept",
                "application/sparql-results+json",
                "X-Forwarded-For",
                address);
    }

    private static Socket ask(String query, String address) throws Exception {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), home.uri("").getPort()));
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(
                        ("GET /sparql?query=%s HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\nConnection:"
                                        + " close\r\nX-Forwarded-For: %s\r\n\r\n")
                                .formatted(encode(query), address)
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static double metric(String name) {
        return home.get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static void await(String name, DoublePredicate wanted) throws InterruptedException {
        while (!wanted.test(metric(name))) {
            Thread.sleep(20);
        }
    }

    private static void awaitNobody() throws InterruptedException {
        await("labledger_queries_running", value -> value == 0);
        await("labledger_queries_waiting", value -> value == 0);
    }

    private static void close(List<Socket> sockets) throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
