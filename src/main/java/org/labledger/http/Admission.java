package org.labledger.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/**
 * Lets only so many costly requests run at once, and a few more wait for a moment; the others are
 * told to come back. So a crowd of heavy queries leaves processors and memory to the rest. Safe for
 * any number of threads.
 */
public final class Admission {

    private final int atOnce;
    private final Semaphore places;
    private final int mostWaiting;
    private final Duration patience;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Creates it.
     *
     * @param atOnce how many may run at once
     * @param mostWaiting how many more may wait
     * @param patience how long they may wait
     */
    public Admission(int atOnce, int mostWaiting, Duration patience) {
        this.atOnce = atOnce;
        this.places = new Semaphore(atOnce, true);
        this.mostWaiting = mostWaiting;
        this.patience = patience;
    }

    /** A place that was got; closing it gives it back. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a place.
     *
     * @throws ProblemException with status 503 if there is none within the patience
     */
    public Place enter() throws ProblemException {
        if (!places.tryAcquire()) {
            if (waiting.incrementAndGet() > mostWaiting) {
                waiting.decrementAndGet();
                throw busy();
            }
            try {
                if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw busy();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException(
                        Problem.unavailable("Stopping", "The server is about to stop."), e);
            } finally {
                waiting.decrementAndGet();
            }
        }
        return places::release;
    }

    /** Returns how many run. */
    public int running() {
        return atOnce - places.availablePermits();
    }

    /** Returns how many wait. */
    public int waiting() {
        return waiting.get();
    }

    private static ProblemException busy() {
        return new ProblemException(
                Problem.unavailable(
                        "Busy",
                        "As many queries as this server runs at once are running already. Try again"
                                + " in a few seconds."));
    }
}
