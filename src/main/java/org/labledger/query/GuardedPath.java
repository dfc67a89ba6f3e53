package org.labledger.query;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIterNullIterator;
import org.apache.jena.sparql.engine.iterator.QueryIterPath;
import org.apache.jena.sparql.engine.iterator.QueryIterYieldN;
import org.apache.jena.sparql.expr.ExprVisitorBase;
import org.apache.jena.sparql.graph.GraphWrapper;
import org.apache.jena.sparql.path.PathLib;
import org.apache.jena.sparql.path.eval.PathEval;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.util.iterator.ExtendedIterator;
import org.labledger.engine.Plan;

/**
 * Evaluates a property path on a watched graph: Jena follows the path to its end before it returns
 * a solution, and keeps what it found on the way.
 */
final class GuardedPath {

    private GuardedPath() {}

    /** Notes the terms at the ends of paths, before Jena puts values in the place of variables. */
    static void noteEnds(Op op, Context context) {
        Set<Node> ends = new HashSet<>();
        Walker.walk(
                op,
                new OpVisitorBase() {
                    @Override
                    public void visit(OpPath path) {
                        ends.add(path.getTriplePath().getSubject());
                        ends.add(path.getTriplePath().getObject());
                    }
                },
                new ExprVisitorBase());
        context.set(Plan.WRITTEN_ENDS, ends);
    }

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
                        return solutions(path, row, getExecContext());
                    }
                });
    }

    private static QueryIterator solutions(TriplePath path, Binding row, ExecutionContext context) {
        Graph graph = context.getActiveGraph();
        Node subject = Var.lookup(row, path.getSubject());
        Node object = Var.lookup(row, path.getObject());
        Set<Node> written = context.getContext().get(Plan.WRITTEN_ENDS);
        if (isOutside(path.getSubject(), subject, path.getObject(), written, graph)
                || isOutside(path.getObject(), object, path.getSubject(), written, graph)) {
            return QueryIterNullIterator.create(context);
        }
        if (!subject.isConcrete() || !object.isConcrete()) {
            return PathLib.execTriplePath(row, path, context);
        }
        // Jena compares the end by value, so that 1 leads to 1.0.
        Iterator<Node> ends = PathEval.eval(graph, subject, path.getPath(), context.getContext());
        int count = 0;
        while (ends.hasNext()) {
            if (ends.next().equals(object)) {
                count++;
            }
        }
        return new QueryIterYieldN(count, row, context);
    }

    /**
     * Returns whether a variable has a value that is no node of the graph. By itself the path then
     * has no solution with it: paths of length zero begin at the nodes of the graph and at terms of
     * the path (SPARQL 1.2, section 18.4, {@code ZeroLengthPath}).
     */
    private static boolean isOutside(
            Node end, Node value, Node other, Set<Node> written, Graph graph) {
        return value.isConcrete()
                && (Var.isVar(end) || !written.contains(end))
                && !(written.contains(other) && other.equals(value))
                && !graph.contains(value, Node.ANY, Node.ANY)
                && !graph.contains(Node.ANY, Node.ANY, value);
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
