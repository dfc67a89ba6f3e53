package org.labledger.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.Syntax;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetReaderRegistry;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.exec.QueryExecResult;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;

class FormatTest {

    private static final Snapshot LIBRARY = HomeFolder.LIBRARY.load();

    /** All that is hard to write: commas, quotes, line breaks, languages, datatypes, gaps. */
    private static final Answer.Solutions SOLUTIONS =
            (Answer.Solutions)
                    ask(
                            """
                            PREFIX ex: <https://library.example/id/>
                            SELECT * {
                              VALUES (?n ?term ?other) {
                                (1 ex:a UNDEF)
                                (2 "plain, with comma" "two\\nlines")
                                (3 "\\"quoted\\"" "tab\\there")
                                (4 "月光下的渡船"@zh-Hant "café"@fr)
                                (5 2.50 "2024-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>)
                                (6 "" true)
                                (7 "back\\\\slash <b>&amp;" 1e6)
                              }
                            }
                            ORDER BY ?n
                            """);

    @ParameterizedTest
    @EnumSource(names = {"JSON", "XML", "TSV"})
    void writesSolutionsThatReadBackTheSame(Format format) {
        RowSet read = read(write(format, SOLUTIONS), resultLang(format)).rowSet();

        assertEquals(SOLUTIONS.variables(), read.getResultVars());
        assertEquals(SOLUTIONS.rows(), rows(read));
    }

    @Test
    void writesTheLexicalFormsOfSolutionsAsCsv() {
        RowSet read = read(write(Format.CSV, SOLUTIONS), ResultSetLang.RS_CSV).rowSet();

        List<String> expected = new ArrayList<>();
        SOLUTIONS.rows().forEach(row -> expected.add(cells(row)));
        List<String> actual = new ArrayList<>();
        rows(read).forEach(row -> actual.add(cells(row)));
        assertEquals(expected, actual);
    }

    @Test
    void writesCsvToTheLetter() {
        assertEquals(
                String.join(
                        "\r\n",
                        "n,term,other",
                        "1,https://library.example/id/a,",
                        "2,\"plain, with comma\",\"two\nlines\"",
                        ""),
                text(Format.CSV, SOLUTIONS.slice(0, 2)));
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "XML", "CSV", "TSV"})
    void writesTheTruthThatReadsBack(Format format) {
        for (boolean value : List.of(true, false)) {
            String text = text(format, new Answer.Truth(value));
            assertTrue(text.contains(Boolean.toString(value)), text);
            if (format == Format.JSON || format == Format.XML) {
                assertEquals(
                        value,
                        read(text.getBytes(StandardCharsets.UTF_8), resultLang(format))
                                .booleanResult());
            }
        }
    }

    @Test
    void writesBlankNodesOfSolutionsApartFromOneAnother() {
        Answer.Solutions answer =
                (Answer.Solutions)
                        ask("SELECT ?prefix { ?o <http://www.w3.org/ns/shacl#declare> ?prefix }");

        RowSet read = read(write(Format.JSON, answer), ResultSetLang.RS_JSON).rowSet();

        Set<Node> nodes = Set.copyOf(rows(read).stream().map(r -> r.get("prefix")).toList());
        assertEquals(answer.rows().size(), nodes.size());
        assertTrue(nodes.stream().allMatch(Node::isBlank));
    }

    @ParameterizedTest
    @EnumSource(names = {"TURTLE", "JSON_LD", "N_TRIPLES", "RDF_XML", "TRIG", "N_QUADS"})
    void writesTriplesThatReadBackTheSame(Format format) {
        Answer.Triples answer = (Answer.Triples) ask("CONSTRUCT WHERE { ?s ?p ?o }");
        Graph expected = GraphFactory.createDefaultGraph();
        answer.triples().forEach(expected::add);

        Graph actual =
                RDFParser.source(new ByteArrayInputStream(write(format, answer)))
                        .lang(rdfLang(format))
                        .toGraph();

        assertTrue(expected.size() > 150);
        assertTrue(expected.isIsomorphicWith(actual));
    }

    @ParameterizedTest
    @EnumSource(names = {"TRIG", "N_QUADS", "JSON_LD"})
    void writesQuadsThatReadBackTheSame(Format format) {
        Answer.Quads answer =
                (Answer.Quads)
                        ask("CONSTRUCT { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }");

        DatasetGraph actual =
                RDFParser.source(new ByteArrayInputStream(write(format, answer)))
                        .lang(rdfLang(format))
                        .toDatasetGraph();

        assertEquals(LIBRARY.quadCount(), answer.quads().size());
        LIBRARY.dataset()
                .listGraphNodes()
                .forEachRemaining(name ->
                        assertTrue(
                                LIBRARY.dataset()
                                        .getGraph(name)
                                        .isIsomorphicWith(actual.getGraph(name)),
                                name::toString));
        assertEquals(answer.quads().size(), actual.stream().count());
    }

    @Test
    void shortensIrisInTurtle() {
        String turtle =
                text(Format.TURTLE, ask("DESCRIBE <https://library.example/id/the-tin-orchard>"));

        assertTrue(turtle.contains("id:the-tin-orchard"), turtle);
        assertTrue(turtle.contains("lib:author"), turtle);
        assertFalse(turtle.contains("<https://library.example/id/ada-quill>"), turtle);
    }

    @Test
    void alignsATableByTheWidthOfItsLetters() {
        assertEquals(
                """
                book                       label
                -------------------------  ----------------------
                id:the-ferry-by-moonlight  The Ferry by Moonlight
                id:the-ferry-by-moonlight  月光下的渡船
                2 rows
                """,
                table(
                        "SELECT ?book ?label { ?book <https://library.example/vocab#author>"
                                + " <https://library.example/id/lin-yue> ;"
                                + " <http://www.w3.org/2000/01/rdf-schema#label> ?label }"
                                + " ORDER BY ?label"));
        assertEquals(
                """
                zh            n
                ------------  -
                月光下的渡船  1
                abc           2
                              3
                3 rows
                """,
                table(
                        """
                        SELECT * { VALUES (?zh ?n) { ("月光下的渡船" 1) ("abc" 2) (UNDEF 3) } }
                        ORDER BY ?n
                        """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"月", "각", "ᄀ", "豈", "︰", "Ａ", "￠", "𠀀"})
    void givesWideLettersTwoColumns(String letter) {
        assertEquals(
                "x\n--\n" + letter + "\n1 row\n",
                table("SELECT ?x { VALUES ?x { \"" + letter + "\" } }"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "–", "я", "ｱ"})
    void givesOtherLettersOneColumn(String letter) {
        assertEquals(
                "x\n-\n" + letter + "\n1 row\n",
                table("SELECT ?x { VALUES ?x { \"" + letter + "\" } }"));
    }

    @Test
    void countsTheRowsOfATable() {
        assertEquals("x\n-\n0 rows\n", table("SELECT ?x { ?x a <https://library.example/no> }"));
        assertEquals("x\n-\n1\n1 row\n", table("SELECT ?x { VALUES ?x { 1 } }"));
        assertEquals("yes\n", text(Format.TABLE, new Answer.Truth(true)).replace("\r", ""));
    }

    @Test
    void isFoundBySuffixOrName() {
        assertEquals(Optional.of(Format.CSV), named("csv"));
        assertEquals(Optional.of(Format.TURTLE), named("ttl"));
        assertEquals(Optional.of(Format.TURTLE), named("Turtle"));
        assertEquals(Optional.of(Format.N_TRIPLES), named("ntriples"));
        assertEquals(Optional.of(Format.N_TRIPLES), named("n-triples"));
        assertEquals(Optional.of(Format.JSON_LD), named("jsonld"));
        assertEquals(Optional.of(Format.TABLE), named("table"));
        assertEquals(Optional.empty(), named("pdf"));
    }

    @Test
    void isOfferedForWhatItFits() {
        for (Format format : Format.ofRows()) {
            assertTrue(format.fits(SOLUTIONS), format::name);
            assertTrue(format.fits(new Answer.Truth(true)), format::name);
            assertFalse(format.fits(new Answer.Triples(List.of())), format::name);
        }
        for (Format format : Format.ofGraphs()) {
            assertFalse(format.fits(SOLUTIONS), format::name);
            assertTrue(format.fits(new Answer.Triples(List.of())), format::name);
        }
        assertEquals(Format.JSON, Format.ofRows().getFirst());
        assertEquals(Format.TURTLE, Format.ofGraphs().getFirst());
        assertFalse(Format.TURTLE.fits(new Answer.Quads(List.of())));
        assertTrue(Format.TRIG.fits(new Answer.Quads(List.of())));
    }

    private static Optional<Format> named(String name) {
        return Format.named(name, List.of(Format.values()));
    }

    private static Answer ask(String query) {
        try {
            return new Engine(Limits.STANDARD)
                    .answer(
                            QueryFactory.create(query, Syntax.syntaxARQ),
                            BindingFactory.empty(),
                            LIBRARY);
        } catch (LimitException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] write(Format format, Answer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(answer, LIBRARY.prefixes(), out);
        return out.toByteArray();
    }

    private static String text(Format format, Answer answer) {
        return new String(write(format, answer), StandardCharsets.UTF_8);
    }

    private static String table(String query) {
        return text(Format.TABLE, ask(query)).replace(System.lineSeparator(), "\n");
    }

    private static QueryExecResult read(byte[] bytes, Lang lang) {
        return RowSetReaderRegistry.getFactory(lang)
                .create(lang)
                .readAny(new ByteArrayInputStream(bytes), ARQ.getContext());
    }

    private static List<Binding> rows(RowSet rows) {
        return rows.stream().toList();
    }

    private static String cells(Binding row) {
        List<String> cells = new ArrayList<>();
        for (Var variable : SOLUTIONS.variables()) {
            Node node = row.get(variable);
            cells.add(
                    node == null
                            ? ""
                            : node.isURI() ? node.getURI() : node.getLiteralLexicalForm());
        }
        return cells.toString();
    }

    private static Lang resultLang(Format format) {
        return switch (format) {
            case JSON -> ResultSetLang.RS_JSON;
            case XML -> ResultSetLang.RS_XML;
            case CSV -> ResultSetLang.RS_CSV;
            case TSV -> ResultSetLang.RS_TSV;
            default -> throw new AssertionError(format);
        };
    }

    private static Lang rdfLang(Format format) {
        return switch (format) {
            case TURTLE -> Lang.TURTLE;
            case JSON_LD -> Lang.JSONLD11;
            case N_TRIPLES -> Lang.NTRIPLES;
            case RDF_XML -> Lang.RDFXML;
            case TRIG -> Lang.TRIG;
            case N_QUADS -> Lang.NQUADS;
            default -> throw new AssertionError(format);
        };
    }
}
