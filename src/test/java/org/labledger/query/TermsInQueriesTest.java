package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.shared.PrefixMapping;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.util.FmtUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.syntax.QueryText;
import org.labledger.term.SortKey;
import org.labledger.term.Terms;

/** Whatever the terms, a query sorts, compares, groups and joins them, and never fails. */
class TermsInQueriesTest {

    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();
    private static final Engine ENGINE = new Engine(Limits.STANDARD);

    private static final List<Node> TERMS =
            Terms.all().stream().filter(term -> !term.isBlank()).toList();

    private static final String VALUES =
            TERMS.stream()
                    .map(term -> FmtUtils.stringForNode(term, (PrefixMapping) null))
                    .collect(Collectors.joining(" "));

    @Test
    void areSorted() throws Exception {
        List<Node> expected = new ArrayList<>(TERMS);
        expected.sort(SortKey.BY_VALUE);

        assertEquals(expected, column("SELECT ?x { VALUES ?x { " + VALUES + " } } ORDER BY ?x"));
        assertEquals(
                expected.subList(0, 7),
                column("SELECT ?x { VALUES ?x { " + VALUES + " } } ORDER BY ?x LIMIT 7"));
        assertEquals(
                expected.getFirst(),
                column("SELECT (MIN(?y) AS ?x) { VALUES ?y { " + VALUES + " } }").getFirst());
        assertEquals(
                expected.getLast(),
                column("SELECT (MAX(?y) AS ?x) { VALUES ?y { " + VALUES + " } }").getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (COUNT(*) AS ?n) ?x { $X } GROUP BY ?x ORDER BY DESC(?x)",
                "SELECT DISTINCT ?x { $X } ORDER BY ?x",
                "SELECT (COUNT(DISTINCT ?x) AS ?n) (GROUP_CONCAT(DISTINCT ?x) AS ?c) (SUM(?x) AS ?s)"
                        + " (AVG(?x) AS ?a) (SAMPLE(?x) AS ?e) { $X }",
                "SELECT (MIN(DISTINCT ?x) AS ?a) (MAX(DISTINCT ?x) AS ?b) { $X }",
                "SELECT * { { $X } { $X } }",
                "SELECT * { { $X } OPTIONAL { $X } }",
                "SELECT * { { $X } MINUS { $X } }",
                "SELECT * { $X OPTIONAL { ?x ?x ?x . ?x ?y ?z } }",
                "SELECT * { $X FILTER NOT EXISTS { ?x ?x ?x . ?x ?y ?z } }",
                "SELECT * { $X OPTIONAL { GRAPH ?x { ?a ?b ?c } } }",
                "SELECT * { $X ?x <urn:p>* ?y }",
                "SELECT * { $X ?y <urn:p>? ?x }",
                "CONSTRUCT { ?x ?x ?x } { $X }",
                "CONSTRUCT { <urn:s> <urn:p> ?x } { $X }",
                "DESCRIBE ?x { $X }",
                "SELECT * { $X $Y } ORDER BY ?x ?y LIMIT 3",
                "SELECT * { $X $Y FILTER (?x = ?y) }",
                "SELECT * { $X $Y FILTER (?x != ?y) }",
                "SELECT * { $X $Y FILTER (?x < ?y || ?x >= ?y) }",
                "SELECT * { $X $Y FILTER (?x > ?y || ?x <= ?y) }",
                "SELECT * { $X $Y FILTER (?x IN (?y, 1)) }",
                "SELECT * { $X $Y FILTER (sameTerm(?x, ?y)) }",
                "SELECT (?x + ?y AS ?a) (?x - ?y AS ?b) (?x * ?y AS ?c) (?x / ?y AS ?d) { $X $Y }",
                "SELECT (!?x AS ?a) (-?x AS ?b) (+?x AS ?c) (IF(?x, 1, 2) AS ?d) { $X }",
                "SELECT (YEAR(?x) AS ?a) (MONTH(?x) AS ?b) (DAY(?x) AS ?c) (HOURS(?x) AS ?d)"
                        + " (MINUTES(?x) AS ?e) (SECONDS(?x) AS ?f) (TZ(?x) AS ?g)"
                        + " (TIMEZONE(?x) AS ?h) { $X }",
                "SELECT (STRLEN(?x) AS ?a) (SUBSTR(?x, 1) AS ?b) (UCASE(?x) AS ?c) (CONCAT(?x, ?x)"
                        + " AS ?d) (STR(?x) AS ?e) (LANG(?x) AS ?f) (DATATYPE(?x) AS ?g) (MD5(?x)"
                        + " AS ?h) (ENCODE_FOR_URI(?x) AS ?i) { $X }",
                "SELECT (STRBEFORE(?x, ?y) AS ?a) (STRAFTER(?x, ?y) AS ?b) (CONTAINS(?x, ?y) AS ?c)"
                        + " (STRSTARTS(?x, ?y) AS ?d) (LANGMATCHES(?x, ?y) AS ?e) (STRLANG(?x, ?y)"
                        + " AS ?f) (STRDT(?x, ?y) AS ?g) { $X $Y }",
                "SELECT (ABS(?x) AS ?a) (ROUND(?x) AS ?b) (CEIL(?x) AS ?c) (FLOOR(?x) AS ?d) { $X }",
                "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT (xsd:integer(?x) AS ?a)"
                        + " (xsd:decimal(?x) AS ?b) (xsd:double(?x) AS ?c) (xsd:float(?x) AS ?d)"
                        + " (xsd:boolean(?x) AS ?e) (xsd:string(?x) AS ?f) (xsd:dateTime(?x) AS ?g)"
                        + " (xsd:date(?x) AS ?h) (xsd:duration(?x) AS ?i) (xsd:byte(?x) AS ?j)"
                        + " (xsd:time(?x) AS ?k) (xsd:gYear(?x) AS ?l) (xsd:anyURI(?x) AS ?m) { $X }",
                "SELECT (IRI(?x) AS ?a) (BNODE(?x) AS ?b) (TRIPLE(?x, ?x, ?x) AS ?c) (SUBJECT(?x)"
                        + " AS ?d) (isNumeric(?x) AS ?e) (REGEX(?x, ?x) AS ?f) (REPLACE(?x, ?x, ?x)"
                        + " AS ?g) { $X }",
            })
    void neverFail(String query) throws Exception {
        ENGINE.answer(
                QueryText.parse(
                        query.replace("$X", "VALUES ?x { " + VALUES + " }")
                                .replace("$Y", "VALUES ?y { " + VALUES + " }")),
                BindingFactory.empty(),
                LIBRARY);
    }

    /** TRIPLE of SPARQL 1.2: no triple term has a literal or another one as its subject. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BIND(<<( ?x <urn:p> ?x )>> AS ?t)",
                "BIND(<<( <urn:s> <urn:p> <<( ?x <urn:p> 2 )>> )>> AS ?t)",
                "BIND(IF(true, <<( ?x <urn:p> 2 )>>, 1) AS ?t)",
                "BIND(COALESCE(<<( ?x <urn:p> 2 )>>) AS ?t)",
                "BIND(1 AS ?t) FILTER(isTriple(<<( ?x <urn:p> 2 )>>))",
                "{ SELECT ?x (<<( ?x <urn:p> 2 )>> AS ?t) { VALUES ?x { 1 <urn:x> } } }",
                "BIND(1 AS ?t) FILTER(<<( ?x <urn:p> 2 )>> = <<( ?x <urn:p> 2.0 )>>)",
            })
    void neverStandWhereATermCannot(String pattern) throws Exception {
        List<Binding> rows =
                rows(
                        "SELECT ?x { VALUES ?x { 1 <urn:x> <<( <urn:a> <urn:b> 1 )>> } "
                                + pattern
                                + " FILTER(BOUND(?t)) }");

        assertEquals(1, rows.size(), rows.toString());
    }

    /** What cannot stand in a triple matches nothing; it does not take its solution away. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    BIND(1 AS ?p) FILTER NOT EXISTS { ?s ?p ?o . ?x ?y ?z }                   | 1
                    BIND(1 AS ?p) FILTER EXISTS { ?s ?p ?o . ?x ?y ?z }                       | 0
                    BIND(1 AS ?p) OPTIONAL { ?s ?p ?o . ?x ?y ?z }                            | 1
                    BIND(BNODE() AS ?p) OPTIONAL { ?s ?p ?o . ?x ?y ?z }                      | 1
                    BIND(BNODE() AS ?p) FILTER NOT EXISTS { ?s ?p ?o . ?x ?y ?z }             | 1
                    BIND(<<( <urn:a> <urn:b> 1 )>> AS ?p) OPTIONAL { ?s ?p ?o . ?x ?y ?z }    | 1
                    VALUES ?p { 1 <urn:x> } OPTIONAL { ?s ?p ?o . ?x ?y ?z }                  | 2
                    VALUES ?p { 1 } MINUS { ?s ?p ?o . ?x ?y ?z }                             | 1
                    VALUES ?p { 1 } { ?s ?p ?o . ?x ?y ?z } UNION { BIND(2 AS ?q) }           | 1
                    BIND(1 AS ?g) OPTIONAL { GRAPH ?g { ?s ?p ?o . ?x ?y ?z } }               | 1
                    { SELECT ?t { ?s a ?t } } { SELECT DISTINCT ?t { ?x a ?t } } FILTER(?t = <https://library.example/vocab#Book>) | 4
                    VALUES ?x { <urn:absent> } ?x <urn:p>* ?y                                 | 0
                    VALUES ?x { <urn:absent> } ?x <urn:p>* <urn:absent>                       | 1
                    <urn:absent> <urn:p>* ?y                                                  | 1
                    """)
    void matchNothingWhereTheyCannotStand(String pattern, int rows) throws Exception {
        assertEquals(rows, rows("SELECT * { " + pattern + " }").size());
    }

    @Test
    void pathsBetweenTwoTermsLeadToTheVeryTerm(@TempDir Path folder) throws Exception {
        Snapshot numbers =
                HomeFolder.in(folder).with("data/n.ttl", "<urn:s> <urn:p> 1.0 , <urn:t> .").load();

        for (String path : List.of("<urn:p>+", "<urn:p>/<urn:q>*", "(<urn:p>|<urn:q>)+")) {
            for (String end : List.of("1", "1.00", "\"1\"")) {
                assertEquals(
                        new Answer.Truth(false),
                        ENGINE.answer(
                                QueryText.parse("ASK { <urn:s> " + path + " " + end + " }"),
                                BindingFactory.empty(),
                                numbers));
            }
            assertEquals(
                    new Answer.Truth(true),
                    ENGINE.answer(
                            QueryText.parse("ASK { <urn:s> " + path + " 1.0 }"),
                            BindingFactory.empty(),
                            numbers));
        }
    }

    /** BNODE(label) is one node per solution (SPARQL 1.2, section 17.4.2.9). */
    @Test
    void labelledBlankNodesAreThoseOfTheirSolution() throws Exception {
        List<Binding> rows =
                rows(
                        "SELECT * { VALUES ?i { 1 2 3 } BIND(BNODE(\"a\") AS ?x) BIND(BNODE(\"a\") AS"
                                + " ?y) BIND(BNODE(\"b\") AS ?z) }");

        for (Binding row : rows) {
            assertEquals(row.get("x"), row.get("y"));
        }
        assertEquals(
                6,
                rows.stream()
                        .flatMap(row -> List.of(row.get("x"), row.get("z")).stream())
                        .distinct()
                        .count());
    }

    /** Joins of tables with unbound cells, against the definitions of section 18.4. */
    @Test
    void unboundCellsAreCompatibleWithAnything() throws Exception {
        Random random = new Random(12);
        for (int i = 0; i < 300; i++) {
            List<Map<String, Integer>> left = table(random);
            List<Map<String, Integer>> right = table(random);
            String tables = "{ { " + values(left) + " } %s { " + values(right) + " } }";

            List<Map<String, Integer>> joined = new ArrayList<>();
            List<Map<String, Integer>> optional = new ArrayList<>();
            List<Map<String, Integer>> minus = new ArrayList<>();
            for (Map<String, Integer> a : left) {
                boolean isJoined = false;
                boolean isDropped = false;
                for (Map<String, Integer> b : right) {
                    boolean isCompatible =
                            a.keySet().stream()
                                    .allMatch(v -> !b.containsKey(v) || b.get(v).equals(a.get(v)));
                    if (isCompatible) {
                        isJoined = true;
                        isDropped |= !Collections.disjoint(a.keySet(), b.keySet());
                        Map<String, Integer> both = new HashMap<>(a);
                        both.putAll(b);
                        joined.add(both);
                        optional.add(both);
                    }
                }
                if (!isJoined) {
                    optional.add(a);
                }
                if (!isDropped) {
                    minus.add(a);
                }
            }
            assertEquals(
                    counted(joined), counted(maps("SELECT * " + tables.formatted(""))), tables);
            assertEquals(
                    counted(optional),
                    counted(maps("SELECT * " + tables.formatted("OPTIONAL"))),
                    tables);
            assertEquals(
                    counted(minus), counted(maps("SELECT * " + tables.formatted("MINUS"))), tables);
        }
    }

    private static List<Map<String, Integer>> table(Random random) {
        List<Map<String, Integer>> rows = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Map<String, Integer> row = new HashMap<>();
            for (String variable : List.of("a", "b", "c")) {
                if (random.nextInt(3) > 0) {
                    row.put(variable, 1 + random.nextInt(2));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private static String values(List<Map<String, Integer>> rows) {
        return rows.stream()
                .map(row ->
                        List.of("a", "b", "c").stream()
                                .map(v -> row.containsKey(v) ? String.valueOf(row.get(v)) : "UNDEF")
                                .collect(Collectors.joining(" ", "(", ")")))
                .collect(Collectors.joining(" ", "VALUES (?a ?b ?c) { ", " }"));
    }

    private static List<Map<String, Integer>> maps(String query) throws Exception {
        return rows(query).stream()
                .map(row -> {
                    Map<String, Integer> map = new HashMap<>();
                    row.forEach((v, term) ->
                            map.put(v.getVarName(), Integer.valueOf(term.getLiteralLexicalForm())));
                    return map;
                })
                .toList();
    }

    private static Map<Map<String, Integer>, Long> counted(List<Map<String, Integer>> rows) {
        return rows.stream().collect(Collectors.groupingBy(row -> row, Collectors.counting()));
    }

    private static List<Node> column(String query) throws Exception {
        return rows(query).stream().map(row -> row.get(Var.alloc("x"))).toList();
    }

    private static List<Binding> rows(String query) throws Exception {
        return ((Answer.Solutions)
                        ENGINE.answer(QueryText.parse(query), BindingFactory.empty(), LIBRARY))
                .rows();
    }
}
