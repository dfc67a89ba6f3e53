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

    /** In the place of a graph: the triple was read in a union of graphs. */
    static final int ANY_GRAPH = -1;

    final DatasetView view;
    final TripleIndex index;
    final RunTerms terms;
    final Meter meter;
    final @Nullable Reads reads;

    /** Whether steps write what supports a solution into citation registers. */
    final boolean cites;

    int[] registers = {};

    /** Supports that are more than one triple; see {@link #keep}. */
    private final List<Support> supports = new ArrayList<>();

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

    /**
     * Keeps a support, and returns what a citation register holds for it. Such a register holds
     * what one step contributes: {@link TripleIndex#NONE} for nothing, a triple id, with the graph
     * in the register after it, or a negative number for a support that is kept.
     */
    int keep(Support support) {
        meter.charge(support.size());
        supports.add(support);
        return TripleIndex.NONE - supports.size();
    }

    /** Forgets the supports that are kept. */
    void forgetSupports() {
        supports.clear();
    }

    /**
     * Adds what citation registers hold.
     *
     * @param citations the first register of each pair
     */
    void collect(Support.Collector into, int[] citations) {
        for (int register : citations) {
            int value = registers[register];
            if (value >= 0) {
                into.add(statement(value, registers[register + 1]));
            } else if (value < TripleIndex.NONE) {
                into.add(supports.get(TripleIndex.NONE - 1 - value));
            }
        }
    }

    /** Returns what citation registers hold together. */
    Support support(int[] citations) {
        Support.Collector all = new Support.Collector();
        collect(all, citations);
        return all.all();
    }

    /** Returns the number of a triple in a graph, which may be {@link #ANY_GRAPH}. */
    static long statement(int triple, int graph) {
        return ((long) triple << Integer.SIZE) | (graph & 0xffffffffL);
    }

    private Node node(int id) {
        return id < 0 ? Node.ANY : terms.term(id);
    }
}
