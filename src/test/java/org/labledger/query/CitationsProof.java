package org.labledger.query;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.labledger.store.GraphChoice;

/**
 * The proof that a row of an answer follows from what is cited for it: the query, evaluated by its
 * definitions on the cited quads alone, gives the row again. It knows nothing of the engine that
 * cites.
 *
 * <p>A citation shows what is there, so it cannot show what {@code NOT EXISTS}, {@code MINUS} and
 * an {@code OPTIONAL} without a match rest on; on fewer quads these hold all the more. {@code
 * LIMIT} and {@code OFFSET} of the query itself are left out.
 */
final class CitationsProof {

    private CitationsProof() {}

    /**
     * A row and what is cited for it.
     *
     * @param row the terms by variable
     * @param cited quads of the data, with the names of their graphs
     */
    record CitedRow(Map<Var, Node> row, List<Quad> cited) {}

    /** What is proved to cite rightly: it answers a query with rows and their quads. */
    @FunctionalInterface
    interface Citing {
        List<CitedRow> rows(Query query) throws Exception;
    }

    /**
     * Returns the first row that does not follow from its quads, or whose quads are not all in the
     * data, with the reason; nothing if there is none.
     *
     * @param query a SELECT
     * @param data all quads that may be cited
     * @throws ReferenceEvaluator.TooLargeException if the definitions take too long to evaluate
     */
    static Optional<String> failure(
            Citing citing, Query query, GraphChoice graphs, Collection<Quad> data)
            throws Exception {
        HashSet<Quad> known = new HashSet<>(data);
        for (CitedRow row : citing.rows(query)) {
            if (!known.containsAll(row.cited())) {
                return Optional.of("cites what is not in the data: " + row);
            }
            if (!follows(query, graphs, row.row(), row.cited())) {
                return Optional.of("does not follow from its quads: " + row);
            }
        }
        return Optional.empty();
    }

    /** Returns whether a query has a row on some quads alone. */
    static boolean follows(
            Query query, GraphChoice graphs, Map<Var, Node> row, Collection<Quad> quads) {
        List<Map<Var, Node>> solutions =
                QueryComparison.withReference(
                        quads, graphs.over(query), reference -> reference.solutions(query));
        return solutions.stream().anyMatch(solution -> projected(query, solution).equals(row));
    }

    /** Returns what the answer shows of a solution. */
    static Map<Var, Node> projected(Query query, Map<Var, Node> solution) {
        Map<Var, Node> row = new HashMap<>(solution);
        row.keySet().retainAll(query.getProjectVars());
        return row;
    }
}
