package org.labledger.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.labledger.problem.ProblemException;

/**
 * Lets one of several requests for the same body make it, while the others wait. The body itself
 * goes through the {@link BodyCache}; those that wait learn only that they need not wait any
 * longer. So the failure of one request is never that of another. Thread-safe.
 */
final class SingleFlight {

    private final Map<String, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    /** The part of one request. */
    final class Flight {

        private final String key;
        private final CompletableFuture<Void> landed;
        private final boolean isLeader;

        private Flight(String key, CompletableFuture<Void> landed, boolean isLeader) {
            this.key = key;
            this.landed = landed;
            this.isLeader = isLeader;
        }

        /** Returns whether this request makes the body; it has to {@link #land} then. */
        boolean isLeader() {
            return isLeader;
        }

        /**
         * Lets the others go on: the body is known, or will not be, because it is too large to keep
         * or could not be made. Without effect unless this request leads, and the second time.
         */
        void land() {
            if (isLeader && running.remove(key, landed)) {
                landed.complete(null);
            }
        }

        /**
         * Waits until the leader has landed.
         *
         * @return whether it has; not if the time is over
         * @throws ProblemException if the thread is interrupted, because the server stops
         */
        boolean await(long nanos) throws ProblemException {
            try {
                landed.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException("Flights do not fail", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException(Draining.problem(), e);
            }
        }
    }

    /** Joins the requests for a body; the first one leads. */
    Flight join(String key) {
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletableFuture<Void> other = running.putIfAbsent(key, own);
        return other == null ? new Flight(key, own, true) : new Flight(key, other, false);
    }

    /** Returns how many bodies are being made. */
    int size() {
        return running.size();
    }
}
