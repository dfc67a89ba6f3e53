package org.labledger.query;

import java.util.List;
import org.apache.jena.sparql.core.Var;

/** The answer to a query with the statements that each part of it rests on. */
public sealed interface CitedAnswer {

    /**
     * The answer to a SELECT.
     *
     * @param variables the projected variables, in order
     * @param rows the rows, as many and in the same order as without citations
     */
    record Solutions(List<Var> variables, List<CitedSolution> rows) implements CitedAnswer {

        /** Copies the lists. */
        public Solutions {
            variables = List.copyOf(variables);
            rows = List.copyOf(rows);
        }
    }

    /**
     * The answer to an ASK.
     *
     * @param support of true: a first solution of the pattern; of false: the pattern as an absence,
     *     and an empty solution
     */
    record Truth(boolean value, CitedSolution support) implements CitedAnswer {}

    /**
     * The answer to a CONSTRUCT or DESCRIBE.
     *
     * @param triples the triples, in the same order as without citations
     */
    record Triples(List<CitedTriple> triples) implements CitedAnswer {

        /** Copies the list. */
        public Triples {
            triples = List.copyOf(triples);
        }
    }
}
