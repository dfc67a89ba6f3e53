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
 * Follows a property path on a graph that is watched: the engine follows it to its end before it
 * gives a solution, and keeps what it found on the way.
 */
final class GuardedPath {

    private GuardedPath() {}

    static QueryIterator of(
            TriplePath path, QueryIterator input, Guard guard, ExecutionContext context) {
        Held held = new Held(guard, context);
        Graph watched = new Watched(context.getActiveGraph(), guard, held);
        ExecutionContext inside = ExecutionContext.copyChangeActiveGraph(context, watched);
        return held.until(
                new QueryIterPath(path, input, inside) {
                    @Override
                    protected QueryIterator nextStage(Binding row) {
                        // The solutions of the row before have been given.
                        held.release();
                        return super.nextStage(row);
                    }
                });
    }

    /** A graph of which every triple read counts as kept. */
    private static final class Watched extends GraphWrapper {

        private static final int OF_STEP = 32;

        private final Guard guard;
        private final Held held;

        Watched(Graph graph, Guard guard, Held held) {
            super(graph);
            this.guard = guard;
            this.held = held;
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
                held.add(OF_STEP);
                return triple;
            });
        }
    }
}
