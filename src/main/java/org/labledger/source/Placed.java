package org.labledger.source;

import org.apache.jena.sparql.core.Quad;

/**
 * A quad and where it is written.
 *
 * @param quad the quad, with the IRI of its graph
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record Placed(Quad quad, int line, int column) {}
