package org.labledger.query;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.labledger.problem.ProblemException;

/**
 * What a running query reports to while it runs, so that others get their turn. It belongs to the
 * thread that evaluates the query. Called by that thread alone.
 */
public interface Pace {

    /** A query that nobody else waits for. */
    Pace FREE =
            new Pace() {
                @Override
                public void step(long held) {
                    // It may run on.
                }

                @Override
                public void begin(AtomicBoolean stop) {
                    // Nothing stops it from outside.
                }

                @Override
                public void end(AtomicBoolean stop) {
                    // Nothing stops it from outside.
                }
            };

    /**
     * Called at every check of the limits, often. Blocks while others are before this query.
     *
     * @param held bytes that the query keeps, by the estimate of its memory limit
     * @throws StoppedException if the query may not run on
     */
    void step(long held);

    /** A query begins; setting the signal, from any thread, stops it. */
    void begin(AtomicBoolean stop);

    /** The query of this signal has ended. */
    void end(AtomicBoolean stop);

    /** Returns the pace of the current thread. */
    static Pace current() {
        Pace pace = Current.PACE.get();
        return pace == null ? FREE : pace;
    }

    /** Runs some work in the current thread under this pace. */
    default void during(Work work) throws IOException, ProblemException {
        Pace before = Current.PACE.get();
        Current.PACE.set(this);
        try {
            work.run();
        } finally {
            Current.PACE.set(before);
        }
    }

    /** Work that may fail. */
    @FunctionalInterface
    interface Work {

        /** Does it. */
        void run() throws IOException, ProblemException;
    }

    /** Holds the pace of each thread. */
    final class Current {

        private static final ThreadLocal<Pace> PACE = new ThreadLocal<>();

        private Current() {}
    }
}
