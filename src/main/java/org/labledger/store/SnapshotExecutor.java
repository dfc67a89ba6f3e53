package org.labledger.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.op.OpAssign;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpConditional;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGraph;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpSequence;
import org.apache.jena.sparql.core.Substitute;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIterNullIterator;
import org.apache.jena.sparql.engine.main.OpExecutor;
import org.apache.jena.sparql.engine.main.OpExecutorFactory;
import org.apache.jena.sparql.engine.main.iterator.QueryIterGraph;
import org.jspecify.annotations.Nullable;

/**
 * Executes {@code GRAPH ?g { … }} on a {@link SnapshotDataset} by looking only into graphs that
 * hold a triple the pattern cannot do without. Jena's own executor looks into every graph, for
 * every solution so far, and a ledger has a graph for every source.
 */
public class SnapshotExecutor extends OpExecutor {

    static final OpExecutorFactory FACTORY = SnapshotExecutor::new;

    /** Creates one for a part of a query. */
    protected SnapshotExecutor(ExecutionContext context) {
        super(context);
    }

    @Override
    protected QueryIterator execute(OpGraph graph, QueryIterator input) {
        if (Var.isVar(graph.getNode()) && execCxt.getDataset() instanceof SnapshotDataset) {
            return new CandidateGraphs(input, graph, execCxt);
        }
        return super.execute(graph, input);
    }

    private static final class CandidateGraphs extends QueryIterGraph {

        CandidateGraphs(QueryIterator input, OpGraph graph, ExecutionContext context) {
            super(input, graph, context);
        }

        @Override
        protected QueryIterator nextStage(Binding outer) {
            if (outer.contains(Var.alloc(opGraph.getNode()))) {
                return super.nextStage(outer);
            }
            SnapshotDataset dataset = (SnapshotDataset) getExecContext().getDataset();
            List<Triple> needed = new ArrayList<>();
            collect(Substitute.substitute(opGraph.getSubOp(), outer), needed);
            Iterator<Node> candidates = candidates(dataset, needed);
            if (!candidates.hasNext()) {
                return QueryIterNullIterator.create(getExecContext());
            }
            return new QueryIterGraphInner(outer, candidates, opGraph, getExecContext()) {};
        }

        /** Collects the triple patterns without a match for which there can be no solution. */
        private static void collect(Op op, List<Triple> needed) {
            switch (op) {
                case OpBGP bgp -> needed.addAll(bgp.getPattern().getList());
                case OpFilter filter -> collect(filter.getSubOp(), needed);
                case OpExtend extend -> collect(extend.getSubOp(), needed);
                case OpAssign assign -> collect(assign.getSubOp(), needed);
                case OpLeftJoin join -> collect(join.getLeft(), needed);
                case OpConditional join -> collect(join.getLeft(), needed);
                case OpJoin join -> {
                    collect(join.getLeft(), needed);
                    collect(join.getRight(), needed);
                }
                case OpSequence sequence ->
                        sequence.getElements().forEach(element -> collect(element, needed));
                default -> {
                    // Whatever it is, leaving it out only makes for more candidates.
                }
            }
        }

        /** Returns the fewest graphs that can be found by one of the patterns. */
        private static Iterator<Node> candidates(SnapshotDataset dataset, List<Triple> needed) {
            Set<Node> fewest = null;
            boolean isNarrow = false;
            for (Triple pattern : needed) {
                Node s = concrete(pattern.getSubject());
                Node p = concrete(pattern.getPredicate());
                Node o = concrete(pattern.getObject());
                if (s == Node.ANY && p == Node.ANY && o == Node.ANY) {
                    continue;
                }
                isNarrow = true;
                // A pattern that is everywhere tells nothing, and would take long to tell it.
                long most = fewest == null ? dataset.size() - 1 : fewest.size() - 1;
                Set<Node> graphs = graphs(dataset, s, p, o, most);
                if (graphs != null) {
                    fewest = graphs;
                    if (fewest.size() <= 1) {
                        break;
                    }
                }
            }
            if (fewest != null) {
                return fewest.iterator();
            }
            // Any graph with a solution has a match of a pattern that was looked for above.
            return isNarrow ? dataset.candidates() : dataset.listGraphNodes();
        }

        /** Returns the graphs with a match, or null if there are more, or it takes long to tell. */
        private static @Nullable Set<Node> graphs(
                SnapshotDataset dataset, Node s, Node p, Node o, long most) {
            Set<Node> graphs = new LinkedHashSet<>();
            long patience = 4 * (most + 1);
            Iterator<Triple> matches = dataset.everything().find(s, p, o);
            while (matches.hasNext()) {
                graphs.addAll(dataset.graphsOf(matches.next()));
                if (graphs.size() > most || patience-- == 0) {
                    return null;
                }
            }
            return graphs;
        }

        private static Node concrete(Node node) {
            return node.isConcrete() ? node : Node.ANY;
        }
    }
}
