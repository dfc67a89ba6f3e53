package org.labledger.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/**
 * Bounds concurrent costly requests; excess ones wait briefly, then get status 503. So cheap
 * requests keep processors and memory while many queries come at once. Thread-safe.
 */
public final class Admission {

    private final int maxRunning;
    private final Semaphore permits;
    private final int maxWaiting;
    private final Duration maxWait;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Creates it.
     *
     * @param maxRunning how many may run at once
     * @param maxWaiting how many more may wait
     * @param maxWait how long each may wait
     */
    public Admission(int maxRunning, int maxWaiting, Duration maxWait) {
        this.maxRunning = maxRunning;
        this.permits = new Semaphore(maxRunning, true);
        this.maxWaiting = maxWaiting;
        this.maxWait = maxWait;
    }

    /** Permission to run; closing it lets the next one run. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for permission to run. Blocks, in the order of arrival.
     *
     * @throws ProblemException with status 503 if too many wait, or it takes too long
     */
    public Permit enter() throws ProblemException {
        if (!permits.tryAcquire()) {
            if (waiting.incrementAndGet() > maxWaiting) {
                waiting.decrementAndGet();
                throw busy();
            }
            try {
                if (!permits.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw busy();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException(Draining.problem(), e);
            } finally {
                waiting.decrementAndGet();
            }
        }
        return permits::release;
    }

    /** Returns how many run. */
    public int running() {
        return maxRunning - permits.availablePermits();
    }

    /** Returns how many wait. */
    public int waiting() {
        return waiting.get();
    }

    private static ProblemException busy() {
        return new ProblemException(
                Problem.unavailable(
                        "Server busy",
                        "The server is running as many queries as it can. Try again in a few"
                                + " seconds."));
    }
}
