package org.labledger.result;

import java.util.List;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;

/** What a query returns: one case per query form (SPARQL 1.1, section 16). */
public sealed interface Answer {

    /**
     * The result set of a SELECT query.
     *
     * @param variables the variables, in the order of the query
     * @param rows the solutions, in the order of the result set
     */
    record Solutions(List<Var> variables, List<Binding> rows) implements Answer {

        /** Returns some of the rows: those from the given one on, at most so many. */
        public Solutions slice(int from, int most) {
            int start = Math.min(from, rows.size());
            int end = (int) Math.min((long) start + most, rows.size());
            return new Solutions(variables, rows.subList(start, end));
        }
    }

    /** The result of an ASK query. */
    record Truth(boolean value) implements Answer {}

    /** The graph of a CONSTRUCT or DESCRIBE query, without duplicates. */
    record Triples(List<Triple> triples) implements Answer {}

    /** The dataset of a CONSTRUCT query with a graph in its template, without duplicates. */
    record Quads(List<Quad> quads) implements Answer {}
}
