package org.labledger.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.check.Checker;
import org.labledger.check.Report;
import org.labledger.query.Limits;
import org.labledger.web.ServedHome;

/** What goes wrong in threads of their own is told, and does not end them. */
@Timeout(60)
class BackgroundFailuresTest {

    private static final RestTimes TIMES =
            new RestTimes(Duration.ofMillis(20), Duration.ofMillis(60), Duration.ofMillis(200));

    @TempDir Path folder;

    private final Queue<Report> rejected = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isOutOfMemory = new AtomicBoolean();
    private HomeFolder home;
    private CurrentSnapshot current;
    private ServedHome server;

    @BeforeEach
    void serve() {
        home = HomeFolder.in(folder).with("data/a.ttl", "<http://a.example/a> a 1 .");
        current = new CurrentSnapshot(home.load());
        server = ServedHome.start(home, current);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reloader reloader(LongPredicate hasRoom) {
        return Reloader.start(
                folder,
                current,
                new Checker(Limits.STANDARD),
                TIMES,
                new Reloader.Listener() {
                    @Override
                    public void takenOver(Report report) {
                        fail();
                    }

                    @Override
                    public void rejected(Report report) {
                        fail();
                        rejected.add(report);
                    }

                    private void fail() {
                        if (isOutOfMemory.get()) {
                            throw new OutOfMemoryError("for a test");
                        }
                    }
                },
                hasRoom);
    }

    @Test
    void anEditThatHasNoRoomIsRefusedWithTheRemedyAndTheNextOneIsTried() throws Exception {
        AtomicBoolean hasRoom = new AtomicBoolean();
        try (Reloader reloader = reloader(bytes -> hasRoom.get())) {
            String before = current.snapshot().id();
            home.with("data/a.ttl", "<http://a.example/b> a 1 .");
            await(() -> !rejected.isEmpty());

            String readyz = server.get("readyz").body();
            assertTrue(readyz.contains("does not fit in a heap of"), readyz);
            assertTrue(readyz.contains("LAB_LEDGER_JAVA_OPTS=-Xmx"), readyz);
            assertEquals(before, current.snapshot().id());

            hasRoom.set(true);
            home.with("data/a.ttl", "<http://a.example/c> a 1 .");
            await(() -> !current.snapshot().id().equals(before));
            await(() -> !server.get("readyz").body().contains("warning"));
        }
    }

    @Test
    void anErrorInTheReloadIsToldAndTheNextEditIsTried() throws Exception {
        try (Reloader reloader = reloader(bytes -> true)) {
            isOutOfMemory.set(true);
            home.with("data/a.ttl", "<http://a.example/b> a 1 .");
            // Once where the edit is loaded, and again where that is told.
            await(() -> current.failures(CurrentSnapshot.Task.RELOAD) >= 2);

            assertTrue(
                    server.get("metrics")
                            .body()
                            .contains("labledger_background_failures_total{task=\"reload\"}"));
            String readyz = server.get("readyz").body();
            assertTrue(readyz.contains("An edit could not be loaded"), readyz);

            isOutOfMemory.set(false);
            home.with("data/a.ttl", "<http://a.example/c> a 1 .");
            String wanted = home.read().snapshot();
            await(() -> current.snapshot().id().equals(wanted));
            await(() -> !server.get("readyz").body().contains("warning"));
        }
    }

    @Test
    void anErrorInThePreparationIsTold() throws Exception {
        current.prepare(snapshot -> {
            throw new StackOverflowError("for a test");
        });
        current.keepWarm();
        await(() -> current.failures(CurrentSnapshot.Task.PREPARATION) == 1);

        String readyz = server.get("readyz").body();
        assertTrue(readyz.contains("The snapshot could not be prepared"), readyz);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }
}
