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
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpMinus;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpSequence;
import org.apache.jena.sparql.algebra.op.OpSlice;
import org.apache.jena.sparql.algebra.op.OpTopN;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Substitute;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIterNullIterator;
import org.apache.jena.sparql.engine.iterator.QueryIterProcessBinding;
import org.apache.jena.sparql.engine.main.OpExecutor;
import org.apache.jena.sparql.engine.main.OpExecutorFactory;
import org.apache.jena.sparql.engine.main.iterator.QueryIterGraph;
import org.apache.jena.sparql.util.Symbol;
import org.jspecify.annotations.Nullable;
import org.labledger.engine.Aggregation;
import org.labledger.engine.Meter;
import org.labledger.engine.Plan;

/**
 * Executes {@code GRAPH ?g { … }} on a {@link SnapshotDataset} by visiting only graphs that contain
 * a match of some required triple pattern. ARQ visits every graph for every input solution, and a
 * ledger has one graph per source.
 */
public class SnapshotExecutor extends OpExecutor {

    /**
     * Set to true in the context of a query whose solutions shall be {@code IdBinding}s that cite.
     * If some operator cannot be planned, its execution throws an {@code UncitedException}.
     */
    public static final Symbol CITES = Symbol.create("urn:x-labledger:cites");

    static final OpExecutorFactory FACTORY = SnapshotExecutor::new;

    /** Creates an executor for a part of a query. */
    protected SnapshotExecutor(ExecutionContext context) {
        super(context);
    }

    /** Returns whether queries over a dataset are executed by plans. */
    public static boolean plans(DatasetGraph dataset) {
        return dataset instanceof SnapshotDataset;
    }

    /** Executes what can be planned on term ids, and leaves the rest to ARQ. */
    @Override
    protected QueryIterator exec(Op op, QueryIterator input) {
        if (execCxt.getDataset() instanceof SnapshotDataset dataset
                && execCxt.getActiveGraph() instanceof IndexedGraph graph
                && isPlannable()
                && isPlannable(op, input)) {
            PlanHost host = new PlanHost(dataset, graph, this);
            if (!host.isLeftToArq(op)) {
                QueryIterator solutions = Plan.execute(op, input, host);
                if (solutions != null) {
                    return solutions;
                }
            }
        }
        if (!isPlannable()) {
            meter().leftToArq();
        }
        return super.exec(op, input);
    }

    final QueryIterator executeByArq(Op op, QueryIterator input) {
        return super.exec(op, input);
    }

    /**
     * Returns whether a plan may extend some solutions: operators that look at all solutions
     * together must not be asked for one after the other.
     */
    private static boolean isPlannable(Op op, QueryIterator input) {
        return input.isJoinIdentity()
                || !(op instanceof OpGroup
                        || op instanceof OpOrder
                        || op instanceof OpTopN
                        || op instanceof OpSlice
                        || op instanceof OpJoin
                        || op instanceof OpLeftJoin
                        || op instanceof OpMinus);
    }

    /** Returns whether plans may be used for this query. */
    protected boolean isPlannable() {
        return true;
    }

    /** Returns the limits of the query. */
    protected Meter meter() {
        return Meter.NONE;
    }

    /** Returns what evaluates aggregates. */
    protected Aggregation.Factory aggregations() {
        return StockAggregation.FACTORY;
    }

    ExecutionContext context() {
        return execCxt;
    }

    @Override
    protected QueryIterator execute(OpGraph graph, QueryIterator input) {
        if (graph.getNode().isTripleTerm()) {
            // The value of a variable; ARQ fails on it.
            input.close();
            return QueryIterNullIterator.create(execCxt);
        }
        if (!Var.isVar(graph.getNode())) {
            return super.execute(graph, input);
        }
        return execCxt.getDataset() instanceof SnapshotDataset
                ? new CandidateGraphs(input, graph, execCxt)
                : super.execute(graph, withoutTripleTerms(input, Var.alloc(graph.getNode())));
    }

    private QueryIterator withoutTripleTerms(QueryIterator input, Var variable) {
        return new QueryIterProcessBinding(input, execCxt) {
            @Override
            public @Nullable Binding accept(Binding solution) {
                Node term = solution.get(variable);
                return term != null && term.isTripleTerm() ? null : solution;
            }
        };
    }

    /**
     * Leaves out solutions whose terms cannot stand in a triple, such as a literal as predicate:
     * they match nothing, and ARQ's reordering of patterns fails on them.
     */
    @Override
    protected QueryIterator execute(OpBGP bgp, QueryIterator input) {
        List<Triple> patterns = bgp.getPattern().getList();
        if (patterns.size() < 2) {
            return super.execute(bgp, input);
        }
        Set<Var> predicates = new LinkedHashSet<>();
        for (Triple pattern : patterns) {
            if (Var.isVar(pattern.getPredicate())) {
                predicates.add(Var.alloc(pattern.getPredicate()));
            } else if (!pattern.getPredicate().isURI()) {
                input.close();
                return QueryIterNullIterator.create(execCxt);
            }
        }
        if (predicates.isEmpty()) {
            return super.execute(bgp, input);
        }
        return super.execute(
                bgp,
                new QueryIterProcessBinding(input, execCxt) {
                    @Override
                    public @Nullable Binding accept(Binding solution) {
                        for (Var predicate : predicates) {
                            Node term = solution.get(predicate);
                            if (term != null && !term.isURI()) {
                                return null;
                            }
                        }
                        return solution;
                    }
                });
    }

    private static final class CandidateGraphs extends QueryIterGraph {

        CandidateGraphs(QueryIterator input, OpGraph graph, ExecutionContext context) {
            super(input, graph, context);
        }

        @Override
        protected QueryIterator nextStage(Binding outer) {
            Node given = outer.get(Var.alloc(opGraph.getNode()));
            if (given != null) {
                // ARQ fails on a triple term as the name of a graph. Only its IRI in the query
                // leads to a hidden graph.
                SnapshotDataset asked = (SnapshotDataset) getExecContext().getDataset();
                return given.isTripleTerm() || !asked.isListed(given)
                        ? QueryIterNullIterator.create(getExecContext())
                        : super.nextStage(outer);
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

        /** Collects triple patterns that every solution must match. */
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
                    // Skipping an operator is safe: it only leaves more candidates.
                }
            }
        }

        /** Returns the smallest set of candidate graphs that one pattern yields. */
        private static Iterator<Node> candidates(SnapshotDataset dataset, List<Triple> needed) {
            Set<Node> fewest = null;
            boolean isSelective = false;
            for (Triple pattern : needed) {
                Node s = concrete(pattern.getSubject());
                Node p = concrete(pattern.getPredicate());
                Node o = concrete(pattern.getObject());
                if (s == Node.ANY && p == Node.ANY && o == Node.ANY) {
                    continue;
                }
                isSelective = true;
                // Only a smaller set helps; a pattern with matches in max graphs is not worth a
                // scan.
                long max = fewest == null ? dataset.size() - 1 : fewest.size() - 1;
                Set<Node> graphs = graphs(dataset, s, p, o, max);
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
            // The lookups above already recorded what was read, so this listing need not.
            return isSelective ? dataset.candidateGraphs() : dataset.listGraphNodes();
        }

        /**
         * Returns the graphs with a match of a pattern, or {@code null} if there are more than
         * {@code max} or too many matches to tell.
         */
        private static @Nullable Set<Node> graphs(
                SnapshotDataset dataset, Node s, Node p, Node o, long max) {
            Set<Node> graphs = new LinkedHashSet<>();
            long budget = 4 * (max + 1);
            Iterator<Triple> matches = dataset.allTriples().find(s, p, o);
            while (matches.hasNext()) {
                graphs.addAll(dataset.graphsOf(matches.next()));
                if (graphs.size() > max || budget-- == 0) {
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
