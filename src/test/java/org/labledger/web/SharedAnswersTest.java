package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.labledger.HomeFolder;

/** Requests for the same answer share it: at once, later, and in either content coding. */
@Timeout(60)
class SharedAnswersTest {

    /** A server of its own: requests of other tests would be counted. */
    private static ServedHome library;

    @BeforeAll
    static void start() {
        library = ServedHome.start(HomeFolder.LIBRARY);
    }

    /** Takes a tenth of a second for each value, or more. */
    private static final String SLOW =
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . VALUES ?v { %s }"
                    + " FILTER(STR(?a) != STR(?f)) }";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterAll
    static void stop() {
        CLIENT.close();
        library.close();
    }

    @Test
    void severalRequestsAtOnceMakeOneAnswer() {
        long madeBefore = count("made");
        List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            asked.add(ask(slow("1"), i % 2 == 0 ? "gzip" : "identity"));
        }

        for (CompletableFuture<HttpResponse<byte[]>> answer : asked) {
            assertEquals(200, answer.join().statusCode());
            assertArrayEquals(
                    plain(asked.getFirst().join()),
                    plain(answer.join()),
                    "the same answer in either coding");
        }
        assertEquals(1, count("made") - madeBefore, "answers made for six requests");
    }

    @Test
    void failedAnswerIsNotThatOfOthers() throws Exception {
        String slow = slow("1 2 3 4 5 ".repeat(2));
        // This one leads, and is given up after a tenth of the time that it needs.
        CompletableFuture<HttpResponse<byte[]>> impatient = ask(slow + "&timeout=0.05", "identity");
        List<CompletableFuture<HttpResponse<byte[]>>> patient = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            patient.add(ask(slow, "identity"));
        }

        int status = impatient.join().statusCode();
        assertTrue(status == 503 || status == 200, () -> "status " + status);
        for (CompletableFuture<HttpResponse<byte[]>> answer : patient) {
            assertEquals(200, answer.join().statusCode(), () -> text(answer));
        }
    }

    @Test
    void clientThatLeavesDoesNotFailOthers() throws Exception {
        String slow = slow("1 2");
        CompletableFuture<HttpResponse<byte[]>> leaves = ask(slow, "identity");
        CompletableFuture<HttpResponse<byte[]>> stays = ask(slow, "identity");
        leaves.cancel(true);

        assertEquals(200, stays.join().statusCode());
    }

    @Test
    void answerIsMadeOnceForBothCodings() throws Exception {
        String address =
                "sparql?query=" + encode("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 9");
        long madeBefore = count("made");

        HttpResponse<byte[]> compressed = ask(address, "gzip").join();
        HttpResponse<byte[]> plain = ask(address, "identity").join();
        HttpResponse<byte[]> compressedAgain = ask(address, "gzip").join();

        assertEquals(1, count("made") - madeBefore);
        assertEquals("gzip", header(compressed, "Content-Encoding"));
        assertArrayEquals(plain.body(), plain(compressed));
        assertArrayEquals(compressed.body(), compressedAgain.body());
        assertEquals(header(plain, "Vary"), header(compressed, "Vary"));
        assertEquals(
                header(plain, "ETag").replaceAll("\"$", "-gzip\""), header(compressed, "ETag"));
        assertNotEquals(header(plain, "Content-Length"), header(compressed, "Content-Length"));
    }

    @Test
    void plainAnswerIsCompressedWithoutMakingItAgain() throws Exception {
        String address =
                "sparql?query=" + encode("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 8");
        HttpResponse<byte[]> plain = ask(address, "identity").join();
        long madeBefore = count("made");

        HttpResponse<byte[]> compressed = ask(address, "gzip").join();

        assertEquals(0, count("made") - madeBefore);
        assertArrayEquals(plain.body(), plain(compressed));
    }

    @Test
    void volatileAnswersAreNotShared() {
        String address = "sparql?query=" + encode("SELECT (STRUUID() AS ?u) {}");

        CompletableFuture<HttpResponse<byte[]>> one = ask(address, "identity");
        CompletableFuture<HttpResponse<byte[]>> other = ask(address, "identity");

        assertNotEquals(text(one), text(other));
    }

    private static String slow(String values) {
        return "sparql?query=" + encode(SLOW.formatted(values));
    }

    private static CompletableFuture<HttpResponse<byte[]>> ask(String path, String coding) {
        return CLIENT.sendAsync(
                HttpRequest.newBuilder(library.uri(path))
                        .header("Accept-Encoding", coding)
                        .header("Accept", "application/sparql-results+json")
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static String text(CompletableFuture<HttpResponse<byte[]>> answer) {
        return new String(answer.join().body(), StandardCharsets.UTF_8);
    }

    private static byte[] plain(HttpResponse<byte[]> response) {
        if (header(response, "Content-Encoding").equals("gzip")) {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new AssertionError("no gzip", e);
            }
        }
        return response.body();
    }

    private static long count(String what) {
        return library.get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("labledger_bodies_" + what + "_total "))
                .mapToLong(line -> (long) Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }
}
