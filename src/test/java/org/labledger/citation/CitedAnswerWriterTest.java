package org.labledger.citation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonObject;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.util.IsoMatcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.query.CitedAnswer;
import org.labledger.query.CitedSolution;
import org.labledger.query.CitedTriple;
import org.labledger.query.Statement;
import org.labledger.query.Witness;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;

/** Citations of answers that are written down here, over a home made for them. */
class CitedAnswerWriterTest {

    private static final String LINK = "https://home.test/cite/abc";

    @TempDir static Path folder;

    private static Snapshot snapshot;

    @BeforeAll
    static void load() {
        snapshot = TowerHome.in(folder).load();
    }

    // Which sets of sources are enough

    @Test
    void sourcesNeededTogetherStandTogether() throws IOException {
        assertEquals(
                """
                x,_sources\r
                1,https://home.test/source/f https://home.test/source/g\r
                """,
                write(rows(1, witness("f", "g")), Format.CSV, null));
    }

    @Test
    void alternativesAreToldApart() throws IOException {
        assertEquals(
                """
                x,_sources\r
                1,https://home.test/source/a | https://home.test/source/d | https://home.test/source/e\r
                """,
                write(rows(1, witness("a d"), witness("e")), Format.CSV, null));
    }

    @Test
    void setsThatContainAnotherAreLeftOut() throws IOException {
        // a alone gives both statements, so a with d adds nothing.
        assertEquals(
                """
                ?x\t?_sources
                1\t"https://home.test/source/a | https://home.test/source/d https://home.test/source/e"
                """,
                write(rows(1, witness("a d", "a e")), Format.TSV, null));
    }

    @Test
    void aRowWithoutStatementsHasNoSources() throws IOException {
        assertEquals("x,_sources\r\n1,\r\n", write(rows(1), Format.CSV, null));
    }

    @Test
    void theColumnGivesWayToAVariableOfThatName() throws IOException {
        Var taken = Var.alloc("_sources");
        CitedAnswer answer =
                new CitedAnswer.Solutions(
                        List.of(taken),
                        List.of(
                                new CitedSolution(
                                        BindingFactory.binding(taken, number(1)),
                                        List.of(witness("a")),
                                        1,
                                        List.of())));

        assertEquals(
                "_sources,_sources2\r\n1,https://home.test/source/a\r\n",
                write(answer, Format.CSV, null));
    }

    // How often a row is supported

    @Test
    void countsWhatGoesBackToTheSameReportOnce() {
        assertEquals(1, ways(witness("a b c")));
        assertEquals(2, ways(witness("a b c d")));
        assertEquals(2, ways(witness("b"), witness("d")));
        assertEquals(1, ways(witness("b"), witness("c")));
    }

    @Test
    void countsSourcesNeededTogetherOnce() {
        assertEquals(1, ways(witness("f", "g")));
        assertEquals(2, ways(witness("f d", "g d")));
        assertEquals(1, ways(witness("a d", "e")));
        // d gives half to one of two: f with d, and nothing is left for the other half.
        assertEquals(1, ways(witness("f g", "d")));
    }

    @Test
    void whatAFileOfNamesSaysNeedsNoSource() {
        assertEquals(2, ways(witness("a d", "/names")));
        assertEquals(0, ways(witness("/names")));
        assertEquals(0, ways());
        // The editors are no source of their own.
        assertEquals(0, ways(witness("/editorial/heights")));
    }

    @Test
    void strengthCountsDocuments() {
        CitedRow row = cite(rows(1, witness("a b c d", "/names"))).row(0);

        assertEquals(new Strength(4, 2, 1, 1, 2, 1), row.strength());
        assertEquals(
                List.of("a", "b", "c", "d", "names"),
                row.sources().stream()
                        .map(source -> source.iri().getURI().replaceAll(".*/", ""))
                        .toList());
    }

    // A permanent link

    @Test
    void csvAndTsvHaveThePermanentLinkInTheLastLine() throws IOException {
        CitedAnswer answer = rows(1, witness("a"));

        assertTrue(
                write(answer, Format.CSV, LINK).endsWith("/a\r\n# Permanent link: " + LINK + "\r\n"));
        assertTrue(
                write(answer, Format.SPREADSHEET, LINK)
                        .endsWith("/a\"\r\n# Permanent link: " + LINK + "\r\n"));
        assertTrue(
                write(answer, Format.TSV, LINK).endsWith("/a\"\n# Permanent link: " + LINK + "\n"));
        assertFalse(write(answer, Format.CSV, null).contains("#"));
    }

    @Test
    void jsonAndXmlHaveThePermanentLinkInTheHead() throws IOException {
        CitedAnswer answer = rows(1, witness("a"));
        JsonObject json = JSON.parse(write(answer, Format.JSON, LINK));

        assertEquals(
                List.of(LINK, "https://home.test/source/a"),
                json.getObj("head").getArray("link").map(l -> l.getAsString().value()).toList());
        assertEquals(LINK, json.getObj("citations").getString("link"));
        assertTrue(
                write(answer, Format.XML, LINK)
                        .contains(
                                "<variable name=\"x\"/><link href=\""
                                        + LINK
                                        + "\"/><link href=\"https://home.test/source/a\"/></head>"));
    }

    @Test
    void truthHasItsSourcesInJsonXmlAndCsv() throws IOException {
        CitedAnswer answer =
                new CitedAnswer.Truth(
                        true,
                        new CitedSolution(
                                BindingFactory.empty(), List.of(witness("a")), 1, List.of()));
        JsonObject json = JSON.parse(write(answer, Format.JSON, null));

        assertTrue(json.getBoolean("boolean"));
        assertEquals(1, json.getObj("citations").getArray("solutions").map(s -> s).count());
        assertTrue(
                write(answer, Format.XML, null)
                        .endsWith(
                                """
                                <head><link href="https://home.test/source/a"/></head>
                                <boolean>true</boolean>
                                </sparql>
                                """));
        assertEquals(
                "_askResult,_sources\r\ntrue,https://home.test/source/a\r\n",
                write(answer, Format.CSV, null));
    }

    // Graphs

    @Test
    void triplesStandInTheGraphsOfTheirSources() throws IOException {
        Triple triple = Triple.create(iri("id/x"), iri("vocab#y"), number(1));
        CitedAnswer answer =
                new CitedAnswer.Triples(
                        List.of(
                                new CitedTriple(triple, null, List.of(witness("b", "e")), 1, List.of()),
                                new CitedTriple(
                                        Triple.create(iri("id/x"), iri("vocab#z"), number(2)),
                                        null,
                                        List.of(),
                                        0,
                                        List.of()),
                                new CitedTriple(
                                        triple, iri("own"), List.of(witness("e")), 1, List.of())));
        DatasetGraph expected =
                RDFParser.fromString(
                                """
                                PREFIX : <https://home.test/>
                                PREFIX dct: <http://purl.org/dc/terms/>
                                PREFIX ev: <https://w3id.org/lab-ledger/evidence#>
                                <https://home.test/id/x> <https://home.test/vocab#z> 2 .
                                :own dct:source <https://home.test/source/e> .
                                <https://home.test/cite/abc> dct:source <https://home.test/source/b> , <https://home.test/source/e> .
                                :own { <https://home.test/id/x> <https://home.test/vocab#y> 1 }
                                <https://home.test/source/b> {
                                    <https://home.test/id/x> <https://home.test/vocab#y> 1 .
                                    <https://home.test/source/b> a ev:Source ; dct:title "Copy B"@en ;
                                        ev:kind <https://home.test/vocab#copy> ; ev:retells <https://home.test/source/a> }
                                <https://home.test/source/e> {
                                    <https://home.test/id/x> <https://home.test/vocab#y> 1 .
                                    <https://home.test/source/e> a ev:Source ; dct:title "Letter E"@en }
                                """,
                                Lang.TRIG)
                        .toDatasetGraph();

        for (Format format : CitedAnswerWriter.formats(Format.ofGraphs())) {
            String text = write(answer, format, LINK);
            DatasetGraph found =
                    RDFParser.fromString(
                                    text,
                                    format == Format.TRIG
                                            ? Lang.TRIG
                                            : format == Format.N_QUADS
                                                    ? Lang.NQUADS
                                                    : Lang.JSONLD11)
                            .toDatasetGraph();
            assertTrue(IsoMatcher.isomorphic(expected, found), format + "\n" + text);
        }
        assertTrue(write(answer, Format.TRIG, LINK).endsWith("# Permanent link: " + LINK + "\n"));
    }

    @Test
    void onlyFormatsWithNamedGraphsHoldTheSourcesOfGraphs() {
        assertEquals(
                List.of(Format.TRIG, Format.N_QUADS, Format.JSON_LD),
                CitedAnswerWriter.formats(Format.ofGraphs()));
        assertEquals(Format.ofRows(), CitedAnswerWriter.formats(Format.ofRows()));
    }

    private static int ways(Witness... witnesses) {
        return cite(rows(1, witnesses)).row(0).ways();
    }

    private static Citations cite(CitedAnswer answer) {
        return cite(answer, null);
    }

    private static Citations cite(
            CitedAnswer answer, @Nullable String link) {
        Query query = QueryFactory.create("SELECT * {}");
        return new CitationFactory().cite(answer, query, GraphChoice.NONE, snapshot, link);
    }

    private static String write(
            CitedAnswer answer, Format format, @Nullable String link)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CitedAnswerWriter.write(answer, cite(answer, link), format, snapshot.prefixes(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static CitedAnswer rows(int value, Witness... witnesses) {
        Var x = Var.alloc("x");
        return new CitedAnswer.Solutions(
                List.of(x),
                List.of(
                        new CitedSolution(
                                BindingFactory.binding(x, number(value)),
                                List.of(witnesses),
                                witnesses.length,
                                List.of())));
    }

    /** A statement for each text, made by the sources in it: any of them would do. */
    private static Witness witness(String... statements) {
        List<Statement> all = new ArrayList<>();
        for (String statement : statements) {
            all.add(
                    new Statement(
                            Triple.create(iri("id/x"), iri("vocab#y"), number(all.size())),
                            List.of(statement.split(" ", -1)).stream()
                                    .map(name ->
                                            name.startsWith("/")
                                                    ? iri(name.substring(1))
                                                    : iri("source/" + name))
                                    .toList()));
        }
        return new Witness(all);
    }

    private static Node iri(String path) {
        return NodeFactory.createURI("https://home.test/" + path);
    }

    private static Node number(int value) {
        return NodeFactory.createLiteralDT(
                Integer.toString(value),
                XSDDatatype.XSDinteger);
    }
}
