package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.labledger.web.ServedHome.encode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.Syntax;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RDFWriter;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;
import org.labledger.query.Engine;
import org.labledger.query.Limits;
import org.labledger.result.Format;
import org.labledger.source.ParseProblem;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.QueryText;

/**
 * The query tests of the W3C, asked over HTTP of a running server.
 *
 * <p>The default graph of a home is the union of all its named graphs, while a test says exactly
 * which file is the default graph and which are named ones. So one home holds the files of all
 * tests, each as a TriG file that fills a named graph of the file's own published IRI, and each
 * test says with {@code default-graph-uri} and {@code named-graph-uri} which of them make up its
 * dataset (SPARQL 1.1 Protocol, section 2.1.4). A file without triples is no graph of a home: a
 * test of an empty default graph with named ones leaves {@code default-graph-uri} out, which means
 * the same, and a test of nothing at all asks a second home that is empty.
 */
class W3cQueryTest {

    /** Needs something that this product does not have or a test must not do. */
    private static final Map<String, String> LEFT_OUT =
            Map.of(
                    "sparql11/entailment", "no entailment regime but simple entailment is claimed",
                    "sparql11/service", "asks endpoints on the network",
                    "sparql11/protocol", "W3cProtocolTest",
                    "sparql11/service-description", "W3cProtocolTest",
                    "sparql11/http-rdf-update",
                            "the write half is refused, the read half has its own tests");

    private static final Map<Lang, String> RESULT_TYPES =
            Map.of(
                    ResultSetLang.RS_JSON, "application/sparql-results+json",
                    ResultSetLang.RS_XML, "application/sparql-results+xml",
                    ResultSetLang.RS_TSV, "text/tab-separated-values");

    private static final List<Lang> GRAPH_TYPES =
            List.of(Lang.TURTLE, Lang.NTRIPLES, Lang.RDFXML, Lang.JSONLD);

    /** What can carry triple terms; the other formats have no published way to write them. */
    private static final List<Lang> RDF_12_TYPES = List.of(Lang.TURTLE, Lang.NTRIPLES);

    @TempDir private static Path folder;

    private static List<W3cTest> tests;
    private static Set<Path> emptyFiles;
    private static Map<Path, Set<Node>> graphsInside;
    private static ServedHome full;
    private static ServedHome empty;
    private static HttpClient client;

    @BeforeAll
    static void serve() throws IOException {
        tests = W3cSuite.all();
        emptyFiles = new LinkedHashSet<>();
        graphsInside = new HashMap<>();
        HomeFolder home = HomeFolder.in(folder.resolve("full"));
        Map<Node, Path> owners = new HashMap<>();
        for (Path file : files()) {
            String trig = trig(file, owners);
            if (!emptyFiles.contains(file)) {
                home.with(
                        "data/"
                                + W3cSuite.iri(file).replaceAll("^https?://[^/]*/|[^\\w/]", "_")
                                + ".trig",
                        trig);
            }
        }
        full = ServedHome.start(home);
        empty = ServedHome.start(HomeFolder.in(folder.resolve("empty")));
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        full.close();
        empty.close();
    }

    @Test
    void loadsEveryFileOfTheSuites() {
        assertEquals(
                List.of(),
                full.snapshot().problems().stream().filter(ParseProblem::isFatal).toList());
    }

    @Test
    void listsOnlyDeparturesOfTestsThatThereAre() {
        Set<String> unknown = new TreeSet<>(W3cDepartures.REASONS.keySet());
        tests.stream().map(W3cTest::name).forEach(unknown::remove);

        assertEquals(Set.of(), unknown);
    }

    @TestFactory
    Stream<DynamicNode> evaluates() {
        return byFolder("QueryEvaluationTest|CSVResultFormatTest", this::evaluate);
    }

    /** The default graph holds the data of all tests, with terms of every kind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * { ?s ?p ?o } ORDER BY ?o ?p ?s",
                "SELECT * { ?s ?p ?o } ORDER BY DESC(?o) ?s DESC(?p) LIMIT 100",
                "SELECT DISTINCT ?o { ?s ?p ?o } ORDER BY STR(?o) ?o",
                "SELECT ?o (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?o ORDER BY DESC(?n) ?o",
                "SELECT ?p (MIN(?o) AS ?a) (MAX(?o) AS ?b) (SAMPLE(?o) AS ?c) (SUM(?o) AS ?d)"
                        + " (AVG(?o) AS ?e) (GROUP_CONCAT(?o) AS ?f) { ?s ?p ?o } GROUP BY ?p",
                "SELECT ?d ?l (MAX(?o) AS ?m) { ?s ?p ?o } GROUP BY (DATATYPE(?o) AS ?d) (LANG(?o)"
                        + " AS ?l) ORDER BY ?m",
                "SELECT * { ?s ?p ?o MINUS { ?o ?q ?s } } ORDER BY ?o",
                "SELECT * { ?s ?p ?o OPTIONAL { ?s ?o ?x . ?y ?z ?w FILTER(?x < ?w) } } ORDER BY ?x"
                        + " LIMIT 10",
                "DESCRIBE ?s { ?s ?p ?o }",
                "DESCRIBE ?o { ?s ?p ?o }",
                "CONSTRUCT { ?o ?p ?s . ?s ?p ?o } { ?s ?p ?o }",
            })
    void sortsGroupsAndDescribesTheDataOfAllTests(String query) throws Exception {
        Query parsed = QueryText.parse(query);
        for (Format format :
                parsed.isSelectType()
                        ? List.of(Format.JSON, Format.CSV)
                        : List.of(Format.TURTLE, Format.N_TRIPLES)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            new Engine(Limits.STANDARD)
                    .stream(
                            parsed,
                            BindingFactory.empty(),
                            full.snapshot(),
                            GraphChoice.NONE,
                            format,
                            out);

            assertTrue(out.toString(StandardCharsets.UTF_8).lines().count() > 2, out::toString);
        }
    }

    @TestFactory
    Stream<DynamicNode> acceptsGoodSyntax() {
        return byFolder("PositiveSyntaxTest(11)?", this::accept);
    }

    @TestFactory
    Stream<DynamicNode> refusesBadSyntax() {
        return byFolder("NegativeSyntaxTest(11)?", this::refuse);
    }

    @TestFactory
    Stream<DynamicNode> refusesUpdates() {
        return byFolder(".*Update.*", this::refuseUpdate);
    }

    private interface Assertion {
        void check(W3cTest test) throws Exception;
    }

    private static Stream<DynamicNode> byFolder(String kinds, Assertion assertion) {
        Map<String, List<W3cTest>> byFolder =
                tests.stream()
                        .filter(test -> test.kind().matches(kinds))
                        .filter(test -> !LEFT_OUT.containsKey(test.folder()))
                        .collect(
                                Collectors.groupingBy(
                                        W3cTest::folder, LinkedHashMap::new, Collectors.toList()));
        return byFolder.entrySet().stream()
                .map(entry ->
                        dynamicContainer(
                                entry.getKey(),
                                entry.getValue().stream()
                                        .map(test ->
                                                dynamicTest(
                                                        test.display(),
                                                        () -> run(test, assertion)))));
    }

    private static void run(W3cTest test, Assertion assertion) throws Exception {
        String reason = W3cDepartures.REASONS.get(test.name());
        if (reason == null) {
            try {
                assertion.check(test);
            } catch (AssertionError e) {
                throw new AssertionError(test.display() + ": " + e.getMessage(), e);
            }
            return;
        }
        try {
            assertion.check(test);
        } catch (AssertionError e) {
            return; // as the list says
        }
        fail(test.name() + " passes: take it from the list of departures (\"" + reason + "\").");
    }

    private void evaluate(W3cTest test) throws Exception {
        W3cAnswer expected = W3cAnswer.expected(test.resultFile());
        switch (expected) {
            case W3cAnswer.Triples triples -> {
                for (Lang lang : triples.hasTripleTerms() ? RDF_12_TYPES : GRAPH_TYPES) {
                    W3cAnswer.Triples given =
                            W3cAnswer.triples(
                                    answer(test, lang.getHeaderString()), lang, test.queryFile());
                    assertTrue(triples.matches(given), () -> difference(test, triples, given));
                }
            }
            case W3cAnswer.Truth truth -> {
                for (Lang lang : List.of(ResultSetLang.RS_JSON, ResultSetLang.RS_XML)) {
                    byte[] body = answer(test, mediaType(lang));
                    assertEquals(truth, W3cAnswer.results(body, lang));
                }
            }
            case W3cAnswer.Rows rows -> evaluate(test, rows);
        }
    }

    private void evaluate(W3cTest test, W3cAnswer.Rows rows) throws Exception {
        if (test.kind().equals("CSVResultFormatTest")) {
            W3cAnswer.Rows given =
                    (W3cAnswer.Rows) W3cAnswer.results(answer(test, "text/csv"), Lang.CSV);
            assertTrue(rows.matches(given, false), () -> difference(test, rows, given));
            return;
        }
        boolean ordered = QueryFactory.create(text(test), Syntax.syntaxSPARQL_12).hasOrderBy();
        for (Lang lang : RESULT_TYPES.keySet()) {
            if (lang.equals(ResultSetLang.RS_TSV) && rows.hasTripleTerms()) {
                continue; // Jena's reader of TSV, which is only the test's, does not know them
            }
            byte[] body = answer(test, mediaType(lang));
            W3cAnswer.Rows given = (W3cAnswer.Rows) W3cAnswer.results(body, lang);
            assertTrue(
                    test.lax() ? given.matchesButForRepetition(rows) : rows.matches(given, ordered),
                    () -> lang + ": " + difference(test, rows, given));
        }
    }

    private void accept(W3cTest test) throws Exception {
        HttpResponse<byte[]> response = ask(test, null);
        if (test.folder().equals("sparql11/syntax-fed") && response.statusCode() == 403) {
            return; // understood, but the endpoint is none that may be asked
        }
        assertEquals(
                200,
                response.statusCode(),
                () -> new String(response.body(), StandardCharsets.UTF_8));
    }

    /** As SPARQL Update or, to a parser of queries alone, as no query. */
    private void refuseUpdate(W3cTest test) throws Exception {
        int status = ask(test, null).statusCode();
        assertTrue(status == 403 || status == 400, () -> "status " + status);
    }

    private void refuse(W3cTest test) throws Exception {
        if (test.queryFile().toString().endsWith(".ru")) {
            refuseUpdate(test); // the manifests give some updates the type of a query
        } else {
            assertEquals(400, ask(test, null).statusCode());
        }
    }

    private static String mediaType(Lang lang) {
        return Objects.requireNonNull(RESULT_TYPES.get(lang), lang::toString);
    }

    private static byte[] answer(W3cTest test, String accept) throws Exception {
        HttpResponse<byte[]> response = ask(test, accept);
        assertEquals(
                200,
                response.statusCode(),
                () -> new String(response.body(), StandardCharsets.UTF_8));
        String type = response.headers().firstValue("Content-Type").orElse("");
        assertTrue(type.startsWith(accept), type);
        return response.body();
    }

    private static HttpResponse<byte[]> ask(W3cTest test, @Nullable String accept)
            throws Exception {
        StringBuilder form = new StringBuilder("query=").append(encode(text(test)));
        Set<String> dataset = dataset(test);
        dataset.forEach(form::append);
        boolean namesItsOwn = namesItsDataset(test);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                (dataset.isEmpty() && !namesItsOwn ? empty : full).uri("sparql"))
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form.toString()));
        if (accept != null) {
            request.header("Accept", accept);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** The parameters that say what the dataset is, unless the query itself does. */
    private static Set<String> dataset(W3cTest test) throws IOException {
        Set<String> parameters = new LinkedHashSet<>();
        if (namesItsDataset(test)) {
            return parameters;
        }
        for (Path file : test.defaultGraph()) {
            if (!emptyFiles.contains(file)) {
                parameters.add("&default-graph-uri=" + encode(W3cSuite.iri(file)));
            }
            for (Node graph : graphsInside.getOrDefault(file, Set.of())) {
                parameters.add("&named-graph-uri=" + encode(graph.getURI()));
            }
        }
        for (Path file : test.namedGraphs()) {
            if (!emptyFiles.contains(file)) {
                parameters.add("&named-graph-uri=" + encode(W3cSuite.iri(file)));
            }
        }
        return parameters;
    }

    private static boolean namesItsDataset(W3cTest test) throws IOException {
        return Files.readString(test.queryFile()).contains("FROM");
    }

    /** The text of the query, with the base IRI that its file would have. */
    private static String text(W3cTest test) throws IOException {
        return "BASE <"
                + W3cSuite.iri(test.queryFile())
                + "> "
                + Files.readString(test.queryFile());
    }

    /** The files that are the data of a test, or that a query names in FROM. */
    private static Set<Path> files() throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (W3cTest test : tests) {
            if (!LEFT_OUT.containsKey(test.folder()) && !test.isUpdate()) {
                files.addAll(test.defaultGraph());
                files.addAll(test.namedGraphs());
            }
        }
        try (Stream<Path> list =
                Files.list(
                        tests.stream()
                                .filter(test -> test.folder().equals("sparql10/dataset"))
                                .findFirst()
                                .orElseThrow()
                                .queryFile()
                                .getParent())) {
            list.filter(file -> file.getFileName().toString().startsWith("data-"))
                    .sorted()
                    .forEach(files::add);
        }
        return files;
    }

    /** Writes a file as TriG, its default graph under the IRI of the file. */
    private static String trig(Path file, Map<Node, Path> owners) throws IOException {
        DatasetGraph read = DatasetGraphFactory.createGeneral();
        String iri = W3cSuite.iri(file);
        RDFParser.source(file)
                .lang(RDFLanguages.filenameToLang(file.toString()))
                .base(iri)
                .checking(false)
                .parse(read);
        DatasetGraph named = DatasetGraphFactory.createGeneral();
        Node own = NodeFactory.createURI(iri);
        for (Quad quad : Iter.toList(read.find())) {
            Node graph = quad.isDefaultGraph() ? own : quad.getGraph();
            named.add(Quad.create(graph, quad.asTriple()));
            if (!quad.isDefaultGraph()) {
                graphsInside.computeIfAbsent(file, f -> new LinkedHashSet<>()).add(graph);
            }
            Path owner = owners.put(graph, file);
            assertTrue(owner == null || owner.equals(file), () -> graph + " in two files");
        }
        if (!named.containsGraph(own)) {
            emptyFiles.add(file);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RDFWriter.source(named).format(RDFFormat.TRIG_BLOCKS).output(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String difference(W3cTest test, Object expected, Object given) {
        return test.display() + "\nexpected " + expected + "\ngiven " + given;
    }
}
