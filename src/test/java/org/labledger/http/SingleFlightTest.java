package org.labledger.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.labledger.problem.ProblemException;

@Timeout(60)
class SingleFlightTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(30);

    private final SingleFlight flights = new SingleFlight();

    @Test
    void firstOneLeads() throws Exception {
        SingleFlight.Flight leader = flights.join("a");
        SingleFlight.Flight follower = flights.join("a");
        SingleFlight.Flight other = flights.join("b");

        assertTrue(leader.isLeader());
        assertFalse(follower.isLeader());
        assertTrue(other.isLeader());
        assertFalse(follower.await(1_000_000), "nobody has landed");
        leader.land();
        assertTrue(follower.await(LONG));
        other.land();
        assertEquals(0, flights.size());
    }

    @Test
    void nextOneLeadsWhenALeaderHasFailed() throws Exception {
        SingleFlight.Flight failing = flights.join("a");
        SingleFlight.Flight follower = flights.join("a");
        failing.land();
        assertTrue(follower.await(LONG));

        SingleFlight.Flight next = flights.join("a");

        assertTrue(next.isLeader());
        assertFalse(flights.join("a").isLeader());
        next.land();
        assertEquals(0, flights.size());
    }

    @Test
    void onlyTheLeaderLandsAndOnlyOnce() throws Exception {
        SingleFlight.Flight leader = flights.join("a");
        flights.join("a").land();
        assertEquals(1, flights.size(), "followers do not land");
        leader.land();
        SingleFlight.Flight second = flights.join("a");
        leader.land();

        SingleFlight.Flight follower = flights.join("a");

        assertTrue(second.isLeader());
        assertFalse(follower.isLeader(), "the first leader has not landed the second flight");
        second.land();
        assertTrue(follower.await(LONG));
    }

    @Test
    void interruptedFollowerIsTold() {
        SingleFlight.Flight leader = flights.join("a");
        SingleFlight.Flight follower = flights.join("a");
        Thread.currentThread().interrupt();

        ProblemException problem = assertThrows(ProblemException.class, () -> follower.await(LONG));

        assertEquals(503, problem.problem().status());
        assertTrue(Thread.interrupted());
        leader.land();
    }

    /** Whatever the interleaving, each of many makes it only while nobody else does. */
    @Test
    void neverTwoAtOnce() throws Exception {
        AtomicInteger making = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                futures.add(
                        threads.submit(() -> {
                            SingleFlight.Flight flight = flights.join("a");
                            while (!flight.isLeader()) {
                                assertTrue(flight.await(LONG));
                                flight = flights.join("a");
                            }
                            assertEquals(1, making.incrementAndGet());
                            made.incrementAndGet();
                            making.decrementAndGet();
                            flight.land();
                            return null;
                        }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        }

        assertEquals(400, made.get());
        assertEquals(0, flights.size());
    }
}
