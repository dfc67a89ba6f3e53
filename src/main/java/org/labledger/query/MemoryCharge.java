package org.labledger.query;

import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIter1;

/** The memory that one operator keeps while it runs, charged to the {@link Guard} of the query. */
final class MemoryCharge {

    private final Guard guard;
    private final ExecutionContext context;
    private long bytes;

    MemoryCharge(Guard guard, ExecutionContext context) {
        this.guard = guard;
        this.context = context;
    }

    /** Charges bytes that the operator keeps from now on. */
    void add(long more) {
        bytes += more;
        guard.charge(more);
    }

    /** Releases everything that the operator has charged. */
    void release() {
        guard.release(bytes);
        bytes = 0;
    }

    /** Returns the solutions; each is charged when it is read. */
    QueryIterator charging(QueryIterator solutions) {
        return new Charging(solutions);
    }

    /** Returns the operator's solutions; at their end its charge is released. */
    QueryIterator releasingAfter(QueryIterator solutions) {
        return new Releasing(solutions);
    }

    private class Releasing extends QueryIter1 {

        Releasing(QueryIterator solutions) {
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

    private final class Charging extends Releasing {

        Charging(QueryIterator solutions) {
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
            // Jena closes an input that it has read to the end, and still keeps the solutions.
        }
    }
}
