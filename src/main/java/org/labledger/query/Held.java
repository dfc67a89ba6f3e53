package org.labledger.query;

import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIter1;

/** What one operator keeps in memory while it runs, part of what the {@link Guard} counts. */
final class Held {

    private final Guard guard;
    private final ExecutionContext context;
    private long bytes;

    Held(Guard guard, ExecutionContext context) {
        this.guard = guard;
        this.context = context;
    }

    /** Counts bytes that the operator keeps from now on. */
    void add(long more) {
        bytes += more;
        guard.hold(more);
    }

    /** Tells that the operator keeps nothing any more. */
    void release() {
        guard.release(bytes);
        bytes = 0;
    }

    /** Returns the solutions; each that is read counts as kept. */
    QueryIterator keep(QueryIterator solutions) {
        return new Kept(solutions);
    }

    /** Returns the solutions of the operator; at their end nothing is kept any more. */
    QueryIterator until(QueryIterator solutions) {
        return new Until(solutions);
    }

    private class Until extends QueryIter1 {

        Until(QueryIterator solutions) {
            super(solutions, context);
        }

        @Override
        protected boolean hasNextBinding() {
            return getInput().hasNext();
        }

        @Override
        protected Binding moveToNextBinding() {
            return getInput().nextBinding();
        }

        @Override
        protected void requestSubCancel() {
            // The input is cancelled by the class above.
        }

        @Override
        protected void closeSubIterator() {
            release();
        }
    }

    private final class Kept extends Until {

        Kept(QueryIterator solutions) {
            super(solutions);
        }

        @Override
        protected Binding moveToNextBinding() {
            guard.check();
            Binding solution = getInput().nextBinding();
            add(Guard.sizeOf(solution));
            return solution;
        }

        @Override
        protected void closeSubIterator() {
            // The engine closes what it has read to the end, and still keeps it.
        }
    }
}
