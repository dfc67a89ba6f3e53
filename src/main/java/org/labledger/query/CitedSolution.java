package org.labledger.query;

import java.util.List;
import org.apache.jena.sparql.engine.binding.Binding;

/**
 * A row of an answer and what it rests on.
 *
 * @param solution the row
 * @param witnesses alternatives: each alone, with the absences, gives the row; none contains
 *     another. At most {@link #MAX_WITNESSES}; empty if the row rests on no statement
 * @param witnessCount the number of alternatives; if there are more than are listed, the number of
 *     ways in which the row comes about, in which an alternative may be counted twice
 * @param absences what was not found; at most {@link #MAX_ABSENCES}
 */
public record CitedSolution(
        Binding solution, List<Witness> witnesses, long witnessCount, List<Absence> absences) {

    /** Maximum number of alternatives that are listed. */
    public static final int MAX_WITNESSES = 100;

    /** Maximum number of absences that are listed. */
    public static final int MAX_ABSENCES = 100;

    /** Copies the lists. */
    public CitedSolution {
        witnesses = List.copyOf(witnesses);
        absences = List.copyOf(absences);
    }
}
