package org.labledger.store;

import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.graph.impl.GraphBase;
import org.apache.jena.util.iterator.ExtendedIterator;
import org.apache.jena.util.iterator.NullIterator;
import org.jspecify.annotations.Nullable;

/**
 * A read-only view of the union of some named graphs of a dataset, without copying. Up to {@value
 * #MAX_SEPARATE_LOOKUPS} graphs are searched one after the other; with more, the union of all
 * graphs is searched and filtered. Each triple is returned once.
 */
final class ChosenUnion extends GraphBase {

    private static final int MAX_SEPARATE_LOOKUPS = 32;

    private final SnapshotDataset whole;
    private final Map<Node, Graph> chosen;

    private ChosenUnion(SnapshotDataset whole, Map<Node, Graph> chosen) {
        this.whole = whole;
        this.chosen = chosen;
    }

    /**
     * Returns the union of the given graphs of a dataset.
     *
     * @param chosen named graphs of the dataset, by name
     */
    static Graph of(SnapshotDataset whole, Map<Node, Graph> chosen) {
        return switch (chosen.size()) {
            case 0 -> Graph.emptyGraph;
            case 1 -> chosen.values().iterator().next();
            default -> new ChosenUnion(whole, chosen);
        };
    }

    @Override
    protected ExtendedIterator<Triple> graphBaseFind(Triple pattern) {
        if (chosen.size() > MAX_SEPARATE_LOOKUPS) {
            return whole.allTriples()
                    .find(pattern)
                    .filterKeep(triple -> firstGraphOf(triple) != null);
        }
        ExtendedIterator<Triple> found = NullIterator.instance();
        for (Map.Entry<Node, Graph> graph : chosen.entrySet()) {
            found =
                    found.andThen(
                            graph.getValue()
                                    .find(pattern)
                                    .filterKeep(t -> graph.getKey().equals(firstGraphOf(t))));
        }
        return found;
    }

    /** Returns the first chosen graph that holds the triple, or {@code null} if none does. */
    private @Nullable Node firstGraphOf(Triple triple) {
        for (Node name : whole.graphsOf(triple)) {
            if (chosen.containsKey(name)) {
                return name;
            }
        }
        return null;
    }
}
