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

/** How one snapshot of a home differs from an earlier one. */
public final class Changes {

    /** From here on it is not worth telling which quads they are. */
    private static final int MANY = 5_000;

    private final List<Quad> quads = new ArrayList<>();
    private final Set<Node> touched = new HashSet<>();
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
        boolean many = false;
        for (Node name : all) {
            if (before.hasSameText(name, after)) {
                continue;
            }
            touched.add(name);
            Graph old = before.dataset().getGraph(name);
            Graph now = after.dataset().getGraph(name);
            many = !collect(name, old, now) || !collect(name, now, old);
            if (many) {
                break;
            }
        }
        this.isTooLarge = many;
    }

    /**
     * Compares two snapshots. What stands in the same files and follows by the same rules is the
     * same.
     */
    public static Changes between(Snapshot before, Snapshot after) {
        return new Changes(before, after);
    }

    private static Set<Node> names(Snapshot snapshot) {
        Set<Node> names = new HashSet<>();
        snapshot.dataset().listGraphNodes().forEachRemaining(names::add);
        return names;
    }

    /** Collects what one graph has and the other has not; returns whether that is not too much. */
    private boolean collect(Node name, Graph graph, Graph other) {
        ExtendedIterator<Triple> triples = graph.find();
        try {
            while (triples.hasNext()) {
                Triple triple = triples.next();
                if (!other.contains(triple)) {
                    quads.add(Quad.create(name, triple));
                    if (quads.size() > MANY) {
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

    /** Returns whether so much has changed that it is not told what. */
    public boolean isTooLarge() {
        return isTooLarge;
    }

    /** Returns the names of the graphs that have come or gone. */
    public Set<Node> graphs() {
        return graphs;
    }

    /** Returns the quads that have come or gone, unless they {@linkplain #isTooLarge are many}. */
    public List<Quad> quads() {
        return quads;
    }

    /** Returns whether what was computed from some reads may come out differently after them. */
    public boolean mayAffect(ReadSet reads) {
        return isTooLarge || reads.isTouchedBy(graphs, quads);
    }

    /**
     * Returns whether a graph's files and all that follows from them are the same in both
     * snapshots, down to the line and column of each triple.
     */
    public boolean leavesUnchanged(Node graph) {
        return !isTooLarge && !touched.contains(graph);
    }
}
