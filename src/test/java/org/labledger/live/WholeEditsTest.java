package org.labledger.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.check.Checker;
import org.labledger.check.Finding;
import org.labledger.check.Report;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;

/** An edit is served whole or not at all, however slowly it is made. */
@Timeout(120)
class WholeEditsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration TICK = Duration.ofMillis(20);

    /** Longer than any test waits, also on a busy machine. */
    private static final Duration VERY_LONG = Duration.ofMinutes(5);

    private static final RestTimes QUICK = new RestTimes(TICK, Duration.ofMillis(100), VERY_LONG);

    @TempDir Path folder;

    private final Queue<Snapshot> taken = new ConcurrentLinkedQueue<>();
    private final Queue<Finding> rejected = new ConcurrentLinkedQueue<>();
    private final List<Reloader> started = new ArrayList<>();
    private HomeFolder home;

    @BeforeEach
    void makeFolder() {
        home = HomeFolder.in(folder);
    }

    private CurrentSnapshot serve(RestTimes times) {
        CurrentSnapshot current = new CurrentSnapshot(home.load());
        started.add(
                Reloader.start(
                        home.path(),
                        current,
                        new Checker(Limits.STANDARD),
                        times,
                        new Reloader.Listener() {
                            @Override
                            public void takenOver(Report report) {
                                taken.add(report.snapshot());
                            }

                            @Override
                            public void rejected(Report report) {
                                rejected.addAll(report.findings());
                            }
                        }));
        return current;
    }

    @AfterEach
    void stop() {
        started.forEach(Reloader::close);
    }

    @Test
    void aFileWrittenInTwoHalvesIsNotServedByHalf() throws Exception {
        home.with("data/a.ttl", triples(1, 0, 300));
        CurrentSnapshot current = serve(QUICK);

        home.with("data/a.ttl", triples(2, 0, 150));
        await(() -> current.delay().isPresent());
        assertEquals(
                "The files of the home have changed and hold only 1 of 1 sources and 150 of 300"
                        + " quads. They go into service when nothing has changed for 300 s.",
                current.delay().orElseThrow());
        Files.writeString(
                folder.resolve("data/a.ttl"), triples(2, 150, 300), StandardOpenOption.APPEND);

        await(() -> !taken.isEmpty());
        assertEquals(List.of(300L), taken.stream().map(Snapshot::quadCount).toList());
        assertEquals("", current.delay().orElse(""));
    }

    @Test
    void manyFilesRewrittenInPlaceWithAPauseAreServedTogether() throws Exception {
        writeFiles(1, 0, 300);
        serve(new RestTimes(TICK, Duration.ofSeconds(4), VERY_LONG));

        writeFiles(2, 0, 150);
        Thread.sleep(500);
        writeFiles(2, 150, 300);

        await(() -> !taken.isEmpty());
        assertEquals(1, taken.size());
        assertEquals(Set.of("2"), versions(taken.element()));
    }

    /** Any order of deleting, truncating, appending and replacing, with pauses. */
    @Test
    void whateverTheOrderOfASlowRewriteItIsServedWhole() throws Exception {
        writeFiles(0, 0, 20);
        serve(new RestTimes(TICK, Duration.ofSeconds(2), VERY_LONG));
        Random random = new Random(28);
        for (int version = 1; version <= 3; version++) {
            for (int file = 0; file < 20; file++) {
                Path path = folder.resolve("data/f" + file + ".ttl");
                String text = triples(version, file, file + 3);
                switch (random.nextInt(3)) {
                    case 0 -> Files.writeString(path, text);
                    case 1 -> {
                        Files.delete(path);
                        Thread.sleep(random.nextInt(40));
                        Files.writeString(path, text);
                    }
                    default -> {
                        int half = text.indexOf('\n') + 1;
                        Files.writeString(path, text.substring(0, half));
                        Thread.sleep(random.nextInt(40));
                        Files.writeString(path, text.substring(half), StandardOpenOption.APPEND);
                    }
                }
            }
            int edits = version;
            await(() -> taken.size() >= edits);
        }

        assertEquals(
                List.of(Set.of("1"), Set.of("2"), Set.of("3")),
                taken.stream().map(WholeEditsTest::versions).toList());
    }

    @Test
    void whatIsReallyTakenAwayIsServedAfterALongerRest() throws Exception {
        writeFiles(1, 0, 20);
        CurrentSnapshot current = serve(new RestTimes(TICK, TICK, Duration.ofMillis(600)));

        for (int i = 0; i < 10; i++) {
            Files.delete(folder.resolve("data/f" + i + ".ttl"));
        }

        await(() -> current.snapshot().sourceCount() == 10);
        assertEquals("", current.delay().orElse(""));
    }

    @Test
    void savedQueriesThatAreBeingReplacedAreMissed() throws Exception {
        home.with("data/a.ttl", triples(1, 0, 1));
        for (int i = 0; i < 20; i++) {
            home.with("queries/q" + i + ".rq", "ASK {}");
        }
        CurrentSnapshot current = serve(QUICK);

        for (int i = 0; i < 10; i++) {
            Files.delete(folder.resolve("queries/q" + i + ".rq"));
        }

        await(() -> current.delay().isPresent());
        assertTrue(current.delay().orElseThrow().contains("11 of 21 files"));
        assertEquals(List.of(), List.copyOf(taken));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.lock",
                "MERGE_HEAD",
                "CHERRY_PICK_HEAD",
                "REVERT_HEAD",
                "rebase-merge",
                "rebase-apply"
            })
    void aGitOperationIsWaitedFor(String mark) throws Exception {
        home = HomeFolder.in(folder.resolve("repository/home"));
        home.with("data/a.ttl", triples(1, 0, 3));
        Path file = folder.resolve("repository/.git").resolve(mark);
        CurrentSnapshot current = serve(QUICK);

        Files.createDirectories(file.getParent());
        Files.createFile(file);
        home.with("data/a.ttl", triples(2, 0, 3));
        await(() -> current.delay().isPresent());
        Thread.sleep(QUICK.edit().multipliedBy(4));
        assertEquals(List.of(), List.copyOf(taken));
        assertTrue(current.delay().orElseThrow().contains(".git/" + mark));

        Files.delete(file);
        await(() -> !taken.isEmpty());
        assertEquals(Set.of("2"), versions(current.snapshot()));
        assertEquals("", current.delay().orElse(""));
    }

    @Test
    void aGitOperationOfAWorktreeIsWaitedForAtTheFirstStart() throws Exception {
        home = HomeFolder.in(folder.resolve("worktree")).with("data/a.ttl", triples(1, 0, 3));
        Files.writeString(folder.resolve("worktree/.git"), "gitdir: ../main/.git/worktrees/w\n");
        Path lock = folder.resolve("main/.git/worktrees/w/index.lock");
        Files.createDirectories(lock.getParent());
        Files.createFile(lock);
        Queue<String> told = new ConcurrentLinkedQueue<>();

        Thread git =
                Thread.startVirtualThread(() -> {
                    await(() -> !told.isEmpty());
                    home.with("data/a.ttl", triples(2, 0, 3));
                    assertTrue(lock.toFile().delete());
                });
        Report report =
                Reloader.first(
                        home.path(),
                        new Checker(Limits.STANDARD),
                        KeptSnapshots.none(),
                        QUICK,
                        told::add);

        git.join();
        assertEquals(Set.of("2"), versions(report.snapshot()));
        assertTrue(told.element().contains(".git/index.lock"), told::element);
    }

    @Test
    void theFirstStartTakesNoHalfTree() throws Exception {
        writeFiles(1, 0, 10);
        Thread copying =
                Thread.startVirtualThread(() -> {
                    for (int i = 10; i < 30; i++) {
                        writeFiles(1, i, i + 1);
                        sleep(Duration.ofMillis(50));
                    }
                });

        Report report =
                Reloader.first(
                        home.path(),
                        new Checker(Limits.STANDARD),
                        KeptSnapshots.none(),
                        new RestTimes(TICK, Duration.ofSeconds(3), VERY_LONG),
                        reason -> {});

        copying.join();
        assertEquals(30, report.snapshot().sourceCount());
    }

    /** The library's files are as old as the checkout. */
    @Test
    void theFirstStartDoesNotWaitForFilesThatHaveRestedAlready() throws Exception {
        Duration rest = Duration.ofSeconds(20);
        long begun = System.nanoTime();

        Reloader.first(
                HomeFolder.LIBRARY.path(),
                new Checker(Limits.STANDARD),
                KeptSnapshots.none(),
                new RestTimes(TICK, rest, VERY_LONG),
                reason -> {});

        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.compareTo(rest) < 0, took::toString);
    }

    /** Tools that keep the time of a file, such as rsync, change it behind that time. */
    @Test
    void aChangeThatKeepsTimeAndSizeIsSeen() throws Exception {
        home.with("data/a.ttl", triples(1, 0, 3));
        FileTime time = FileTime.fromMillis(1_700_000_000_000L);
        Files.setLastModifiedTime(folder.resolve("data/a.ttl"), time);
        CurrentSnapshot current = serve(QUICK);

        home.with("data/a.ttl", triples(2, 0, 3));
        Files.setLastModifiedTime(folder.resolve("data/a.ttl"), time);

        await(() -> versions(current.snapshot()).equals(Set.of("2")));
    }

    @Test
    void aFolderThatIsGoneIsToldOfUntilItIsBack() throws Exception {
        home.with("data/a.ttl", triples(1, 0, 3));
        CurrentSnapshot current = serve(QUICK);

        Files.move(folder.resolve("data"), folder.resolve("away"));
        await(() -> current.rejected().isPresent());
        assertEquals(
                "data:1:1: error: The home has no data/ any more. Put it back.",
                rejected.element().toString());
        assertEquals(3, current.snapshot().quadCount());

        Files.move(folder.resolve("away"), folder.resolve("data"));
        await(() -> current.rejected().isEmpty());
    }

    @Test
    void whatIsToBeReloadedNowDoesNotRest() throws Exception {
        home.with("data/a.ttl", triples(1, 0, 300));
        CurrentSnapshot current = serve(new RestTimes(TICK, VERY_LONG, VERY_LONG));
        home.with("data/a.ttl", triples(2, 0, 3));

        started.getFirst().reloadNow();

        await(() -> !taken.isEmpty());
        assertEquals(3, current.snapshot().quadCount());
        assertNull(rejected.peek());
    }

    private void writeFiles(int version, int from, int to) {
        for (int i = from; i < to; i++) {
            home.with("data/f" + i + ".ttl", triples(version, i, i + 3));
        }
    }

    private static String triples(int version, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i ->
                        "<https://books.example/b%d> <https://books.example/version> %d .\n"
                                .formatted(i, version))
                .collect(Collectors.joining());
    }

    private static Set<String> versions(Snapshot snapshot) {
        return snapshot.dataset().stream()
                .map(quad -> quad.getObject().getLiteralLexicalForm())
                .collect(Collectors.toSet());
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "waited in vain; rejected: " + rejected);
            sleep(Duration.ofMillis(5));
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
