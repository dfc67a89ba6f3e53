package org.labledger.query;

import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;

/**
 * A triple of a CONSTRUCT or DESCRIBE and what it rests on.
 *
 * @param triple the triple
 * @param graph the graph that a CONSTRUCT of quads puts it in; {@code null} for the default graph
 * @param witnesses alternatives, as those of {@link CitedSolution}
 * @param witnessCount the number of alternatives, as that of {@link CitedSolution}
 * @param absences what was not found
 */
public record CitedTriple(
        Triple triple,
        @Nullable Node graph,
        List<Witness> witnesses,
        long witnessCount,
        List<Absence> absences) {

    /** Copies the lists. */
    public CitedTriple {
        witnesses = List.copyOf(witnesses);
        absences = List.copyOf(absences);
    }
}
