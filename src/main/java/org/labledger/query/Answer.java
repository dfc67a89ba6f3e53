package org.labledger.query;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryDeniedException;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.labledger.search.SearchIndex;
import org.labledger.store.Ledger;

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

    /**
     * Asks a snapshot.
     *
     * @param query the query; it is not changed
     * @param values the terms that stand in for variables of the query
     * @param ledger the snapshot
     * @param limits what the query may use
     * @return the whole answer
     * @throws LimitException if the query goes over a limit
     */
    static Answer of(Query query, Binding values, Ledger ledger, Limits limits)
            throws LimitException {
        SearchIndex.of(ledger); // text:query may be used
        try (QueryExec execution =
                QueryExec.dataset(ledger.dataset())
                        .query(query)
                        .substitution(values)
                        .set(ARQ.httpServiceAllowed, false)
                        .timeout(limits.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .build()) {
            if (query.isSelectType()) {
                RowSet rows = execution.select();
                return new Solutions(List.copyOf(rows.getResultVars()), collect(rows, limits));
            } else if (query.isAskType()) {
                return new Truth(execution.ask());
            } else if (query.isConstructQuad()) {
                return new Quads(
                        collect(execution.constructQuads(), limits).stream().distinct().toList());
            }
            Iterator<Triple> triples =
                    query.isConstructType()
                            ? execution.constructTriples()
                            : execution.describeTriples();
            return new Triples(collect(triples, limits).stream().distinct().toList());
        } catch (QueryCancelledException e) {
            LimitException exception =
                    new LimitException(
                            "The query did not finish within "
                                    + limits.timeout().toSeconds()
                                    + " seconds and was stopped. Ask for less at once, or make"
                                    + " the patterns more specific.");
            exception.initCause(e);
            throw exception;
        } catch (QueryDeniedException e) {
            LimitException exception =
                    new LimitException(
                            "The query asks another endpoint with SERVICE, which is not allowed"
                                    + " here.");
            exception.initCause(e);
            throw exception;
        }
    }

    private static <T> List<T> collect(Iterator<T> iterator, Limits limits) throws LimitException {
        List<T> list = new ArrayList<>();
        while (iterator.hasNext()) {
            if (list.size() >= limits.rows()) {
                throw new LimitException(
                        "The answer has more than "
                                + limits.rows()
                                + " rows. Use LIMIT, or take the data as a dump.");
            }
            list.add(iterator.next());
        }
        return list;
    }
}
