package org.labledger.store;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.util.Symbol;
import org.jspecify.annotations.Nullable;
import org.labledger.engine.Aggregation;
import org.labledger.engine.Meter;
import org.labledger.engine.Plan;
import org.labledger.engine.Reads;
import org.labledger.engine.UncitedException;
import org.labledger.index.DatasetView;
import org.labledger.index.GraphSet;

/** Lets plans run where {@link SnapshotExecutor} is asked to execute an operator. */
final class PlanHost implements Plan.Host {

    /** The operators that ARQ executes, by identity; in the context of the query. */
    private static final Symbol LEFT_TO_ARQ = Symbol.create("urn:x-labledger:left-to-arq");

    private final SnapshotDataset dataset;
    private final IndexedGraph active;
    private final SnapshotExecutor executor;
    private final Set<Op> leftToArq;

    PlanHost(SnapshotDataset dataset, IndexedGraph active, SnapshotExecutor executor) {
        this.dataset = dataset;
        this.active = active;
        this.executor = executor;
        Set<Op> known = context().getContext().get(LEFT_TO_ARQ);
        if (known == null) {
            known = Collections.newSetFromMap(new IdentityHashMap<>());
            context().getContext().set(LEFT_TO_ARQ, known);
        }
        this.leftToArq = known;
    }

    boolean isLeftToArq(Op op) {
        return leftToArq.contains(op);
    }

    @Override
    public void leaveToArq(Op op) {
        if (cites()) {
            throw new UncitedException();
        }
        leftToArq.add(op);
        meter().leftToArq();
    }

    @Override
    public QueryIterator executeByArq(Op op, QueryIterator input) {
        return executor.executeByArq(op, input);
    }

    @Override
    public DatasetView view() {
        return dataset.view();
    }

    @Override
    public GraphSet activeGraphs() {
        return active.graphs();
    }

    @Override
    public Node activeGraphName() {
        Node name = active.getGraphName();
        return name == null ? Node.ANY : name;
    }

    @Override
    public ExecutionContext context() {
        return executor.context();
    }

    @Override
    public ExecutionContext context(Node graph) {
        return ExecutionContext.copyChangeActiveGraph(context(), dataset.getGraph(graph));
    }

    @Override
    public boolean cites() {
        return context().getContext().isTrue(SnapshotExecutor.CITES);
    }

    @Override
    public Meter meter() {
        return executor.meter();
    }

    @Override
    public @Nullable Reads reads() {
        return dataset.reads();
    }

    @Override
    public Aggregation.Factory aggregations() {
        return executor.aggregations();
    }
}
