package org.labledger.query;

import java.util.List;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.binding.Binding;

/**
 * A row of an answer and statements that support it: on these alone the query has the row as well.
 *
 * @param solution the row
 * @param statements the statements, each in one of the graphs that have it
 */
public record CitedSolution(Binding solution, List<Quad> statements) {}
