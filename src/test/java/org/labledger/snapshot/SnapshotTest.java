package org.labledger.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.TxnType;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.exec.UpdateExec;
import org.apache.jena.sparql.sse.SSE;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;
import org.labledger.source.Location;
import org.labledger.source.ParseProblem;

class SnapshotTest {

    private static final String PROLOGUE =
            """
            PREFIX ev: <https://w3id.org/lab-ledger/evidence#>
            PREFIX ex: <https://w3id.org/lab-ledger/id/>
            PREFIX id: <https://library.example/id/>
            PREFIX lib: <https://library.example/vocab#>
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            PREFIX src: <https://w3id.org/lab-ledger/source/>
            PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
            """;

    /** The graph of data/sources/2024/news.ttl in a home with this project's ontology. */
    private static final Node NEWS = iri("https://w3id.org/lab-ledger/source/news");

    @TempDir Path folder;

    @Test
    void hasTheUnionOfItsGraphsAsDefaultGraph() {
        Snapshot library = HomeFolder.LIBRARY.load();

        assertEquals(
                List.of("0"),
                column(
                        library,
                        """
                        SELECT (COUNT(*) AS ?n)
                        { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }
                        """));
        assertEquals(
                column(library, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
                column(
                        library,
                        """
                        SELECT (COUNT(*) AS ?n)
                        { { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } } }
                        """));
        assertFalse(library.dataset().getDefaultGraph().isEmpty());
    }

    @Test
    void namesExactlyTheGraphsThatItsFilesFill() {
        Snapshot library = HomeFolder.LIBRARY.load();

        assertEquals(
                Set.of(
                        "https://library.example/dataset",
                        "https://library.example/prefixes",
                        "https://library.example/vocab",
                        "https://library.example/authors",
                        "https://library.example/books",
                        "https://library.example/editorial/years",
                        "https://library.example/loans",
                        "https://library.example/loans/2023",
                        "https://library.example/loans/2024",
                        "https://library.example/shelves",
                        "https://library.example/shelves/attic",
                        "https://library.example/shelves/ground-floor",
                        "https://library.example/source/card-index-1974",
                        "https://library.example/source/card-index-1998"),
                Set.copyOf(column(library, "SELECT ?g { GRAPH ?g {} }")));
        assertEquals(11, library.dataGraphs().size());
    }

    @Test
    void findsTheGraphsThatHoldAPattern() {
        Snapshot library = HomeFolder.LIBRARY.load();

        assertEquals(
                List.of(
                        "https://library.example/source/card-index-1974",
                        "https://library.example/source/card-index-1998"),
                column(
                        library,
                        "SELECT ?g { GRAPH ?g { id:the-tin-orchard lib:year ?year } } ORDER BY ?g"));
        assertEquals(
                List.of("https://library.example/loans/2024"),
                column(
                        library,
                        """
                        SELECT ?g { GRAPH ?g { ?loan lib:book ?book ; lib:lentOn ?day }
                                    FILTER(?day > "2024-06-01"^^xsd:date) }
                        """));
        assertEquals(
                List.of(),
                column(library, "SELECT ?s { GRAPH <https://library.example/no> { ?s ?p ?o } }"));
    }

    @Test
    void readsOnlyTheGraphsThatFromNames() {
        Snapshot library = HomeFolder.LIBRARY.load();

        assertEquals(
                List.of("1961"),
                column(
                        library,
                        """
                        SELECT (STR(?year) AS ?y)
                        FROM <https://library.example/source/card-index-1974>
                        { id:the-tin-orchard lib:year ?year }
                        """));
        assertEquals(
                List.of("https://library.example/source/card-index-1998"),
                column(
                        library,
                        """
                        SELECT ?g
                        FROM NAMED <https://library.example/source/card-index-1998>
                        { GRAPH ?g { id:the-tin-orchard lib:year ?year } }
                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "2023,       gYear,      2023-01-01, 2023-12-31",
        "2024-05,    gYearMonth, 2024-05-01, 2024-05-31",
        "2024-04,    gYearMonth, 2024-04-01, 2024-04-30",
        "2024-12,    gYearMonth, 2024-12-01, 2024-12-31",
        "2024-02,    gYearMonth, 2024-02-01, 2024-02-29",
        "2023-02,    gYearMonth, 2023-02-01, 2023-02-28",
        "2000-02,    gYearMonth, 2000-02-01, 2000-02-29",
        "1900-02,    gYearMonth, 1900-02-01, 1900-02-28",
        "2024-05-17, date,       2024-05-17, 2024-05-17",
    })
    void derivesTheFirstAndTheLastDayThatADateMayMean(
            String date, String type, String first, String last) {
        Snapshot snapshot =
                withNews("ex:x ev:saidOn \"" + date + "\"^^xsd:" + type + " . ex:x ev:about ex:x .")
                        .load();

        assertEquals(
                List.of(first),
                column(
                        snapshot,
                        "SELECT (STR(?d) AS ?day) { GRAPH src:news { ex:x ev:saidOnEarliest ?d }"
                                + " FILTER(DATATYPE(?d) = xsd:date) }"));
        assertEquals(
                List.of(last),
                column(
                        snapshot,
                        "SELECT (STR(?d) AS ?day) { GRAPH src:news { ex:x ev:saidOnLatest ?d }"
                                + " FILTER(DATATYPE(?d) = xsd:date) }"));
    }

    @Test
    void derivesNoDayFromATextThatIsNoDate() {
        Snapshot snapshot = withNews("ex:x ev:saidOn \"2024-05\", \"soon\" .").load();

        assertEquals(List.of(), column(snapshot, "SELECT ?d { ex:x ev:saidOnEarliest ?d }"));
    }

    @Test
    void derivesTheInverseInTheGraphOfItsSource() {
        Snapshot snapshot = withNews("src:news ev:retells src:other .").load();
        Triple inverse =
                Triple.create(
                        iri("https://w3id.org/lab-ledger/source/other"),
                        iri("https://w3id.org/lab-ledger/evidence#retoldBy"),
                        NEWS);

        assertEquals(List.of(NEWS), List.copyOf(snapshot.graphsOf(inverse)));
        assertTrue(snapshot.isDerived(Quad.create(NEWS, inverse)));
    }

    @Test
    void derivesSuperPropertiesInTheGraphOfTheirSource() {
        Snapshot snapshot = withNews("src:news ev:translationOf src:other .").load();

        assertEquals(
                List.of(NEWS.getURI()),
                column(snapshot, "SELECT ?g { GRAPH ?g { src:news ev:retells src:other } }"));
        assertEquals(
                List.of(NEWS.getURI()),
                column(
                        snapshot,
                        "SELECT ?g { GRAPH ?g { src:news"
                                + " <http://www.w3.org/ns/prov#wasDerivedFrom> src:other } }"));
        assertEquals(
                List.of(NEWS.getURI()),
                column(snapshot, "SELECT ?g { GRAPH ?g { src:other ev:retoldBy src:news } }"));
    }

    @Test
    void derivesSuperClassesInTheGraphOfTheirSource() {
        Snapshot snapshot = withNews("ex:x a ev:Denial .").load();

        assertEquals(
                List.of(NEWS.getURI()),
                column(snapshot, "SELECT ?g { GRAPH ?g { ex:x a ev:Statement } }"));
    }

    @Test
    void knowsWhatIsDerivedInOneGraphAndWrittenInAnother() {
        Snapshot snapshot =
                withNews("ex:x a ev:Denial .")
                        .with(
                                "data/sources/2024/blog.ttl",
                                """
                                @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                                @prefix ex: <https://w3id.org/lab-ledger/id/> .
                                ex:x a ev:Statement .
                                """)
                        .load();
        Triple statement =
                Triple.create(
                        iri("https://w3id.org/lab-ledger/id/x"),
                        RDF.type.asNode(),
                        iri("https://w3id.org/lab-ledger/evidence#Statement"));
        Node blog = iri("https://w3id.org/lab-ledger/source/blog");

        assertTrue(snapshot.isDerived(Quad.create(NEWS, statement)));
        assertFalse(snapshot.isDerived(Quad.create(blog, statement)));
        assertEquals(Set.of(NEWS, blog), Set.copyOf(snapshot.graphsOf(statement)));
    }

    @Test
    void doesNotPutIntoASourceWhatFollowsFromTheOntologyAlone() {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .withFolder(HomeFolder.SMALL_LEDGER, "ontology")
                        .with(
                                "ontology/kinds.ttl",
                                """
                                @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                                @prefix ex: <https://w3id.org/lab-ledger/kinds#> .
                                ex:letter ev:retells ex:speech ; ev:saidOn "2024" .
                                """)
                        .with(
                                "data/sources/2024/news.ttl",
                                "<https://w3id.org/lab-ledger/id/x> a <https://w3id.org/lab-ledger/lab#Tally> .")
                        .load();

        assertEquals(
                List.of(), column(snapshot, "SELECT ?s { GRAPH src:news { ?s ev:retoldBy ?o } }"));
    }

    @Test
    void refusesEveryWrite() {
        DatasetGraph dataset = HomeFolder.LIBRARY.load().dataset();
        Quad quad = SSE.parseQuad("(<http://ex/g> <http://ex/s> <http://ex/p> <http://ex/o>)");
        Quad present = dataset.find().next();

        assertThrows(JenaException.class, () -> dataset.add(quad));
        assertThrows(JenaException.class, () -> dataset.delete(present));
        assertThrows(JenaException.class, () -> dataset.deleteAny(null, null, null, null));
        assertThrows(JenaException.class, () -> dataset.getDefaultGraph().add(quad.asTriple()));
        assertThrows(
                JenaException.class, () -> dataset.getDefaultGraph().delete(present.asTriple()));
        assertThrows(
                JenaException.class,
                () -> dataset.addGraph(quad.getGraph(), dataset.getDefaultGraph()));
        assertThrows(
                JenaException.class,
                () -> dataset.removeGraph(iri("https://library.example/books")));
        assertThrows(JenaException.class, () -> dataset.begin(TxnType.WRITE));
        assertThrows(
                JenaException.class,
                () -> UpdateExec.dataset(dataset).update("DROP ALL").build().execute());
        assertThrows(
                JenaException.class,
                () ->
                        UpdateExec.dataset(dataset)
                                .update("INSERT DATA { <http://ex/s> <http://ex/p> 1 }")
                                .build()
                                .execute());
        assertThrows(JenaException.class, dataset::clear);
        assertTrue(dataset.containsGraph(iri("https://library.example/books")));
    }

    @Test
    void answersManyReadersAtOnce() throws Exception {
        Snapshot library = HomeFolder.LIBRARY.load();
        String query = "SELECT ?g ?o { GRAPH ?g { ?s lib:year|lib:lentOn|rdfs:label ?o } }";
        List<String> alone = column(library, query).stream().sorted().toList();
        Callable<List<String>> reader = () -> column(library, query).stream().sorted().toList();

        ExecutorService readers = Executors.newFixedThreadPool(8);
        try {
            for (Future<List<String>> answer :
                    readers.invokeAll(Collections.nCopies(100, reader), 30, TimeUnit.SECONDS)) {
                assertEquals(alone, answer.get());
            }
        } finally {
            readers.shutdownNow();
        }
        assertFalse(alone.isEmpty());
    }

    @Test
    void knowsWhereATripleIsWritten() {
        Snapshot library = HomeFolder.LIBRARY.load();
        Node orchard = iri("https://library.example/id/the-tin-orchard");
        Node year = iri("https://library.example/vocab#year");
        Node index = iri("https://library.example/source/card-index-1998");

        assertEquals(
                Optional.of(new Location("data/sources/2019/card-index-1998.ttl", 16, 29)),
                library.locationOf(index, orchard, year, Node.ANY));
        assertEquals(
                Optional.empty(),
                library.locationOf(iri("https://library.example/books"), orchard, year, Node.ANY));
    }

    @Test
    void countsQuadsAndSources() {
        Snapshot library = HomeFolder.LIBRARY.load();

        assertEquals(
                List.of(Long.toString(library.quadCount())),
                column(library, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"));
        assertEquals(2, library.sourceCount());
    }

    @Test
    void countsDataGraphsAsSourcesWhereNoneIsDescribed() {
        Snapshot plain =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "<s> <p> 1, 1 .")
                        .with("data/b.trig", "<s> <p> 2 . <g> { <s> <p> 3 }")
                        .load();

        assertEquals(3, plain.sourceCount());
        assertEquals(3, plain.quadCount());
    }

    @Test
    void usesThePrefixesOfTheOntologyWhereNoneAreDeclared() {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .with("ontology/v.ttl", "@prefix v: <https://home.test/v#> .")
                        .with("data/a.ttl", "@prefix a: <https://home.test/a#> .")
                        .load();

        assertEquals("https://home.test/v#x", snapshot.prefixes().expand("v:x"));
        assertEquals("https://library.example/vocab#x", libraryPrefix("lib:x"));
        assertEquals(null, snapshot.prefixes().get("a"));
        assertEquals(null, libraryPrefix("owl:x"));
    }

    @Test
    void toleratesAPrefixDeclaredWithAnIri() {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .with(
                                "ontology/prefixes.ttl",
                                """
                                @prefix sh: <http://www.w3.org/ns/shacl#> .
                                <p> sh:declare [ sh:prefix "v" ; sh:namespace <https://home.test/v#> ] ,
                                    [ sh:prefix "w" ; sh:namespace "https://home.test/w#" ] ,
                                    [ sh:prefix "x" ; sh:namespace "https://home.test/x#", "https://home.test/y#" ] .
                                """)
                        .load();

        assertEquals("https://home.test/w#x", snapshot.prefixes().expand("w:x"));
        assertEquals("https://home.test/v#x", snapshot.prefixes().expand("v:x"));
    }

    @Test
    void reportsARuleThatIsNoQuery() {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .with("ontology/rules/a.rq", "CONSTRUCT { ?s ?p ?o }\nWHERE { ?s ?p }")
                        .with("ontology/rules/b.rq", "SELECT * { ?s ?p ?o }")
                        .load();

        assertEquals(
                List.of("ontology/rules/a.rq:2:15", "ontology/rules/b.rq:1:1"),
                snapshot.problems().stream().map(p -> p.location().toString()).toList());
        assertTrue(snapshot.problems().stream().allMatch(ParseProblem::isFatal));
    }

    @Test
    void reportsRulesThatNeverEnd() {
        Snapshot snapshot =
                HomeFolder.in(folder)
                        .with(
                                "ontology/rules/endless.rq",
                                "CONSTRUCT { ?s <https://home.test/next> [] } WHERE { ?s ?p ?o }")
                        .with("data/a.ttl", "<s> <p> <o> .")
                        .with("data/b.ttl", "<s> <p> <o> .")
                        .load();

        assertEquals(1, snapshot.problems().size(), snapshot.problems()::toString);
        ParseProblem problem = snapshot.problems().getFirst();
        assertTrue(problem.isFatal());
        assertEquals("ontology/rules/endless.rq", problem.location().file());
        assertTrue(problem.message().contains("do not come to an end"), problem.message());
    }

    private HomeFolder withNews(String turtle) {
        return HomeFolder.in(folder)
                .withFolder(HomeFolder.SMALL_LEDGER, "ontology")
                .with("data/sources/2024/news.ttl", PROLOGUE + turtle);
    }

    private static String libraryPrefix(String name) {
        return HomeFolder.LIBRARY.load().prefixes().expand(name);
    }

    private static Node iri(String iri) {
        return NodeFactory.createURI(iri);
    }

    /** Returns the values of the first variable. */
    private static List<String> column(Snapshot snapshot, String query) {
        try (QueryExec execution =
                QueryExec.dataset(snapshot.dataset()).query(PROLOGUE + query).build()) {
            RowSet rows = execution.select();
            return rows.stream()
                    .map(row -> row.get(rows.getResultVars().getFirst()))
                    .map(node -> node.isLiteral() ? node.getLiteralLexicalForm() : node.getURI())
                    .collect(Collectors.toList());
        }
    }
}
