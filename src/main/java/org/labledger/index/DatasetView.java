package org.labledger.index;

import org.apache.jena.graph.Node;

/**
 * An RDF dataset over an index (SPARQL 1.1, section 13): which graphs make up the default graph,
 * and which are named graphs.
 *
 * @param index the quads
 * @param defaultGraph the graphs whose union is the default graph
 * @param namedGraphs the graphs that {@code GRAPH} can reach
 * @param hiddenGraphs graphs that only {@code GRAPH} with their IRI can reach: a variable never
 *     names them
 */
public record DatasetView(
        TripleIndex index, GraphSet defaultGraph, GraphSet namedGraphs, GraphSet hiddenGraphs) {

    /** Creates a dataset without hidden graphs. */
    public DatasetView(TripleIndex index, GraphSet defaultGraph, GraphSet namedGraphs) {
        this(index, defaultGraph, namedGraphs, GraphSet.NONE);
    }

    /** Returns the graph of this IRI that a query can name, or {@link TripleIndex#NONE}. */
    public int ordinalOf(Node name) {
        int ordinal = index.ordinalOf(name);
        return ordinal != TripleIndex.NONE
                        && (namedGraphs.contains(ordinal) || hiddenGraphs.contains(ordinal))
                ? ordinal
                : TripleIndex.NONE;
    }
}
