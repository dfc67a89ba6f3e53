package org.labledger.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LanesTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long LIGHT_MEMORY = 1_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Lanes lanes(int light, int heavy, int waiting, Duration wait) {
        return new Lanes(new Lanes.Sizes(light, heavy, waiting, wait, wait, LIGHT_MEMORY), threads);
    }

    @Test
    void letOnlySoManyOfAClientWait() throws Exception {
        try (Lanes lanes = lanes(1, 1, 2, LONG)) {
            Lanes.Place first = lanes.enter("a").join();
            CompletableFuture<Lanes.Place> second = lanes.enter("a");
            CompletableFuture<Lanes.Place> third = lanes.enter("a");
            CompletableFuture<Lanes.Place> refused = lanes.enter("a");
            CompletableFuture<Lanes.Place> other = lanes.enter("b");

            RefusedException busy = refusal(refused);
            assertEquals(503, busy.problem().status());
            assertTrue(busy.problem().headers().containsKey("Retry-After"));
            assertFalse(second.isDone() || third.isDone() || other.isDone());
            first.close();
            // The other client has nothing, and comes before the third of the first one.
            second.get(30, TimeUnit.SECONDS).close();
            other.get(30, TimeUnit.SECONDS).close();
            third.get(30, TimeUnit.SECONDS).close();
            awaitNobody(lanes);
        }
    }

    @Test
    void giveAFreePlaceToTheClientThatHasTheFewest() throws Exception {
        try (Lanes lanes = lanes(2, 1, 9, LONG)) {
            Lanes.Place first = lanes.enter("a").join();
            Lanes.Place second = lanes.enter("a").join();
            CompletableFuture<Lanes.Place> third = lanes.enter("a");
            CompletableFuture<Lanes.Place> other = lanes.enter("b");
            // Before their time on the light lane is over.
            first.close();

            other.get(30, TimeUnit.SECONDS).close();
            third.get(30, TimeUnit.SECONDS).close();
            second.close();
            awaitNobody(lanes);
        }
    }

    @Test
    void losePatience() throws Exception {
        try (Lanes lanes = lanes(1, 1, 20, Lanes.MAX_STAY)) {
            List<CompletableFuture<Lanes.Place>> all = new ArrayList<>();
            // Each leaves the lane after its stay only: the last ones would wait longer.
            for (int i = 0; i < 20; i++) {
                all.add(lanes.enter("a"));
            }

            assertEquals(503, refusal(all.getLast()).problem().status());
            for (CompletableFuture<Lanes.Place> one : all) {
                one.thenAccept(Lanes.Place::close);
            }
            awaitNobody(lanes);
        }
    }

    @Test
    void letLightRequestsRunWhileHeavyOnesFillTheirLane() throws Exception {
        try (Lanes lanes = lanes(1, 1, 40, LONG)) {
            AtomicBoolean isOver = new AtomicBoolean();
            List<Future<?>> heavy = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                heavy.add(threads.submit(() -> run(lanes, "heavy", isOver, 0)));
            }
            for (int i = 0; i < 20; i++) {
                lanes.enter("light").get(30, TimeUnit.SECONDS).close();
            }
            assertTrue(lanes.running() >= 1);
            isOver.set(true);
            for (Future<?> one : heavy) {
                one.get(30, TimeUnit.SECONDS);
            }
            awaitNobody(lanes);
        }
    }

    @Test
    void refuseAHeavyRequestThatGetsNoPlaceInTime() throws Exception {
        try (Lanes lanes = lanes(2, 1, 9, Duration.ofMillis(200))) {
            AtomicBoolean isOver = new AtomicBoolean();
            // It keeps too much to give its place to another client.
            Future<?> first = threads.submit(() -> run(lanes, "a", isOver, 2 * LIGHT_MEMORY));
            while (lanes.running() == 0) {
                Thread.onSpinWait();
            }
            Thread.sleep(100);
            Future<?> second = threads.submit(() -> run(lanes, "b", isOver, 0));

            Exception refused =
                    assertThrows(Exception.class, () -> second.get(30, TimeUnit.SECONDS));
            assertTrue(refused.getCause() instanceof RefusedException, refused::toString);
            isOver.set(true);
            first.get(30, TimeUnit.SECONDS);
            awaitNobody(lanes);
        }
    }

    @Test
    void letHeavyRequestsOfClientsTakeTurns() throws Exception {
        try (Lanes lanes = lanes(3, 1, 9, LONG)) {
            AtomicBoolean isOver = new AtomicBoolean();
            CountDownLatch resumed = new CountDownLatch(3);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String client = "client " + i;
                all.add(
                        threads.submit(() -> {
                            try (Lanes.Place place = lanes.enter(client).join()) {
                                place.use();
                                boolean hasPaused = false;
                                while (!isOver.get()) {
                                    long before = System.nanoTime();
                                    place.step(0);
                                    boolean pauses =
                                            System.nanoTime() - before > Lanes.TURN.toNanos() / 2;
                                    if (pauses && !hasPaused) {
                                        hasPaused = true;
                                        resumed.countDown();
                                    }
                                }
                            }
                            return null;
                        }));
            }
            // One runs at a time, and each has waited for others and run again.
            resumed.await();
            isOver.set(true);
            for (Future<?> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }
            awaitNobody(lanes);
        }
    }

    @Test
    void makeHeavyRequestsPauseWhileLightOnesRun() throws Exception {
        try (Lanes lanes = lanes(2, 1, 9, LONG)) {
            AtomicBoolean isOver = new AtomicBoolean();
            AtomicReference<Thread> heavy = new AtomicReference<>();
            Future<?> running =
                    threads.submit(() -> {
                        heavy.set(Thread.currentThread());
                        return run(lanes, "heavy", isOver, 0);
                    });
            awaitHeavy(lanes, heavy);

            List<Double> shares = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                try (Lanes.Place light = lanes.enter("light").get(30, TimeUnit.SECONDS)) {
                    light.use();
                    shares.add(shareOfAProcessor(heavy.get()));
                }
            }

            // Half, and not all, whatever else the machine does.
            assertTrue(shares.stream().allMatch(share -> share < 0.75), shares::toString);
            isOver.set(true);
            running.get(30, TimeUnit.SECONDS);
            awaitNobody(lanes);
        }
    }

    /** Waits until the only request of the lanes has left the light lane. */
    private static void awaitHeavy(Lanes lanes, AtomicReference<Thread> thread)
            throws InterruptedException {
        while (thread.get() == null) {
            Thread.sleep(1);
        }
        // The pool's threads may have worked before.
        long before = processorTime(thread.get());
        while (processorTime(thread.get()) < before + 2 * Lanes.SLICE.toNanos()) {
            Thread.sleep(5);
        }
        assertEquals(1, lanes.running());
        Thread.sleep(100); // the lanes look every 20 ms
    }

    private static double shareOfAProcessor(Thread thread) throws InterruptedException {
        long before = processorTime(thread);
        long start = System.nanoTime();
        Thread.sleep(100);
        return (processorTime(thread) - before) / (double) (System.nanoTime() - start);
    }

    private static long processorTime(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }

    @Test
    void giveAClientWithHeavyRequestsAShortSlice() throws Exception {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            times.add(processorTimeOfASecondRequest());
        }

        // On a busy machine the lanes may look late; without the rule it would never be less.
        assertTrue(times.stream().anyMatch(time -> time < Lanes.SLICE.toNanos()), times::toString);
    }

    /** Returns the time after which a second heavy request of a client has left the light lane. */
    private long processorTimeOfASecondRequest() throws Exception {
        try (Lanes lanes = lanes(1, 1, 9, LONG)) {
            AtomicBoolean isOver = new AtomicBoolean();
            AtomicReference<Thread> heavy = new AtomicReference<>();
            Future<?> first =
                    threads.submit(() -> {
                        heavy.set(Thread.currentThread());
                        return run(lanes, "a", isOver, 0);
                    });
            awaitHeavy(lanes, heavy);
            AtomicReference<Thread> next = new AtomicReference<>();
            AtomicLong before = new AtomicLong();
            Future<?> second =
                    threads.submit(() -> {
                        before.set(processorTime(Thread.currentThread()));
                        next.set(Thread.currentThread());
                        return run(lanes, "a", isOver, 0);
                    });
            while (lanes.waiting() == 0) {
                Thread.sleep(1);
            }
            long time = processorTime(next.get()) - before.get();
            isOver.set(true);
            first.get(30, TimeUnit.SECONDS);
            second.get(30, TimeUnit.SECONDS);
            awaitNobody(lanes);
            return time;
        }
    }

    @Test
    void stopARequestWhoseClientHasGone() throws Exception {
        try (Lanes lanes = lanes(1, 1, 9, LONG)) {
            AtomicBoolean signal = new AtomicBoolean();
            CompletableFuture<Lanes.Place> place = lanes.enter("a");
            Future<Boolean> running =
                    threads.submit(() -> {
                        try (Lanes.Place mine = place.join()) {
                            mine.use();
                            mine.begin(signal);
                            while (!signal.get()) {
                                Thread.onSpinWait();
                            }
                            assertThrows(RefusedException.class, () -> mine.step(0));
                        }
                        return Thread.currentThread().isInterrupted();
                    });
            Thread.sleep(20);
            place.join().cancel();

            assertFalse(running.get(30, TimeUnit.SECONDS), "the thread is free for others");
            assertTrue(place.join().isCancelled());
            awaitNobody(lanes);
        }
    }

    @Test
    void forgetARequestThatWaitsAndIsCancelled() throws Exception {
        try (Lanes lanes = lanes(1, 1, 9, LONG)) {
            Lanes.Place first = lanes.enter("a").join();
            CompletableFuture<Lanes.Place> second = lanes.enter("a");
            assertEquals(1, lanes.waiting());
            second.cancel(false);

            assertEquals(0, lanes.waiting());
            first.close();
            awaitNobody(lanes);
        }
    }

    /** Makes steps until told to stop. */
    private static Object run(Lanes lanes, String client, AtomicBoolean isOver, long held)
            throws Exception {
        try (Lanes.Place place = lanes.enter(client).get(30, TimeUnit.SECONDS)) {
            place.use();
            while (!isOver.get()) {
                place.step(held);
                Thread.onSpinWait();
            }
            return client;
        }
    }

    private static RefusedException refusal(CompletableFuture<Lanes.Place> place) {
        CompletionException thrown = assertThrows(CompletionException.class, place::join);
        return assertInstanceOf(RefusedException.class, thrown.getCause());
    }

    private static void awaitNobody(Lanes lanes) throws InterruptedException {
        while (lanes.running() + lanes.waiting() > 0) {
            Thread.sleep(5);
        }
    }
}
