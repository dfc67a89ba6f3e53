package org.labledger.query;

import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/**
 * A triple that an answer rests on, and the graphs that state it.
 *
 * @param triple the triple
 * @param graphs the names of the graphs, each of which would do alone, in the order of the
 *     snapshot; never empty. Of the graphs that state the triple these are all that the query reads
 *     there: the graphs of the default graph, or the one graph of {@code GRAPH}
 */
public record Statement(Triple triple, List<Node> graphs) {

    /** Copies the list. */
    public Statement {
        graphs = List.copyOf(graphs);
    }
}
