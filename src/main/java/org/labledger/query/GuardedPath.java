package org.labledger.query;

import java.util.Iterator;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.engine.iterator.QueryIterNullIterator;
import org.apache.jena.sparql.engine.iterator.QueryIterPath;
import org.apache.jena.sparql.engine.iterator.QueryIterProcessBinding;
import org.apache.jena.sparql.engine.iterator.QueryIterYieldN;
import org.apache.jena.sparql.graph.GraphWrapper;
import org.apache.jena.sparql.path.PathLib;
import org.apache.jena.sparql.path.eval.PathEval;
import org.apache.jena.util.iterator.ExtendedIterator;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a property path on a watched graph: Jena follows the path to its end before it returns
 * a solution, and keeps what it found on the way.
 */
final class GuardedPath {

    private static final Var START = Var.alloc("..start");
    private static final Var END = Var.alloc("..end");

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
                        return solutions(path, row, getExecContext());
                    }
                });
    }

    private static QueryIterator solutions(TriplePath path, Binding row, ExecutionContext context) {
        if (isPattern(path.getSubject()) || isPattern(path.getObject())) {
            return matchingTripleTerms(path, row, context);
        }
        Graph graph = context.getActiveGraph();
        Node subject = Var.lookup(row, path.getSubject());
        Node object = Var.lookup(row, path.getObject());
        if (isOutside(path.getSubject(), subject, path.getObject(), graph)
                || isOutside(path.getObject(), object, path.getSubject(), graph)) {
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

    private static boolean isPattern(Node end) {
        return end.isTripleTerm() && !end.isConcrete();
    }

    /**
     * Evaluates a path with a triple term as its end in which there are variables; Jena takes it for
     * a term of the graph. The path leads to any node, which is then matched.
     */
    private static QueryIterator matchingTripleTerms(
            TriplePath path, Binding row, ExecutionContext context) {
        Node subject = isPattern(path.getSubject()) ? START : path.getSubject();
        Node object = isPattern(path.getObject()) ? END : path.getObject();
        TriplePath any = new TriplePath(subject, path.getPath(), object);
        return new QueryIterProcessBinding(solutions(any, row, context), context) {
            @Override
            public @Nullable Binding accept(Binding solution) {
                BindingBuilder matched = Binding.builder(row);
                return matches(path.getSubject(), Var.lookup(solution, subject), matched)
                                && matches(path.getObject(), Var.lookup(solution, object), matched)
                        ? matched.build()
                        : null;
            }
        };
    }

    private static boolean matches(Node pattern, Node term, BindingBuilder solution) {
        if (pattern.isVariable()) {
            Var variable = Var.alloc(pattern);
            Node value = solution.get(variable);
            if (value == null) {
                solution.add(variable, term);
            }
            return value == null || value.equals(term);
        } else if (!isPattern(pattern)) {
            return pattern.equals(term);
        }
        return term.isTripleTerm()
                && matches(
                        pattern.getTriple().getSubject(), term.getTriple().getSubject(), solution)
                && matches(
                        pattern.getTriple().getPredicate(),
                        term.getTriple().getPredicate(),
                        solution)
                && matches(pattern.getTriple().getObject(), term.getTriple().getObject(), solution);
    }

    /**
     * Returns whether a variable has a value that is no node of the graph. By itself the path then
     * has no solution with it: paths of length zero begin at the nodes of the graph and at terms of
     * the path (SPARQL 1.2, section 18.4, {@code ZeroLengthPath}).
     */
    private static boolean isOutside(Node written, Node value, Node otherWritten, Graph graph) {
        return Var.isVar(written)
                && value.isConcrete()
                && !value.equals(otherWritten)
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
