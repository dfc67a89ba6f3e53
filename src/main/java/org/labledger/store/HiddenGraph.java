package org.labledger.store;

import java.util.function.Supplier;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;
import org.labledger.index.DatasetView;

/**
 * A graph of a snapshot that only those requests see that name it. It is computed when it is first
 * named. Safe for concurrent use.
 */
public final class HiddenGraph {

    private final Node name;
    private @Nullable Supplier<DatasetView> computation;
    private @Nullable DatasetView view;

    /**
     * Creates a hidden graph that is not computed yet.
     *
     * @param name its IRI, which no other graph has
     * @param computation returns the dataset with this graph; called once, or again if it threw
     */
    public HiddenGraph(Node name, Supplier<DatasetView> computation) {
        this.name = name;
        this.computation = computation;
    }

    /** Returns the IRI. */
    public Node name() {
        return name;
    }

    /**
     * Returns the dataset in which the graph can be named. Blocks while it is computed, which one
     * caller does for all.
     */
    synchronized DatasetView view() {
        DatasetView known = view;
        if (known == null && computation != null) {
            known = computation.get();
            view = known;
            computation = null;
        }
        if (known == null) {
            throw new IllegalStateException("A graph has neither content nor a computation.");
        }
        return known;
    }
}
