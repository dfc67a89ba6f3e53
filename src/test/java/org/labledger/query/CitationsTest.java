package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.util.FmtUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.store.StockStore;
import org.labledger.syntax.QueryText;

/** What answers cite, on data that can be overlooked; by plans, by grounding, and of any store. */
class CitationsTest {

    private static final Engine ENGINE = new Engine(Limits.STANDARD);
    private static final int SAYINGS = 250;

    private static Snapshot snapshot;

    /** The same data in a store that only executes queries. */
    private static Snapshot stock;

    @BeforeAll
    static void load(@TempDir Path folder) {
        List<String> lines = new ArrayList<>();
        lines.addAll(
                """
                <ex:a> <ex:p> <ex:b> <ex:g> .
                <ex:a> <ex:p> <ex:c> <ex:g> .
                <ex:b> <ex:p> <ex:c> <ex:g> .
                <ex:c> <ex:q> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <ex:g> .
                <ex:c> <ex:q> "2"^^<http://www.w3.org/2001/XMLSchema#integer> <ex:g> .
                <ex:a> <ex:p> <ex:b> <ex:h> .
                <ex:b> <ex:q> "3"^^<http://www.w3.org/2001/XMLSchema#integer> <ex:h> .
                """
                        .lines()
                        .toList());
        IntStream.range(0, SAYINGS)
                .forEach(i -> lines.add("<ex:s> <ex:says> <ex:%d> <ex:many> .".formatted(i)));
        snapshot = RandomQueriesTest.load(HomeFolder.in(folder), lines);
        stock = snapshot.in(new StockStore(snapshot));
    }

    /**
     * Rows with their witnesses: all statements of a witness are needed, {@code or} stands between
     * witnesses, {@code @} before the graphs of a statement, {@code not} before what was not found.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SELECT ?y { <ex:a> <ex:p> ?y } ORDER BY ?y                     | b: a p b @g @h; c: a p c @g
                    SELECT ?y FROM <ex:h> { <ex:a> <ex:p> ?y }                     | b: a p b @h
                    SELECT ?g { GRAPH ?g { <ex:a> <ex:p> <ex:b> } } ORDER BY ?g    | g: a p b @g; h: a p b @h
                    SELECT ?y { GRAPH <ex:h> { ?x <ex:p> ?y } }                    | b: a p b @h
                    SELECT DISTINCT ?y { GRAPH ?g { <ex:a> <ex:p> ?y FILTER(?y = <ex:b>) } } | b: a p b @g or a p b @h
                    SELECT DISTINCT ?x { ?x <ex:p> ?y } ORDER BY ?x                | a: a p b @g @h or a p c @g; b: b p c @g
                    SELECT REDUCED ?x { ?x <ex:p> ?y } ORDER BY ?x                 | a: a p b @g @h or a p c @g; b: b p c @g
                    SELECT ?x { ?x <ex:p> ?y } ORDER BY ?x ?y                      | a: a p b @g @h; a: a p c @g; b: b p c @g
                    SELECT ?y { <ex:a> <ex:p> ?y } ORDER BY ?y LIMIT 1 OFFSET 1    | c: a p c @g
                    SELECT DISTINCT ?x { { ?x <ex:q> 1 } UNION { ?x <ex:q> 2 } }   | c: c q 1 @g or c q 2 @g
                    SELECT ?y { <ex:a> <ex:p>/<ex:p> ?y }                          | c: a p b @g @h, b p c @g
                    SELECT ?y { <ex:b> <ex:p>+ ?y }                                | c: b p c @g
                    SELECT ?y { <ex:a> <ex:p>+ ?y } ORDER BY ?y                    | b: a p b @g @h; c: a p c @g
                    SELECT ?y { <ex:c> <ex:p>* ?y }                                | c: nothing
                    SELECT (COUNT(*) AS ?n) { ?x <ex:p> ?y }                       | 3: a p b @g @h, a p c @g, b p c @g
                    SELECT (COUNT(*) AS ?n) { GRAPH ?g { <ex:a> <ex:p> <ex:b> } }  | 2: a p b @g, a p b @h
                    SELECT (SUM(?y) AS ?n) { <ex:c> <ex:q> ?y }                    | 3: c q 1 @g, c q 2 @g
                    SELECT (MAX(?y) AS ?n) { ?x <ex:q> ?y }                        | 3: b q 3 @h
                    SELECT (MAX(?x) AS ?n) { ?x <ex:q> ?y }                        | c: c q 1 @g or c q 2 @g
                    SELECT ?x { ?x <ex:q> ?y } GROUP BY ?x ORDER BY ?x             | b: b q 3 @h; c: c q 1 @g or c q 2 @g
                    SELECT (COUNT(*) AS ?n) { <ex:a> <ex:r> ?x }                   | 0: nothing not <ex:a> <ex:r> ?x
                    SELECT ?x { ?x <ex:p> ?y FILTER EXISTS { ?y <ex:q> ?z } } ORDER BY ?x ?y | a: a p b @g @h, b q 3 @h; a: a p c @g, c q 1 @g or a p c @g, c q 2 @g; b: b p c @g, c q 1 @g or b p c @g, c q 2 @g
                    SELECT ?y { <ex:a> <ex:p> ?y FILTER NOT EXISTS { ?y <ex:q> 3 } } | c: a p c @g not <ex:c> <ex:q> 3
                    SELECT ?y { <ex:a> <ex:p> ?y MINUS { ?y <ex:q> 3 } }           | c: a p c @g minus <ex:c> <ex:q> 3
                    SELECT ?y { <ex:a> <ex:p> ?y OPTIONAL { ?y <ex:q> ?z FILTER(?z > 2) } } ORDER BY ?y | b: a p b @g @h, b q 3 @h; c: a p c @g optional <ex:c> <ex:q> ?z FILTER ( ?z > 2 )
                    SELECT ?y { <ex:a> <ex:p> ?y FILTER NOT EXISTS { ?y <ex:p> ?z FILTER NOT EXISTS { ?z <ex:q> 1 } } FILTER(?y = <ex:b>) } | b: a p b @g @h, c q 1 @g not <ex:b> <ex:p> ?z FILTER NOT EXISTS { ?z <ex:q> 1 }
                    SELECT ?y { { SELECT ?y { <ex:c> <ex:q> ?y } ORDER BY DESC(?y) LIMIT 1 } ?x <ex:q> ?y } | 2: c q 2 @g
                    SELECT ?y { { SELECT ?y { <ex:c> <ex:q> ?y } ORDER BY ?y LIMIT 1 OFFSET 1 } ?x <ex:q> ?y } | 2: c q 1 @g, c q 2 @g
                    SELECT ?y ?u { { SELECT ?y { <ex:c> <ex:q> ?y } ORDER BY ?y OFFSET 1 } } | 2: c q 1 @g, c q 2 @g
                    SELECT ?e { <ex:b> <ex:p> ?y BIND(EXISTS { ?y <ex:q> 1 } AS ?e) } | true: b p c @g, c q 1 @g
                    SELECT ?y { GRAPH <ex:h> { BIND(1 AS ?y) } }                   | 1: a p b @h or b q 3 @h
                    SELECT ?y { <ex:a> <ex:p> ?y GRAPH <ex:h> { <ex:a> <ex:p> ?y } } | b: a p b @h
                    ASK { <ex:a> <ex:p> <ex:b> }                                   | true: a p b @g @h
                    ASK { <ex:a> <ex:r> ?x }                                       | false: nothing not <ex:a> <ex:r> ?x
                    CONSTRUCT { ?x <ex:over> ?z } WHERE { ?x <ex:p> ?y . ?y <ex:p> ?z } | a over c: a p b @g @h, b p c @g
                    CONSTRUCT { ?x <ex:is> 1 } WHERE { ?x <ex:q> ?y FILTER(?y < 3) } | c is 1: c q 1 @g or c q 2 @g
                    DESCRIBE <ex:b>                                                | b p c: b p c @g; b q 3: b q 3 @h
                    """)
    void eachRowCitesWhatItRestsOn(String text, String expected) throws Exception {
        Query query = QueryText.parse(text);
        for (Snapshot data : List.of(snapshot, stock)) {
            assertEquals(
                    expected,
                    written(ENGINE.cited(query, BindingFactory.empty(), data, GraphChoice.NONE)));
        }
        if (query.isSelectType()) {
            try (Guard guard = new Guard(Limits.STANDARD)) {
                CitedAnswers answers = ENGINE.citing(guard, snapshot, GraphChoice.NONE.over(query));
                assertEquals(
                        expected,
                        rows(query.getProjectVars(), CitedAnswers.cited(answers.grounded(query))));
            }
        }
    }

    /**
     * Of many alternatives, and of many statements of one, the first are listed and all counted.
     */
    @Test
    void whatIsTooMuchToListIsCounted() throws Exception {
        CitedSolution alternatives = only("SELECT DISTINCT ?x { ?x <ex:says> ?y }");
        assertEquals(CitedSolution.MAX_WITNESSES, alternatives.witnesses().size());
        assertEquals(SAYINGS, alternatives.witnessCount());

        CitedSolution all = only("SELECT (COUNT(*) AS ?n) { ?x <ex:says> ?y . ?x <ex:says> ?z }");
        assertEquals(1, all.witnessCount());
        assertEquals(SAYINGS, all.witnesses().getFirst().statementCount());

        CitedSolution product =
                only(
                        "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?x { ?x <ex:says> ?y } } UNION"
                                + " { SELECT DISTINCT ?x { ?x <ex:says> ?y } } }");
        assertEquals((long) SAYINGS * SAYINGS, product.witnessCount());
    }

    /** What witnesses hold counts as memory of the query, and finding them as its time. */
    @Test
    void limitsApply() {
        String text = "SELECT DISTINCT ?x { ?x <ex:says> ?y . ?x <ex:says> ?z . ?x <ex:says> ?u }";
        Limits small = new Limits(Duration.ofSeconds(1), 1_000);
        Engine engine = new Engine(small);
        assertThrows(
                LimitException.class,
                () ->
                        engine.cited(
                                QueryText.parse(text),
                                BindingFactory.empty(),
                                stock,
                                GraphChoice.NONE));
    }

    private static CitedSolution only(String text) throws Exception {
        CitedAnswer.Solutions answer =
                (CitedAnswer.Solutions)
                        ENGINE.cited(
                                QueryText.parse(text),
                                BindingFactory.empty(),
                                snapshot,
                                GraphChoice.NONE);
        assertEquals(1, answer.rows().size());
        return answer.rows().getFirst();
    }

    private static String written(CitedAnswer answer) {
        return switch (answer) {
            case CitedAnswer.Solutions rows -> rows(rows.variables(), rows.rows());
            case CitedAnswer.Truth truth -> truth.value() + ": " + support(truth.support());
            case CitedAnswer.Triples triples ->
                    triples.triples().stream()
                            .map(t ->
                                    written(t.triple())
                                            + ": "
                                            + support(
                                                    new CitedSolution(
                                                            BindingFactory.empty(),
                                                            t.witnesses(),
                                                            t.witnessCount(),
                                                            t.absences())))
                            .collect(Collectors.joining("; "));
        };
    }

    private static String rows(List<Var> variables, List<CitedSolution> rows) {
        return rows.stream()
                .map(row -> values(variables, row.solution()) + ": " + support(row))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String values(List<Var> variables, Binding row) {
        return variables.stream()
                .map(row::get)
                .filter(Objects::nonNull)
                .map(CitationsTest::written)
                .collect(Collectors.joining(" "));
    }

    private static String support(CitedSolution row) {
        assertEquals(row.witnesses().size(), row.witnessCount());
        String witnesses =
                row.witnesses().stream()
                        .map(w ->
                                w.statements().stream()
                                        .map(CitationsTest::written)
                                        .sorted()
                                        .collect(Collectors.joining(", ")))
                        .sorted()
                        .collect(Collectors.joining(" or "));
        return (witnesses.isEmpty() ? "nothing" : witnesses)
                + row.absences().stream()
                        .map(a ->
                                switch (a.kind()) {
                                            case NOT_EXISTS -> " not ";
                                            case MINUS -> " minus ";
                                            case OPTIONAL -> " optional ";
                                        }
                                        + a.pattern())
                        .collect(Collectors.joining());
    }

    private static String written(Statement statement) {
        return written(statement.triple())
                + statement.graphs().stream()
                        .map(g -> " @" + written(g))
                        .sorted()
                        .collect(Collectors.joining());
    }

    private static String written(Triple triple) {
        return written(triple.getSubject())
                + " "
                + written(triple.getPredicate())
                + " "
                + written(triple.getObject());
    }

    private static String written(Node term) {
        return term.isURI() ? term.getURI().replace("ex:", "") : FmtUtils.stringForNode(term);
    }
}
