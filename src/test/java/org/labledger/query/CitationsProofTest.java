package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;
import org.labledger.query.CitationsProof.CitedRow;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.QueryText;

/** {@link CitationsProof} accepts citations that suffice, and no others. */
class CitationsProofTest {

    private static final List<Quad> DATA = new ArrayList<>();

    static {
        RDFParser.fromString(
                        """
                        <ex:g> { <ex:a> <ex:p> <ex:b> , <ex:c> . <ex:b> <ex:p> <ex:c> . <ex:c> <ex:q> 1 , 2 }
                        <ex:h> { <ex:a> <ex:p> <ex:b> . <ex:b> <ex:q> 3 }
                        """,
                        Lang.TRIG)
                .toDatasetGraph()
                .find()
                .forEachRemaining(DATA::add);
    }

    /** With the number of quads that are cited for all rows, if none of a row's can be left out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SELECT * { ?x <ex:q> ?y }                                                   | 3
                    SELECT * { ?x <ex:p> ?y . ?y <ex:q> ?z }                                    | 10
                    SELECT * { <ex:a> <ex:p>/<ex:p>/<ex:q> ?z }                                 | 6
                    SELECT DISTINCT ?y { <ex:a> <ex:p>+ ?y }                                    | 3
                    SELECT * { GRAPH ?g { ?x <ex:q> ?y } }                                      | 3
                    SELECT * { GRAPH ?g { ?x <ex:p> ?y } GRAPH ?h { ?y <ex:q> ?z } }            | 12
                    SELECT ?x { ?x <ex:p> ?y FILTER EXISTS { ?y <ex:q> ?z } }                   | 6
                    SELECT ?x { ?x <ex:p> ?y FILTER NOT EXISTS { ?y <ex:r> ?z } }               | 3
                    SELECT * { ?x <ex:p> ?y OPTIONAL { ?y <ex:q> ?z FILTER(?z > 2) } }          | 4
                    SELECT (COUNT(*) AS ?n) (SUM(?y) AS ?s) { ?x <ex:q> ?y }                    | 3
                    SELECT (MAX(?y) AS ?m) { ?x <ex:q> ?y }                                     | 1
                    SELECT * { { ?x <ex:q> 1 } UNION { ?x <ex:q> 3 } MINUS { ?x <ex:r> ?y } }   | 2
                    SELECT * { { SELECT ?y (COUNT(?x) AS ?n) { ?x <ex:p> ?y } GROUP BY ?y } }   | 3
                    SELECT ?x { ?x <ex:q> ?y } ORDER BY ?y LIMIT 1                              | 3
                    """)
    void acceptsWhatSufficesAndNothingLess(String text, int total) throws Exception {
        Query query = QueryText.parse(text);
        List<CitedRow> rows = new ArrayList<>();
        for (Map<Var, Node> solution :
                QueryComparison.withReference(
                        DATA, GraphChoice.NONE, reference -> reference.solutions(query))) {
            Map<Var, Node> row = CitationsProof.projected(query, solution);
            rows.add(new CitedRow(row, needed(query, row, DATA)));
        }

        assertEquals(Optional.empty(), failure(query, rows));
        assertEquals(total, rows.stream().mapToInt(row -> row.cited().size()).sum());
        for (CitedRow row : rows) {
            for (Quad quad : row.cited()) {
                List<Quad> less = new ArrayList<>(row.cited());
                less.remove(quad);
                assertTrue(
                        failure(query, List.of(new CitedRow(row.row(), less))).isPresent(),
                        () -> row + " without " + quad);
            }
        }
    }

    @Test
    void refusesQuadsThatAreNotInTheData() throws Exception {
        Query query = QueryText.parse("SELECT * { ?x <ex:q> ?y }");
        Quad known = DATA.stream().filter(q -> q.getObject().isLiteral()).findFirst().orElseThrow();
        Quad other = Quad.create(known.getSubject(), known.asTriple());
        Map<Var, Node> row =
                Map.of(Var.alloc("x"), known.getSubject(), Var.alloc("y"), known.getObject());

        assertEquals(Optional.empty(), failure(query, List.of(new CitedRow(row, List.of(known)))));
        assertTrue(failure(query, List.of(new CitedRow(row, List.of(other)))).isPresent());
    }

    /** Every row of a random query follows from all of the data. */
    @Test
    void acceptsAllOfTheData(@TempDir Path folder) throws Exception {
        int rows = 0;
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            Snapshot snapshot =
                    RandomQueriesTest.load(HomeFolder.in(folder), RandomData.quads(random, 3, 30));
            List<Quad> quads = QueryComparison.quads(snapshot);
            for (int i = 0; i < 20; i++) {
                Query query = QueryText.parse(new RandomQueries(random, 3).select().toString());
                Set<CitedRow> cited = new HashSet<>();
                try {
                    QueryComparison.withReference(
                                    quads,
                                    GraphChoice.NONE,
                                    reference -> reference.solutions(query))
                            .forEach(solution ->
                                    cited.add(
                                            new CitedRow(
                                                    CitationsProof.projected(query, solution),
                                                    quads)));
                    List<CitedRow> some = cited.stream().limit(3).toList();
                    rows += some.size();
                    assertEquals(
                            Optional.empty(),
                            CitationsProof.failure(q -> some, query, GraphChoice.NONE, quads));
                } catch (ReferenceEvaluator.TooLargeException e) {
                    continue;
                }
            }
        }
        assertTrue(rows > 20, "rows: " + rows);
    }

    private static Optional<String> failure(Query query, List<CitedRow> rows) throws Exception {
        return CitationsProof.failure(q -> rows, query, GraphChoice.NONE, DATA);
    }

    /** Leaves out one quad after the other, if the row follows without it. */
    private static List<Quad> needed(Query query, Map<Var, Node> row, List<Quad> quads) {
        List<Quad> kept = new ArrayList<>(quads);
        for (Quad quad : quads) {
            List<Quad> fewer = new ArrayList<>(kept);
            fewer.remove(quad);
            if (CitationsProof.follows(query, GraphChoice.NONE, row, fewer)) {
                kept = fewer;
            }
        }
        return kept;
    }
}
