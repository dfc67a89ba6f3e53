package org.labledger.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIter1;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates something for many solutions at once. The chunks grow, so that little is done in vain
 * if only a few solutions are wanted, and requests are full if all are.
 */
abstract class Chunks extends QueryIter1 {

    private static final int LARGEST = 16 * BoundJoin.BATCH;

    private int size = BoundJoin.BATCH;
    private volatile @Nullable QueryIterator current;

    Chunks(QueryIterator input, ExecutionContext context) {
        super(input, context);
    }

    /** Returns the solutions for some solutions. */
    protected abstract QueryIterator evaluate(List<Binding> chunk);

    @Override
    protected boolean hasNextBinding() {
        while (true) {
            QueryIterator solutions = current;
            if (solutions != null) {
                if (solutions.hasNext()) {
                    return true;
                }
                solutions.close();
                current = null;
            }
            List<Binding> chunk = new ArrayList<>();
            while (chunk.size() < size && getInput().hasNext()) {
                chunk.add(getInput().next());
            }
            if (chunk.isEmpty()) {
                return false;
            }
            size = Math.min(2 * size, LARGEST);
            current = evaluate(chunk);
        }
    }

    @Override
    protected Binding moveToNextBinding() {
        QueryIterator solutions = current;
        if (solutions == null) {
            throw new NoSuchElementException();
        }
        return solutions.next();
    }

    @Override
    protected void requestSubCancel() {
        performRequestCancel(current);
    }

    @Override
    protected void closeSubIterator() {
        performClose(current);
    }
}
