package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.time.Duration;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.QueryText;

/** The time limit holds for whatever a query does, also for a single call that runs long. */
@Timeout(30)
class RunawayQueriesTest {

    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();

    /** Its limit is a second; the timeout above is for a busy machine. */
    private static final Engine ENGINE = new Engine(Limits.STANDARD.within(Duration.ofSeconds(1)));

    private static final String XSD = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> ";

    /** A string ?t of 100,000 digits. */
    private static final String DIGITS =
            "BIND(\"9999999999\" AS ?s) BIND(REPLACE(?s, \"9\", ?s) AS ?a) BIND(REPLACE(?a, \"9\","
                    + " ?s) AS ?b) BIND(REPLACE(?b, \"9\", ?s) AS ?c) BIND(REPLACE(?c, \"9\", ?s) AS"
                    + " ?t)";

    /** Squares ?a twelve times, into ?z. */
    private static final String SQUARES =
            "BIND(?a*?a AS ?b) BIND(?b*?b AS ?c) BIND(?c*?c AS ?d) BIND(?d*?d AS ?e) BIND(?e*?e AS"
                    + " ?f) BIND(?f*?f AS ?g) BIND(?g*?g AS ?h) BIND(?h*?h AS ?i) BIND(?i*?i AS ?j)"
                    + " BIND(?j*?j AS ?k) BIND(?k*?k AS ?l) BIND(?l*?l AS ?z)";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ?z { BIND(12345678901234567890123456789012345678901234567890 AS ?a) $S }",
                "SELECT ?z { BIND(0.12345678901234567890123456789012345678901234567890 AS ?a) $S }",
                "SELECT (STR(?z) AS ?x) { BIND(-1234567890123456789012345678901234567890 AS ?a) $S }",
                "SELECT (SUM(?z) AS ?x) { BIND(1234567890123456789012345678901234567890 AS ?a) $S }",
                XSD + "SELECT (xsd:integer(?t) AS ?x) { $D }",
                XSD + "SELECT (xsd:decimal(CONCAT(\"0.\", ?t)) AS ?x) { $D }",
                XSD + "SELECT (xsd:duration(CONCAT(\"P\", ?t, \"D\")) AS ?x) { $D }",
                XSD + "SELECT (xsd:gYear(?t) AS ?x) { $D }",
                XSD + "SELECT (STRDT(?t, xsd:integer) + 1 AS ?x) { $D }",
                XSD + "SELECT (STRDT(?t, xsd:nonNegativeInteger) = 1 AS ?x) { $D }",
            })
    void numbersHaveABound(String query) {
        LimitException e = assertThrows(LimitException.class, () -> run(query, Format.JSON));

        assertTrue(e.getMessage().contains("more than 10000 digits"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                XSD
                        + "SELECT (\"P2000000000D\"^^xsd:dayTimeDuration <"
                        + " \"P1999999999D\"^^xsd:dayTimeDuration AS ?x) {}",
                XSD
                        + "SELECT (\"2024-05-17T00:00:00Z\"^^xsd:dateTime +"
                        + " \"P2000000000D\"^^xsd:dayTimeDuration AS ?x) {}",
                XSD
                        + "SELECT (\"2024-05-17\"^^xsd:date - \"P2000000000D\"^^xsd:dayTimeDuration"
                        + " AS ?x) {}",
                XSD
                        + "SELECT ?x { VALUES ?x { \"P2000000000D\"^^xsd:dayTimeDuration"
                        + " \"P1M\"^^xsd:duration \"P1999999999D\"^^xsd:duration } } ORDER BY ?x",
                XSD
                        + "SELECT (MAX(?y) AS ?x) { VALUES ?y { \"P2000000000D\"^^xsd:dayTimeDuration"
                        + " \"P1M\"^^xsd:duration } }",
                "PREFIX math: <http://www.w3.org/2005/xpath-functions/math#> SELECT (math:pow(7,"
                        + " 100000000) AS ?x) {}",
                "PREFIX math: <http://www.w3.org/2005/xpath-functions/math#> SELECT"
                        + " (math:exp10(100000000) AS ?x) {}",
                "PREFIX fn: <http://www.w3.org/2005/xpath-functions#> SELECT"
                        + " (fn:round-half-to-even(1.5, 2000000000) AS ?x) {}",
                "PREFIX fn: <http://www.w3.org/2005/xpath-functions#> SELECT"
                        + " (fn:round(12345, -2000000000) AS ?x) {}",
                "SELECT (REGEX(?u, \"(a+)+[bc]\") AS ?x) { $D BIND(REPLACE(?t, \"9\", \"a\") AS ?u) }",
                "SELECT (REPLACE(?u, \"(a|aa)+[bc]\", \"x\") AS ?x) { $D BIND(REPLACE(?t, \"9\","
                        + " \"a\") AS ?u) }",
                "SELECT (REGEX(?u, \"(.*)(.*)(.*)(.*)(.*)[bc]\") AS ?x) { $D BIND(REPLACE(?t, \"9\","
                        + " \"a\") AS ?u) }",
                "SELECT (SHA512(?t) AS ?x) (SHA1(?t) AS ?y) (MD5(?t) AS ?z) { $D }",
                "SELECT (UCASE(?t) AS ?x) (ENCODE_FOR_URI(?t) AS ?y) (STRLEN(?t) AS ?z) { $D }",
                "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                "SELECT (MAX(CONCAT(STR(?c), STR(?f))) AS ?m) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a LIMIT 3",
                "SELECT DISTINCT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a LIMIT 3",
                "SELECT (COUNT(*) AS ?n) { ?a (<urn:x>|!<urn:x>)* ?b . ?c (<urn:x>|!<urn:x>)* ?d }",
                "SELECT * { { ?a ?b ?c . ?d ?e ?f } MINUS { ?a ?b ?c . ?d ?x ?y . ?s ?o ?u } }",
                "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?f ="
                        + " ?a && ?i = ?b) } }",
                "CONSTRUCT { ?a ?b ?c . ?d ?e ?f } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                "DESCRIBE ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
            })
    void singleCallsEndOrAreStopped(String query) {
        endsOrIsStopped(query, Format.JSON);
    }

    /** 100,000 statements, which some formats need whole before they write. */
    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"TURTLE", "JSON_LD", "RDF_XML", "N_TRIPLES", "TRIG"})
    void writingEndsOrIsStopped(Format format) {
        StringBuilder query =
                new StringBuilder(
                        "CONSTRUCT { ?s <urn:p> ?n } { VALUES ?a { 0 1 2 3 4 5 6 7 8 9 }");
        String number = "?a";
        for (String digit : new String[] {"?b", "?c", "?d", "?e"}) {
            query.append(" VALUES ").append(digit).append(" { 0 1 2 3 4 5 6 7 8 9 }");
            number = "(" + number + " * 10 + " + digit + ")";
        }
        query.append(" BIND(").append(number).append(" AS ?n)");
        query.append(" BIND(IRI(CONCAT(\"https://e.example/\", STR(?n))) AS ?s) }");

        endsOrIsStopped(query.toString(), format);
    }

    private static void endsOrIsStopped(String query, Format format) {
        try {
            run(query, format);
        } catch (LimitException e) {
            assertTrue(
                    e.getMessage().contains("timed out after 1 second")
                            || e.getMessage().contains("nested too deeply")
                            || e.getMessage().contains("rows")
                            || e.getMessage().contains("memory"),
                    e.getMessage());
        } catch (Exception e) {
            throw new AssertionError(query, e);
        }
    }

    private static void run(String query, Format format) throws Exception {
        var parsed = QueryText.parse(query.replace("$D", DIGITS).replace("$S", SQUARES));
        ENGINE.stream(
                parsed,
                BindingFactory.empty(),
                LIBRARY,
                GraphChoice.NONE,
                Format.of(parsed).contains(format) ? format : Format.of(parsed).getFirst(),
                OutputStream.nullOutputStream());
    }
}
