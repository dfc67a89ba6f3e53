package org.labledger.store;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.labledger.engine.Reads;

/**
 * The quad patterns that a query evaluation looked up in a snapshot. A result depends only on the
 * matches of these patterns, so it can be reused for a later snapshot in which each pattern has the
 * same matches.
 *
 * <p>Patterns are stored as 64-bit hashes. A hash collision, or more than {@value #MAX_PATTERNS}
 * patterns, can only cause a needless re-evaluation, never a stale result.
 *
 * <p>Not safe for concurrent use.
 */
public final class ReadSet implements Reads {

    /**
     * Maximum number of patterns kept (about 2 MB). A query that reads more is treated as reading
     * everything.
     */
    private static final int MAX_PATTERNS = 40_000;

    /** Hash of a wildcard. */
    private static final int ANY = 0x5bd1e995;

    private final Set<Long> patterns = new HashSet<>();
    private final Set<Node> graphs = new HashSet<>();
    private boolean includesGraphNames;
    private boolean includesEverything;

    /** Records a lookup of a quad pattern. A node that is not concrete matches any term. */
    @Override
    public void pattern(Node graph, Node subject, Node predicate, Node object) {
        if (includesEverything) {
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
        if (patterns.size() > MAX_PATTERNS) {
            everything();
        }
    }

    /** Records a test for the existence of a named graph. */
    @Override
    public void graph(Node name) {
        graphs.add(name);
    }

    /** Records a listing of the graph names. */
    @Override
    public void graphNames() {
        includesGraphNames = true;
    }

    /** Records that the result may depend on any quad. */
    void everything() {
        includesEverything = true;
        patterns.clear();
    }

    /**
     * Returns whether the result may differ after a change.
     *
     * @param changedGraphs names of the graphs added or removed
     * @param changedQuads quads added or removed
     */
    public boolean isTouchedBy(Set<Node> changedGraphs, Collection<Quad> changedQuads) {
        return (includesGraphNames && !changedGraphs.isEmpty())
                || !Collections.disjoint(graphs, changedGraphs)
                || changedQuads.stream().anyMatch(this::mayMatch);
    }

    /** Returns whether adding or removing a quad may change the result. */
    public boolean mayMatch(Quad quad) {
        if (includesEverything) {
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

    /** Mixes the bits of a hash, with the constants of SplittableRandom (Steele et al., 2014). */
    private static long mixed(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
