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
 * The union of some graphs of a snapshot, without copying them: a few graphs are asked one after
 * the other, of many the union of all is asked and what is not in them left out. Either way a
 * triple comes once.
 */
final class ChosenUnion extends GraphBase {

    private static final int FEW = 32;

    private final SnapshotDataset whole;
    private final Map<Node, Graph> chosen;

    private ChosenUnion(SnapshotDataset whole, Map<Node, Graph> chosen) {
        this.whole = whole;
        this.chosen = chosen;
    }

    static Graph of(SnapshotDataset whole, Map<Node, Graph> chosen) {
        return switch (chosen.size()) {
            case 0 -> Graph.emptyGraph;
            case 1 -> chosen.values().iterator().next();
            default -> new ChosenUnion(whole, chosen);
        };
    }

    @Override
    protected ExtendedIterator<Triple> graphBaseFind(Triple pattern) {
        if (chosen.size() > FEW) {
            return whole.everything()
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

    private @Nullable Node firstGraphOf(Triple triple) {
        for (Node name : whole.graphsOf(triple)) {
            if (chosen.containsKey(name)) {
                return name;
            }
        }
        return null;
    }
}
