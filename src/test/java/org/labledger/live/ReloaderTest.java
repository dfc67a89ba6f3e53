package org.labledger.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.check.Checker;
import org.labledger.check.Report;
import org.labledger.query.Limits;
import org.labledger.settings.Settings;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.web.LedgerServer;

/** Edits of a home while it is served. */
class ReloaderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Short for an edit, so that the test is quick; long for a file that has lost some of its
     * triples, since the writer may have to wait in the middle of a file on a busy machine.
     */
    private static final RestTimes TIMES =
            new RestTimes(Duration.ofMillis(20), Duration.ofMillis(60), Duration.ofSeconds(3));

    private static final int TRIPLES = 300;
    private static final String ONE_VERSION =
            "SELECT (COUNT(DISTINCT ?v) AS ?n) (MAX(?v) AS ?version) (COUNT(?s) AS ?triples)"
                    + " { ?s <https://books.example/version> ?v }";

    @TempDir Path home;

    private final Queue<Report> rejected = new ConcurrentLinkedQueue<>();
    private CurrentSnapshot current;
    private LedgerServer server;
    private Reloader reloader;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void serve() throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("queries"));
        write("data/books.ttl", books(0));
        write("queries/versions.rq", ONE_VERSION);
        Snapshot snapshot = Snapshot.load(Home.read(home));
        current = new CurrentSnapshot(snapshot);
        server =
                LedgerServer.start(
                        new Settings(home, "localhost", 0, Duration.ofSeconds(30), 100_000),
                        current);
        reloader =
                Reloader.start(
                        home,
                        current,
                        new Checker(Limits.STANDARD),
                        TIMES,
                        new Reloader.Listener() {
                            @Override
                            public void takenOver(Report report) {}

                            @Override
                            public void rejected(Report report) {
                                rejected.add(report);
                            }
                        });
    }

    @AfterEach
    void stop() {
        reloader.close();
        server.close();
    }

    @Test
    void takesOverAFileSavedInPlace() throws Exception {
        write("data/books.ttl", books(1));
        await(() -> version() == 1);
    }

    @Test
    void aHomeThatHasLostAllItsDataIsRejected() throws Exception {
        Files.delete(home.resolve("data/books.ttl"));
        await(() -> !rejected.isEmpty());
        assertEquals(
                "There is no data file left in data/. Put the files back; if the ledger is to be"
                        + " empty, start the server again.",
                rejected.remove().findings().getFirst().message());
        assertEquals(TRIPLES, current.snapshot().quadCount());
        write("data/books.ttl", books(1));
        await(() -> version() == 1);
    }

    @Test
    void takesOverAFileSavedByRename() throws Exception {
        Path temporary = home.resolve("data/.books.ttl.swp");
        Files.writeString(temporary, books(2));
        Files.move(temporary, home.resolve("data/books.ttl"), StandardCopyOption.REPLACE_EXISTING);
        await(() -> version() == 2);
    }

    @Test
    void takesOverNewAndDeletedFiles() throws Exception {
        write("data/more/extra.ttl", "<https://books.example/x> <https://books.example/p> 1 .");
        await(() -> current.snapshot().quadCount() == TRIPLES + 1);
        Files.delete(home.resolve("data/more/extra.ttl"));
        await(() -> current.snapshot().quadCount() == TRIPLES);
    }

    /** No event tells of it: folders are watched, and this one was not there. */
    @Test
    void takesOverAFolderOfTheHomeThatIsNew() throws Exception {
        write("ontology/terms.ttl", "<https://books.example/p> a <https://books.example/P> .");
        await(() -> current.snapshot().home().files().size() == 3);
    }

    @Test
    void takesOverAChangedSavedQuery() throws Exception {
        write("queries/versions.rq", "ASK {}");
        await(() -> ask("query/versions.csv").body().contains("true"));
    }

    @Test
    void keepsTheLastGoodSnapshotWhenAnEditHasErrorsAndSaysSo() throws Exception {
        String before = current.snapshot().id();
        write("data/books.ttl", books(3) + "\nthis is not Turtle");
        await(() -> current.rejected().isPresent());
        assertEquals(before, current.snapshot().id());
        HttpResponse<String> ready = ask("readyz");
        assertEquals(200, ready.statusCode());
        assertTrue(ready.body().contains("\"warning\""), ready.body());
        assertTrue(ready.body().contains("data/books.ttl"), ready.body());
        assertEquals(0, version());
    }

    @Test
    void forgetsTheWarningWhenTheEditIsTakenBack() throws Exception {
        write("data/books.ttl", "this is not Turtle");
        await(() -> current.rejected().isPresent());
        write("data/books.ttl", books(0));
        await(() -> current.rejected().isEmpty());
    }

    @Test
    void goesOnAfterAFileThatIsNestedTooDeeply() throws Exception {
        write(
                "data/deep.ttl",
                "<https://books.example/x> <https://books.example/p> "
                        + "[ <https://books.example/p> ".repeat(30_000)
                        + "1"
                        + " ]".repeat(30_000)
                        + " .");
        await(() -> current.rejected().isPresent());
        Files.delete(home.resolve("data/deep.ttl"));
        write("data/books.ttl", books(4));
        await(() -> version() == 4);
    }

    @Test
    void seesEditsBesideADanglingLinkOfAnEditor() throws Exception {
        Files.createSymbolicLink(home.resolve("data/.#books.ttl"), Path.of("somebody@host:1"));
        write("data/books.ttl", books(5));
        await(() -> version() == 5);
    }

    @Test
    @Timeout(180)
    void twoHundredRandomEditsUnderLoadFailNoRequestAndMixNoAnswer() throws Exception {
        Random random = new Random(20_241_123);
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        int lastGood = 0;
        try (ExecutorService readers = Executors.newFixedThreadPool(3)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String path =
                        i == 0
                                ? "query/versions.csv"
                                : "sparql?query="
                                        + URLEncoder.encode(ONE_VERSION, StandardCharsets.UTF_8);
                running.add(
                        readers.submit(() -> {
                            while (!isOver.get()) {
                                HttpResponse<String> answer = ask(path);
                                answers.incrementAndGet();
                                if (answer.statusCode() != 200 || !isUnmixed(answer)) {
                                    wrong.add(answer.statusCode() + " " + answer.body());
                                }
                            }
                            return null;
                        }));
            }
            try {
                for (int edit = 1; edit <= 200; edit++) {
                    if (random.nextInt(3) > 0) {
                        lastGood = edit;
                        goodEdit(random, edit);
                    } else {
                        badEdit(random, edit);
                        if (random.nextBoolean()) {
                            await(() -> current.rejected().isPresent());
                        }
                    }
                    if (random.nextInt(4) == 0) {
                        Files.deleteIfExists(home.resolve("data/broken.ttl"));
                        int expected = lastGood;
                        write("data/books.ttl", books(expected));
                        await(() -> version() == expected);
                    }
                }
                Files.deleteIfExists(home.resolve("data/broken.ttl"));
                write("data/books.ttl", books(lastGood));
                int expected = lastGood;
                await(() -> version() == expected && current.rejected().isEmpty());
            } finally {
                isOver.set(true);
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertEquals(List.of(), List.copyOf(wrong));
        assertTrue(answers.get() > 200, () -> "only " + answers + " answers");
        assertTrue(!rejected.isEmpty(), "some edits were bad");
    }

    private void goodEdit(Random random, int version) throws IOException {
        Files.deleteIfExists(home.resolve("data/broken.ttl"));
        if (random.nextBoolean()) {
            write("data/books.ttl", books(version));
        } else {
            Path temporary = home.resolve("data/books.ttl~");
            Files.writeString(temporary, books(version));
            Files.move(
                    temporary,
                    home.resolve("data/books.ttl"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void badEdit(Random random, int version) throws IOException {
        switch (random.nextInt(3)) {
            case 0 -> write("data/broken.ttl", "no:prefix a <https://books.example/Book> .");
            case 1 ->
                    write(
                            "data/books.ttl",
                            books(version).substring(0, 500 + random.nextInt(2_000)) + " \"");
            default -> write("data/broken.ttl", "<https://books.example/x> <https://books");
        }
    }

    /** One version in all triples, and all triples there. */
    private static boolean isUnmixed(HttpResponse<String> answer) {
        return answer.body().matches("n,version,triples\\R1,\\d+,300\\R");
    }

    private int version() {
        String[] lines = ask("query/versions.csv").body().strip().split("\\R", -1);
        return Integer.parseInt(lines[1].split(",", -1)[1]);
    }

    private HttpResponse<String> ask(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(server.url() + path))
                            .header("Accept", "text/csv")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    private static String books(int version) {
        StringBuilder text = new StringBuilder("@prefix b: <https://books.example/> .\n");
        for (int i = 0; i < TRIPLES; i++) {
            text.append("b:book").append(i).append(" b:version ").append(version).append(" .\n");
        }
        return text.toString();
    }

    private void write(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() < end,
                    () -> "waited in vain; rejected: " + current.rejected().map(Report::findings));
            Thread.sleep(5);
        }
    }
}
