package org.labledger.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.jspecify.annotations.Nullable;
import org.labledger.index.GraphSet;
import org.labledger.index.IndexBuilder;
import org.labledger.index.TripleCursor;
import org.labledger.index.TripleIndex;
import org.labledger.persist.StateReader;
import org.labledger.persist.StateWriter;

/**
 * The derived triples of each data graph, as numbers of the index that holds them: eight bytes
 * each. Immutable.
 */
final class DerivedTriples {

    /**
     * The derived triples of one graph.
     *
     * @param triples in the order of derivation, in which they get into the next snapshot as well:
     *     the order of answers depends on it
     * @param sorted the same, ascending
     * @param origin the same object in two snapshots if the later one took them over
     */
    private record OfGraph(int[] triples, int[] sorted, Object origin) {

        static OfGraph of(int[] triples, Object origin) {
            int[] sorted = triples.clone();
            Arrays.sort(sorted);
            return new OfGraph(triples, sorted, origin);
        }
    }

    private final TripleIndex index;
    private final Map<Node, OfGraph> graphs;

    /** The same by the ordinal of the graph. */
    private final @Nullable OfGraph[] ordered;

    private DerivedTriples(TripleIndex index, Map<Node, OfGraph> graphs) {
        this.index = index;
        this.graphs = graphs;
        this.ordered = new OfGraph[index.graphCount()];
        for (int graph = 0; graph < ordered.length; graph++) {
            ordered[graph] = graphs.get(index.terms().term(index.graphName(graph)));
        }
    }

    /** Returns the index that the numbers are of. */
    TripleIndex index() {
        return index;
    }

    /**
     * Writes the derived triples.
     *
     * @param order the graphs that the reader reads them for
     */
    void write(StateWriter out, Collection<Node> order) throws IOException {
        for (Node graph : order) {
            OfGraph derived = graphs.get(graph);
            out.writeInts(derived == null ? new int[0] : derived.triples);
        }
    }

    /** Reads derived triples that were {@linkplain #write written}, for the same graphs. */
    static DerivedTriples read(StateReader in, TripleIndex index, Collection<Node> order)
            throws IOException {
        Map<Node, OfGraph> graphs = new HashMap<>();
        for (Node graph : order) {
            graphs.put(graph, OfGraph.of(in.readInts(), new Object()));
        }
        return new DerivedTriples(index, graphs);
    }

    /** Returns whether a quad is derived. */
    boolean contains(Quad quad) {
        OfGraph derived = graphs.get(quad.getGraph());
        if (derived == null || derived.sorted.length == 0) {
            return false;
        }
        TripleCursor cursor = new TripleCursor(index);
        cursor.open(
                index.terms().idOf(quad.getSubject()),
                index.terms().idOf(quad.getPredicate()),
                index.terms().idOf(quad.getObject()),
                GraphSet.ALL);
        int triple = cursor.next();
        return triple != TripleIndex.NONE && Arrays.binarySearch(derived.sorted, triple) >= 0;
    }

    /**
     * Returns whether a triple of a graph is derived.
     *
     * @param graph the ordinal of the graph in the {@link #index}
     * @param triple the id of the triple there
     */
    boolean contains(int graph, int triple) {
        OfGraph derived = ordered[graph];
        return derived != null && Arrays.binarySearch(derived.sorted, triple) >= 0;
    }

    /** Returns whether the derived triples of a graph are known, even if there are none. */
    boolean knows(Node graph) {
        return graphs.containsKey(graph);
    }

    /** Returns whether a graph has the same derived triples in another snapshot. */
    boolean isSame(Node graph, DerivedTriples other) {
        return isTakenOver(graph, other) || set(graph).equals(other.set(graph));
    }

    /**
     * Returns whether the derived triples of a graph were taken over between two snapshots, which
     * is done only if it states the same triples in both.
     */
    boolean isTakenOver(Node graph, DerivedTriples other) {
        OfGraph mine = graphs.get(graph);
        OfGraph theirs = other.graphs.get(graph);
        return mine != null && theirs != null && mine.origin == theirs.origin;
    }

    private Set<Triple> set(Node graph) {
        Set<Triple> triples = new HashSet<>();
        OfGraph derived = graphs.get(graph);
        if (derived != null) {
            for (int triple : derived.triples) {
                triples.add(index.triple(triple));
            }
        }
        return triples;
    }

    /** Adds derived triples to an index, and finds them in it when it is built. */
    static final class Builder {

        /** Terms of the derived triples of one graph, three for each. */
        private record Pending(Node graph, int[] terms, Object origin) {}

        private final IndexBuilder index;
        private final List<Pending> pending = new ArrayList<>();

        /** Term ids of the index being built, by those of an earlier one; -1 if not known yet. */
        private int @Nullable [] taken;

        Builder(IndexBuilder index) {
            this.index = index;
        }

        /** Adds the triples derived from a graph. */
        void add(Node graph, Set<Triple> triples) {
            int[] terms = new int[3 * triples.size()];
            int ordinal = triples.isEmpty() ? 0 : index.graph(index.term(graph));
            int at = 0;
            for (Triple triple : triples) {
                int s = index.term(triple.getSubject());
                int p = index.term(triple.getPredicate());
                int o = index.term(triple.getObject());
                index.add(ordinal, s, p, o);
                terms[at++] = s;
                terms[at++] = p;
                terms[at++] = o;
            }
            pending.add(new Pending(graph, terms, new Object()));
        }

        /**
         * Adds the derived triples that a graph has in an earlier snapshot, always the same one;
         * {@linkplain #knows it must know} them.
         */
        void addFrom(DerivedTriples before, Node graph) {
            OfGraph derived = before.graphs.get(graph);
            int[] triples = derived == null ? new int[0] : derived.triples;
            int[] terms = new int[3 * triples.length];
            int ordinal = triples.length == 0 ? 0 : index.graph(index.term(graph));
            int at = 0;
            for (int triple : triples) {
                int s = term(before.index.subject(triple), before.index);
                int p = term(before.index.predicate(triple), before.index);
                int o = term(before.index.object(triple), before.index);
                index.add(ordinal, s, p, o);
                terms[at++] = s;
                terms[at++] = p;
                terms[at++] = o;
            }
            pending.add(new Pending(graph, terms, derived == null ? new Object() : derived.origin));
        }

        private int term(int id, TripleIndex before) {
            int[] known = taken;
            if (known == null) {
                known = new int[before.terms().size()];
                Arrays.fill(known, -1);
                taken = known;
            }
            if (known[id] < 0) {
                known[id] = index.term(before.terms().term(id));
            }
            return known[id];
        }

        /** Returns the derived triples, found in the index that was built with them. */
        DerivedTriples build(TripleIndex built) {
            Map<Node, OfGraph> graphs = new HashMap<>();
            TripleCursor cursor = new TripleCursor(built);
            for (Pending each : pending) {
                int[] triples = new int[each.terms.length / 3];
                for (int i = 0; i < triples.length; i++) {
                    cursor.open(
                            each.terms[3 * i],
                            each.terms[3 * i + 1],
                            each.terms[3 * i + 2],
                            GraphSet.ALL);
                    triples[i] = cursor.next();
                }
                graphs.put(each.graph, OfGraph.of(triples, each.origin));
            }
            return new DerivedTriples(built, graphs);
        }
    }
}
