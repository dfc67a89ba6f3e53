package org.labledger.source;

import org.apache.jena.sparql.core.Quad;

/**
 * A quad with its position in the file.
 *
 * @param quad the quad, never in the default graph
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record LocatedQuad(Quad quad, int line, int column) {}
