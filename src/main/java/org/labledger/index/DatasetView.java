package org.labledger.index;

/**
 * An RDF dataset over an index (SPARQL 1.1, section 13): which graphs make up the default graph,
 * and which are named graphs.
 *
 * @param index the quads
 * @param defaultGraph the graphs whose union is the default graph
 * @param namedGraphs the graphs that {@code GRAPH} can reach
 */
public record DatasetView(TripleIndex index, GraphSet defaultGraph, GraphSet namedGraphs) {}
