package org.labledger.query;

import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIterPath;
import org.apache.jena.sparql.graph.GraphWrapper;
import org.apache.jena.util.iterator.ExtendedIterator;

/**
 * Evaluates a property path on a watched graph: Jena follows the path to its end before it returns
 * a solution, and keeps what it found on the way.
 */
final class GuardedPath {

    private GuardedPath() {}

    static QueryIterator of(
            TriplePath path, QueryIterator input, Guard guard, ExecutionContext context) {
        MemoryCharge memory = new MemoryCharge(guard, context);
        Graph watched = new Watched(context.getActiveGraph(), guard, memory);
        ExecutionContext inside = ExecutionContext.copyChangeActiveGraph(context, watched);
        return memory.releasingAfter(
                new QueryIterPath(path, input, inside) {
                    @Override
                    protected QueryIterator nextStage(Binding row) {
                        // The solutions of the row before have been returned.
                        memory.release();
                        return super.nextStage(row);
                    }
                });
    }

    /** A graph that charges every triple read to the memory limit. */
    private static final class Watched extends GraphWrapper {

        private static final int BYTES_PER_TRIPLE = 32;

        private final Guard guard;
        private final MemoryCharge memory;

        Watched(Graph graph, Guard guard, MemoryCharge memory) {
            super(graph);
            this.guard = guard;
            this.memory = memory;
        }

        @Override
        public ExtendedIterator<Triple> find(Node s, Node p, Node o) {
            return watched(super.find(s, p, o));
        }

        @Override
        public ExtendedIterator<Triple> find(Triple pattern) {
            return watched(super.find(pattern));
        }

        private ExtendedIterator<Triple> watched(ExtendedIterator<Triple> triples) {
            guard.check();
            return triples.mapWith(triple -> {
                guard.check();
                memory.add(BYTES_PER_TRIPLE);
                return triple;
            });
        }
    }
}
