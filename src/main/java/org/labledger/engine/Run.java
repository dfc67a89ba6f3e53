package org.labledger.engine;

import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;
import org.labledger.index.DatasetView;
import org.labledger.index.TripleIndex;

/** The state that all steps of one plan share. Used by one thread at a time. */
final class Run {

    /** No value. */
    static final int UNBOUND = TripleIndex.ANY;

    /** Rows between two looks at the clock, minus one: a mask. */
    private static final int ROWS_PER_CHECK = 1023;

    final DatasetView view;
    final TripleIndex index;
    final RunTerms terms;
    final Meter meter;
    final @Nullable Reads reads;

    /** Whether steps write what supports a solution into citation registers. */
    final boolean cites;

    int[] registers = {};

    /** Supports that are more than one triple; see {@link Support}. */
    final List<Support> supports = new ArrayList<>();

    private int ticks;

    Run(DatasetView view, RunTerms terms, Meter meter, @Nullable Reads reads, boolean cites) {
        this.view = view;
        this.index = view.index();
        this.terms = terms;
        this.meter = meter;
        this.reads = reads;
        this.cites = cites;
    }

    /** Called for each row that is read. */
    void tick() {
        if ((++ticks & ROWS_PER_CHECK) == 0) {
            meter.check();
        }
    }

    /** Notes a lookup, if lookups are recorded; ids may be unbound. */
    void note(int graph, int subject, int predicate, int object) {
        if (reads != null) {
            reads.pattern(node(graph), node(subject), node(predicate), node(object));
        }
    }

    private Node node(int id) {
        return id < 0 ? Node.ANY : terms.term(id);
    }
}
