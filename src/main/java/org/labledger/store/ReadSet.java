package org.labledger.store;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;

/**
 * The quad patterns that an evaluation looked for in a snapshot. Whatever it computes is computed
 * from their matches alone; so on a later snapshot that has the same matches for each of them, it
 * would compute the same again.
 *
 * <p>A pattern is kept as a hash of 64 bits. Where two have the same hash, or where there are too
 * many to keep, an evaluation counts as touched that was not, never the other way round.
 *
 * <p>To be used by one thread at a time.
 */
public final class ReadSet {

    /** About 2 MB; a query that looks for more looks for nearly everything. */
    private static final int MOST = 40_000;

    private static final int ANY = 0x5bd1e995;

    private final Set<Long> patterns = new HashSet<>();
    private final Set<Node> graphs = new HashSet<>();
    private boolean isGraphNames;
    private boolean isEverything;

    /** Notes that the quads of a pattern were looked for; a node that is no term stands for any. */
    void pattern(Node graph, Node subject, Node predicate, Node object) {
        if (isEverything) {
            return;
        }
        int s = hash(subject);
        int p = hash(predicate);
        int o = hash(object);
        if (s == ANY && p == ANY && o == ANY && !graph.isConcrete()) {
            everything();
            return;
        }
        patterns.add(pattern(hash(graph), s, p, o));
        if (patterns.size() > MOST) {
            everything();
        }
    }

    /** Notes that it mattered whether there is a graph. */
    void graph(Node name) {
        graphs.add(name);
    }

    /** Notes that it mattered which graphs there are. */
    void graphNames() {
        isGraphNames = true;
    }

    /** Notes that anything may have mattered. */
    void everything() {
        isEverything = true;
        patterns.clear();
    }

    /**
     * Returns whether the evaluation may come to another result after some changes.
     *
     * @param changedGraphs the names of the graphs that were added or removed
     * @param changedQuads the quads that were added or removed
     */
    public boolean isTouchedBy(Set<Node> changedGraphs, Collection<Quad> changedQuads) {
        return (isGraphNames && !changedGraphs.isEmpty())
                || !Collections.disjoint(graphs, changedGraphs)
                || changedQuads.stream().anyMatch(this::mayMatch);
    }

    /** Returns whether a quad, were it there or not there, may have made a difference. */
    public boolean mayMatch(Quad quad) {
        if (isEverything) {
            return true;
        }
        int[] terms = {
            hash(quad.getGraph()),
            hash(quad.getSubject()),
            hash(quad.getPredicate()),
            hash(quad.getObject())
        };
        for (int mask = 0; mask < 16; mask++) {
            long pattern =
                    pattern(
                            (mask & 8) == 0 ? ANY : terms[0],
                            (mask & 4) == 0 ? ANY : terms[1],
                            (mask & 2) == 0 ? ANY : terms[2],
                            (mask & 1) == 0 ? ANY : terms[3]);
            if (patterns.contains(pattern)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(Node node) {
        return node.isConcrete() ? node.hashCode() : ANY;
    }

    private static long pattern(int graph, int subject, int predicate, int object) {
        long hash = mixed(graph);
        hash = mixed(hash * 31 + subject);
        hash = mixed(hash * 31 + predicate);
        return mixed(hash * 31 + object);
    }

    /** Spreads the bits: the constants are those of SplittableRandom (Steele et al., 2014). */
    private static long mixed(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
