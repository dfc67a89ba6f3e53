package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.sparql.algebra.Algebra;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.catalog.SavedQuery;
import org.labledger.query.Volatility;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.syntax.QuerySyntaxException;

class ParsedQueriesTest {

    private static final String BASE = "http://localhost:3030/sparql";
    private static final PrefixMap NO_PREFIXES = PrefixMapFactory.emptyPrefixMap();

    private final ParsedQueries queries = new ParsedQueries();

    @Test
    void textIsParsedOnce() throws Exception {
        String text = "SELECT * { ?s ?p ?o }";

        assertSame(
                queries.of(text, NO_PREFIXES, BASE),
                queries.of(new String(text.toCharArray()), NO_PREFIXES, BASE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASK {}",
                "ASK { FILTER(NOW() > 1) }",
                "SELECT (RAND() AS ?r) {}",
                "CONSTRUCT WHERE { ?s ?p ?o }",
                "CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }",
                "DESCRIBE <urn:a>",
            })
    void knowsVolatilityAndFormats(String text) throws Exception {
        for (int i = 0; i < 2; i++) {
            ParsedQueries.Parsed parsed = queries.of(text, NO_PREFIXES, BASE);

            assertEquals(Volatility.of(parsed.query()), parsed.isVolatile());
            assertEquals(Format.of(parsed.query()), parsed.formats());
        }
    }

    @Test
    void otherBaseIsAnotherQuery() throws Exception {
        String text = "SELECT (IRI('a') AS ?a) { <b> ?p ?o }";

        ParsedQueries.Parsed one = queries.of(text, NO_PREFIXES, "http://one.example/sparql");
        ParsedQueries.Parsed other = queries.of(text, NO_PREFIXES, "http://other.example/sparql");

        assertNotSame(one, other);
        assertTrue(algebra(one).contains("http://one.example/b"), () -> algebra(one));
        assertTrue(algebra(other).contains("http://other.example/b"), () -> algebra(other));
    }

    @Test
    void errorsAreNotRemembered() throws Exception {
        String text = "ASK {\n  ?s ex:p ?o }";
        PrefixMap known = PrefixMapFactory.create();
        known.add("ex", "http://example.org/");

        QuerySyntaxException before = error(text, NO_PREFIXES);
        QuerySyntaxException after = error(text, known);

        assertEquals(0, queries.size());
        assertFalse(before.getMessage().contains("http://example.org/"), before::getMessage);
        assertTrue(after.getMessage().contains("http://example.org/"), after::getMessage);
        for (QuerySyntaxException error : List.of(before, after)) {
            assertEquals(2, error.line());
            assertEquals(6, error.column());
        }
        queries.of("PREFIX ex: <urn:x#> " + text, NO_PREFIXES, BASE);
        assertEquals(1, queries.size());
    }

    @Test
    void prefixesOfTheHomeDoNotMatter() throws Exception {
        String text = "PREFIX ex: <urn:x#> ASK { ?s ex:p ?o }";
        PrefixMap other = PrefixMapFactory.create();
        other.add("ex", "http://example.org/");

        assertSame(queries.of(text, NO_PREFIXES, BASE), queries.of(text, other, BASE));
        assertTrue(queries.of(text, other, BASE).query().toString().contains("urn:x#"));
    }

    @Test
    void lengthOfAllTextsIsBounded() throws Exception {
        ParsedQueries small = new ParsedQueries(10_000);
        String padding = " ".repeat(1_000 - ParsedQueries.OVERHEAD);

        for (int i = 0; i < 100; i++) {
            small.of("ASK { ?s ?p " + i + " }" + padding, NO_PREFIXES, BASE);
            assertTrue(small.size() < 10, () -> small.size() + " texts");
        }
        assertTrue(small.size() > 5, () -> small.size() + " texts");
        small.of("ASK {}" + " ".repeat(20_000), NO_PREFIXES, BASE);
        assertTrue(small.size() < 10, "one that is longer than all may be is not remembered");
    }

    @Test
    void savedQueriesAreParsedWithTheirSnapshot() {
        Snapshot snapshot = HomeFolder.LIBRARY.load();

        for (SavedQuery query : snapshot.catalog().queries()) {
            ParsedQueries.Parsed parsed = queries.of(query, snapshot);

            assertSame(query.query(), parsed.query());
            assertSame(parsed, queries.of(query, snapshot));
            assertEquals(Volatility.of(query.query()), parsed.isVolatile());
            assertEquals(Format.of(query.query()), parsed.formats());
        }
    }

    private static String algebra(ParsedQueries.Parsed parsed) {
        return Algebra.compile(parsed.query()).toString();
    }

    private QuerySyntaxException error(String text, PrefixMap prefixes) {
        return assertThrows(
                QuerySyntaxException.class, () -> queries.of(text, prefixes, BASE), text);
    }
}
