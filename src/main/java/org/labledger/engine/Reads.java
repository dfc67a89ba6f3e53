package org.labledger.engine;

import org.apache.jena.graph.Node;

/** Is told what an execution looks up. */
public interface Reads {

    /**
     * Called for each lookup.
     *
     * @param graph the graph's name, or {@link Node#ANY} for a union of graphs
     * @param subject the term, or {@link Node#ANY}; so are the others
     */
    void pattern(Node graph, Node subject, Node predicate, Node object);

    /** Called when it is looked up whether there is a graph. */
    void graph(Node name);

    /** Called when the names of the graphs are looked up. */
    void graphNames();
}
