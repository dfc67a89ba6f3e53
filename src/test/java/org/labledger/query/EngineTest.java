package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.federation.EndpointRefusedException;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.QueryText;

@Timeout(60)
class EngineTest {

    private static final Limits TIGHT =
            new Limits(Duration.ofSeconds(1), 100_000_000, 64L << 30, 64L << 20);

    private static final String A = "<https://home.test/source/a>";
    private static final String B = "<https://home.test/source/b>";

    private static Snapshot snapshot = HomeFolder.LIBRARY.load();

    @BeforeAll
    static void load(@TempDir Path folder) throws Exception {
        HomeFolder home =
                HomeFolder.in(folder).with("ontology/dataset.ttl", HomeFolder.DESCRIPTION);
        // A ring with shortcuts, in which there are paths without number.
        String links =
                IntStream.range(0, 3000)
                        .mapToObj(i ->
                                "<x:%d> <x:to> <x:%d>, <x:%d>, <x:%d> ."
                                        .formatted(
                                                i,
                                                (i + 1) % 3000,
                                                (i * 7) % 3000,
                                                (i * 13 + 5) % 3000))
                        .collect(Collectors.joining("\n"));
        home.with("data/sources/a.ttl", links);
        home.with("data/sources/b.ttl", "<x:0> <x:to> <x:1> . <x:only> <x:in> <x:b> .");
        snapshot = home.load();
    }

    /** Memory for what one branch of a union keeps, but not for what all of them keep. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "VALUES ?a { <x:0> } { SELECT ?a { ?a <x:to> ?c } LIMIT 100000 }",
                "VALUES ?a { <x:only> <x:0> } MINUS { ?a <x:to> ?c }",
            })
    void keepsWhatIsJoinedNoLongerThanNeeded(String pattern) throws Exception {
        String branches =
                IntStream.range(0, 16)
                        .mapToObj(i -> "{ " + pattern + " }")
                        .collect(Collectors.joining(" UNION "));
        Limits limits = new Limits(Duration.ofSeconds(20), 100_000, 1L << 30, 1L << 20);
        Engine engine = new Engine(limits);

        Answer answer =
                engine.answer(
                        QueryText.parse("SELECT * { " + branches + " }"),
                        BindingFactory.empty(),
                        snapshot,
                        GraphChoice.NONE);

        assertEquals(0, ((Answer.Solutions) answer).rows().size() % 16);
        assertFalse(((Answer.Solutions) answer).rows().isEmpty());
        assertEquals(0, engine.queriesLeftToArq());
    }

    /** SPARQL 1.1, section 17.3: there is no sum of strings. */
    @Test
    void doesNotAddStrings() throws Exception {
        Query query = QueryText.parse("SELECT ?n ?m { BIND(1 + 2 AS ?n) BIND('1' + '2' AS ?m) }");

        Answer answer =
                new Engine(Limits.STANDARD)
                        .answer(query, BindingFactory.empty(), snapshot, GraphChoice.NONE);

        Binding row = ((Answer.Solutions) answer).rows().getFirst();
        assertEquals("3", row.get(Var.alloc("n")).getLiteralLexicalForm());
        assertFalse(row.contains(Var.alloc("m")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a ?d",
                "SELECT ?a ?d ?g (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?d"
                        + " ?g",
                "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                "SELECT (COUNT(DISTINCT *) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                "SELECT (STRLEN(?z) AS ?n) { BIND('0123456789' AS ?a) BIND(CONCAT(?a,?a,?a,?a,?a,?a,"
                        + "?a,?a,?a,?a) AS ?b) BIND(CONCAT(?b,?b,?b,?b,?b,?b,?b,?b,?b,?b) AS ?c)"
                        + " BIND(CONCAT(?c,?c,?c,?c,?c,?c,?c,?c,?c,?c) AS ?d)"
                        + " BIND(REPLACE(?d, '.', ?c) AS ?z) }",
                "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
                "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(STR(?d) ="
                        + " STR(?a) && STR(?g) = 'no') } }",
                "ASK { FILTER REGEX('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',"
                        + " '(x+x+)+(x+x+)+(x+x+)+\\\\1y') }",
                "SELECT (COUNT(*) AS ?n) { ?a (<x:to>/<x:to>/<x:to>/<x:to>/<x:to>/<x:to>/<x:to>/"
                        + "<x:to>/<x:to>/<x:to>/<x:to>/<x:to>/<x:to>/<x:to>)* ?b }",
                "SELECT (COUNT(*) AS ?n) { ?a <x:to>+ ?b . ?b <x:to>* ?c }",
                "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i OPTIONAL"
                        + " { ?j ?k ?l } } } }",
                "SELECT (COUNT(*) AS ?n) { { SELECT ?a { ?a ?b ?c } } { SELECT ?d { ?d ?e ?f } }"
                        + " { SELECT ?g { ?g ?h ?i } } }",
                "SELECT (SUM(?n) AS ?m) { VALUES ?a {0 1 2 3 4 5 6 7 8 9} VALUES ?b {0 1 2 3 4 5 6 7"
                        + " 8 9} VALUES ?c {0 1 2 3 4 5 6 7 8 9} VALUES ?d {0 1 2 3 4 5 6 7 8 9}"
                        + " VALUES ?e {0 1 2 3 4 5 6 7 8 9} VALUES ?f {0 1 2 3 4 5 6 7 8 9} VALUES"
                        + " ?g {0 1 2 3 4 5 6 7 8 9} VALUES ?h {0 1 2 3 4 5 6 7 8 9} BIND(?a+?b AS"
                        + " ?n) }",
                "SELECT * { ?a ?b ?c MINUS { ?a ?x ?y . ?d ?e ?f . ?g ?h ?i } }",
            })
    void stopsWhatIsHeavy(String query) throws Exception {
        long start = System.nanoTime();
        LimitException e =
                assertThrows(
                        LimitException.class,
                        () ->
                                stream(
                                        query,
                                        TIGHT,
                                        GraphChoice.NONE,
                                        query.startsWith("C") ? Format.N_TRIPLES : Format.JSON,
                                        OutputStream.nullOutputStream()));

        assertTrue(
                e.getMessage()
                        .matches(
                                "The query (timed out after|needs more memory than|built a string)"
                                        + " .*"),
                e.getMessage());
        assertTrue(System.nanoTime() - start < 20_000_000_000L);
        assertEquals("true", truth("ASK {}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"})
    void countsTheValuesThatADistinctAggregateKeeps(String aggregate) throws Exception {
        Limits little = new Limits(Duration.ofSeconds(30), 100_000, 1 << 20, 50_000);
        String value =
                aggregate.equals("GROUP_CONCAT") ? "STR(?s)" : "xsd:integer(SUBSTR(STR(?s), 3))";
        String query =
                "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT (%s(%s "
                        + value
                        + ") AS ?n)"
                        + " { ?s <x:to> ?o FILTER(STRSTARTS(STR(?s), 'x:1')) }";

        assertTrue(
                limit(query.formatted(aggregate, "DISTINCT"), little)
                        .getMessage()
                        .startsWith("The query needs more memory than "));
        if (!aggregate.equals("GROUP_CONCAT")) {
            assertTrue(
                    stream(query.formatted(aggregate, ""), little, GraphChoice.NONE, Format.CSV)
                            .matches("n\r\n[0-9.]+\r\n"));
        }
    }

    @Test
    void forgetsWhatAPartOfTheQueryKeptWhenThatIsDone() throws Exception {
        Limits little = new Limits(Duration.ofSeconds(30), 100_000, 1 << 20, 1 << 20);

        assertTrue(
                stream(
                                "SELECT (COUNT(*) AS ?n) { ?a <x:to> ?c FILTER EXISTS { SELECT"
                                        + " DISTINCT ?a { ?a <x:to> ?b . ?b <x:to> ?d } ORDER BY ?d } }",
                                little,
                                GraphChoice.NONE,
                                Format.CSV)
                        .startsWith("n\r\n"));
    }

    /** The index knows some of the numbers; the others are counted solution by solution. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "?k GRAPH ?k { ?s ?p ?o }",
                "?k ?s ?k ?o",
                "?k GRAPH ?g { ?s ?k ?o }",
                "?k ?s ?p ?k",
                "?k ?k ?p ?o",
                "?k GRAPH ?k { ?s <x:to> ?o }",
                "?k GRAPH ?k { <x:0> ?p ?o }",
                "?k GRAPH ?k { ?s ?p ?s }",
                "?k GRAPH ?k { ?k ?p ?o }",
                "?k ?s ?k ?k",
            })
    void countsByOneVariableAsByHand(String keyAndPattern) throws Exception {
        String pattern = keyAndPattern.substring(3);
        Map<String, Integer> expected = new TreeMap<>();
        answer("SELECT ?k { " + pattern + " }")
                .forEach(
                        row -> expected.merge(row.get(Var.alloc("k")).toString(), 1, Integer::sum));

        Map<String, Integer> counted = new TreeMap<>();
        answer("SELECT ?k (COUNT(*) AS ?n) { " + pattern + " } GROUP BY ?k")
                .forEach(row ->
                        counted.put(
                                row.get(Var.alloc("k")).toString(),
                                (Integer) row.get(Var.alloc("n")).getLiteralValue()));

        assertEquals(expected, counted);
    }

    private static List<Binding> answer(String query) throws Exception {
        Answer answer =
                new Engine(Limits.STANDARD)
                        .answer(
                                QueryText.parse(query),
                                BindingFactory.empty(),
                                snapshot,
                                GraphChoice.NONE);
        return ((Answer.Solutions) answer).rows();
    }

    /** Terms that stand in the query are not among those that are forgotten. */
    @Test
    void remembersTheTermsOfTheQueryWhileItForgetsTexts() throws Exception {
        List<Binding> rows =
                answer(
                        "SELECT (CONCAT(STR(?a), ' ', STR(?b), ' ', STR(?n)) AS ?text) ?which {"
                                + " { ?a <x:to> ?b VALUES ?n { 1 2 3 } BIND('first' AS ?which) }"
                                + " UNION { ?a <x:in> ?b BIND('second' AS ?which) } }");

        assertTrue(rows.size() > 20_000, rows.size() + " rows");
        assertEquals("second", rows.getLast().get(Var.alloc("which")).getLiteralLexicalForm());
    }

    /** 40,000 texts of 1,000 characters are made, one after the other. */
    @Test
    void forgetsTextsThatWereWritten() throws Exception {
        Limits little = new Limits(Duration.ofSeconds(30), 100_000, 100 << 20, 20 << 20);
        String part = "(CONCAT(STR(?a), STR(?c), STR(?e), '" + "x".repeat(1_000) + "') AS ?text)";

        assertEquals(
                1 + 40_000,
                stream(
                                "SELECT "
                                        + part
                                        + " { ?a <x:to> ?b . ?c <x:to> ?d . ?e <x:to> ?f }"
                                        + " LIMIT 40000",
                                little,
                                GraphChoice.NONE,
                                Format.CSV)
                        .lines()
                        .count());
    }

    @Test
    void tellsRowsFromBytes() {
        Limits rows = new Limits(Duration.ofSeconds(30), 5, 1 << 20, 1 << 20);
        Limits bytes = new Limits(Duration.ofSeconds(30), 100_000, 1000, 1 << 20);
        String query = "SELECT * { ?s ?p ?o }";

        assertEquals(
                "The answer has more than 5 rows. Add LIMIT, or download the dump.",
                limit(query, rows).getMessage());
        assertEquals(
                "The answer is larger than 1000 bytes. Add LIMIT, select fewer variables, or download"
                        + " the dump.",
                limit(query, bytes).getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASK { FILTER(<java:java.lang.System.getenv>('PATH') = 1) }",
                "ASK { FILTER BOUND(?x) BIND(<java:org.apache.jena.sparql.function.library.now>()"
                        + " AS ?x) }",
                "ASK { BIND(<http://jena.apache.org/ARQ/function#version>() AS ?x) FILTER BOUND(?x) }",
                "ASK { BIND(<http://jena.apache.org/ARQ/function#localname>(<x:a>) AS ?x) FILTER"
                        + " BOUND(?x) }",
                "ASK { BIND(<http://jena.apache.org/ARQ/js#f>() AS ?x) FILTER BOUND(?x) }",
                "ASK { BIND(<http://www.w3.org/2005/xpath-functions#concat>('a', 'b') AS ?x) FILTER"
                        + " BOUND(?x) }",
                "ASK { <x:0> <http://jena.apache.org/ARQ/property#str> ?x }",
                "ASK { ?x <http://jena.apache.org/ARQ/property#version> ?y }",
                "ASK { ?x <java:org.apache.jena.sparql.pfunction.library.version> ?y }",
                "ASK { ?x <http://jena.hpl.hp.com/ARQ/property#versionARQ> ?y }",
            })
    void hasNoFunctionsButTheAllowed(String query) throws Exception {
        assertEquals("false", truth(query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<http://www.w3.org/2001/XMLSchema#integer>('7') = 7",
                "<http://www.w3.org/2005/xpath-functions/math#sqrt>(49) = 7",
                "REPLACE('abcab', 'b(.)', '$1') = 'acab'",
                "REPLACE('aaa', 'A', 'b', 'i') = 'bbb'",
                "LANG(REPLACE('a'@en, 'a', 'b')) = 'en'",
                "REGEX('Jan', '^j', 'i')",
                "REGEX('abab', '^(ab)\\\\1$')",
                "CONCAT('a'@en, 'b'@en) = 'ab'@en",
                "ENCODE_FOR_URI('a b') = 'a%20b'",
                "COALESCE(REGEX(1, 'a'), 'error') = 'error'",
            })
    void evaluatesAsTheSpecificationSays(String expression) throws Exception {
        assertEquals("true", truth("ASK { FILTER(" + expression + ") }"));
    }

    @Test
    void refusesAnEndpointThatTheHomeDoesNotList() {
        assertThrows(
                EndpointRefusedException.class,
                () -> truth("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT (COUNT(*) AS ?n) FROM " + B + " { ?s ?p ?o };2",
                "SELECT (COUNT(*) AS ?n) FROM " + A + " FROM " + B + " { ?s <x:to> <x:1> };3",
                "SELECT (COUNT(*) AS ?n) FROM NAMED " + B + " { ?s ?p ?o };0",
                "SELECT (COUNT(*) AS ?n) FROM NAMED " + B + " { GRAPH ?g { ?s ?p ?o } };2",
                "SELECT (COUNT(*) AS ?n) FROM " + B + " { GRAPH ?g { ?s ?p ?o } };0",
                "SELECT (COUNT(*) AS ?n) FROM "
                        + A
                        + " FROM NAMED "
                        + B
                        + " { <x:0> ?p <x:1> GRAPH ?g { ?s ?p <x:1> } };1",
                "SELECT (COUNT(*) AS ?n) FROM <file:///etc/passwd> { ?s ?p ?o };0",
                "SELECT (COUNT(*) AS ?n) FROM <http://127.0.0.1:9/> { ?s ?p ?o };0",
                "SELECT (COUNT(*) AS ?n) FROM <urn:x-arq:UnionGraph> { ?s ?p ?o };0",
                "SELECT (COUNT(*) AS ?n) FROM "
                        + B
                        + " { GRAPH <urn:x-arq:UnionGraph> { ?s ?p ?o }"
                        + " };0",
                "SELECT (COUNT(*) AS ?n) FROM " + B + " { GRAPH " + A + " { ?s ?p ?o } };0",
            })
    void asksTheGraphsThatTheQueryNames(String query, String count) throws Exception {
        assertEquals("n\r\n" + count + "\r\n", csv(query, GraphChoice.NONE));
    }

    @Test
    void putsTheChoiceOfTheRequestBeforeThatOfTheQuery() throws Exception {
        GraphChoice b = new GraphChoice(List.of("https://home.test/source/b"), List.of());

        assertEquals("n\r\n2\r\n", csv("SELECT (COUNT(*) AS ?n) FROM " + A + " { ?s ?p ?o }", b));
    }

    @Test
    void writesOneAndTheSameWhetherStreamedOrCollected() throws Exception {
        String query =
                "SELECT ?s ?v { VALUES (?s ?v) { (<x:a> 'q\"\\\\,\\n\\u0001'@en) (UNDEF 1.5) (<x:b>"
                        + " <<( <x:a> <x:b> 'ü' )>>) } } ";
        for (Format format : EnumSet.of(Format.JSON, Format.XML, Format.CSV, Format.TSV)) {
            ByteArrayOutputStream collected = new ByteArrayOutputStream();
            format.write(
                    new Engine(Limits.STANDARD)
                            .answer(
                                    QueryText.parse(query),
                                    BindingFactory.empty(),
                                    snapshot,
                                    GraphChoice.NONE),
                    snapshot.prefixes(),
                    collected);
            String streamed = stream(query, Limits.STANDARD, GraphChoice.NONE, format);

            assertEquals(collected.toString(StandardCharsets.UTF_8), streamed);
            assertFalse(streamed.contains("\u0001") && format == Format.XML, streamed);
            assertTrue(streamed.contains("ü"), streamed);
        }
    }

    private static LimitException limit(String query, Limits limits) {
        return assertThrows(
                LimitException.class, () -> stream(query, limits, GraphChoice.NONE, Format.JSON));
    }

    private static String truth(String query) throws Exception {
        Answer answer =
                new Engine(Limits.STANDARD)
                        .answer(QueryText.parse(query), BindingFactory.empty(), snapshot);
        return String.valueOf(((Answer.Truth) answer).value());
    }

    private static String csv(String query, GraphChoice graphs) throws Exception {
        return stream(query, Limits.STANDARD, graphs, Format.CSV);
    }

    private static String stream(String query, Limits limits, GraphChoice graphs, Format format)
            throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        stream(query, limits, graphs, format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void stream(
            String query, Limits limits, GraphChoice graphs, Format format, OutputStream out)
            throws Exception {
        new Engine(limits)
                .stream(
                        QueryText.parse(query),
                        BindingFactory.empty(),
                        snapshot,
                        graphs,
                        format,
                        out);
    }
}
