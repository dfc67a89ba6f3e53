package org.labledger.snapshot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.util.iterator.ExtendedIterator;
import org.labledger.store.ReadSet;

/** The differences between two snapshots of a home. Immutable. */
public final class Changes {

    /** Maximum number of changed quads listed. */
    private static final int MAX_QUADS = 5_000;

    private final List<Quad> quads = new ArrayList<>();

    /** Graphs whose text differs. */
    private final Set<Node> touched = new HashSet<>();

    /** Graphs whose triples differ. */
    private final Set<Node> changed = new HashSet<>();

    private final Set<Node> graphs;
    private final boolean isTooLarge;

    private Changes(Snapshot before, Snapshot after) {
        Set<Node> all = names(before);
        Set<Node> later = names(after);
        Set<Node> others = new HashSet<>(later);
        later.stream().filter(all::contains).forEach(others::remove);
        all.stream().filter(name -> !later.contains(name)).forEach(others::add);
        this.graphs = others;
        all.addAll(later);
        boolean exceeds = false;
        for (Node name : all) {
            if (before.hasSameText(name, after)) {
                continue;
            }
            touched.add(name);
            if (before.hasSameTriples(name, after)) {
                continue;
            }
            int known = quads.size();
            Graph old = before.dataset().getGraph(name);
            Graph now = after.dataset().getGraph(name);
            exceeds = !collect(name, old, now) || !collect(name, now, old);
            if (exceeds) {
                break;
            }
            if (quads.size() > known) {
                changed.add(name);
            }
        }
        this.isTooLarge = exceeds;
    }

    /** Compares two snapshots. Graphs that are known to have the same triples are not read. */
    public static Changes between(Snapshot before, Snapshot after) {
        return new Changes(before, after);
    }

    private static Set<Node> names(Snapshot snapshot) {
        Set<Node> names = new HashSet<>();
        snapshot.dataset().listGraphNodes().forEachRemaining(names::add);
        return names;
    }

    /**
     * Collects the triples that only the first graph has; returns false once there are more than
     * {@link #MAX_QUADS} quads.
     */
    private boolean collect(Node name, Graph graph, Graph other) {
        ExtendedIterator<Triple> triples = graph.find();
        try {
            while (triples.hasNext()) {
                Triple triple = triples.next();
                if (!other.contains(triple)) {
                    quads.add(Quad.create(name, triple));
                    if (quads.size() > MAX_QUADS) {
                        return false;
                    }
                }
            }
        } finally {
            triples.close();
        }
        return true;
    }

    /** Returns whether both snapshots have the same quads. */
    public boolean isEmpty() {
        return quads.isEmpty() && !isTooLarge;
    }

    /**
     * Returns whether there are more than {@value #MAX_QUADS} changed quads, so that {@link #quads}
     * is incomplete.
     */
    public boolean isTooLarge() {
        return isTooLarge;
    }

    /** Returns the names of the graphs added or removed. */
    public Set<Node> graphs() {
        return graphs;
    }

    /**
     * Returns the quads added or removed; incomplete if there are {@linkplain #isTooLarge too
     * many}.
     */
    public List<Quad> quads() {
        return quads;
    }

    /** Returns whether a result computed from these reads may differ in the later snapshot. */
    public boolean mayAffect(ReadSet reads) {
        return isTooLarge || reads.isTouchedBy(graphs, quads);
    }

    /**
     * Returns whether a graph has identical files in both snapshots, so that each of its triples
     * has the same line and column, and identical derived triples.
     */
    public boolean leavesUnchanged(Node graph) {
        return !isTooLarge && !touched.contains(graph);
    }

    /**
     * Returns whether a graph has the same triples in both snapshots, derived ones included; their
     * lines and columns may differ.
     */
    public boolean leavesTriplesUnchanged(Node graph) {
        return !isTooLarge && !changed.contains(graph);
    }
}
