package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.ResultSetFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.util.NodeFactoryExtra;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.federation.StandInEndpoint;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.QuerySyntaxException;
import org.labledger.syntax.QueryText;
import org.labledger.web.ServedHome;

/**
 * The engine answers random queries over random data as the definitions say. A failure shows the
 * smallest case that was found, and the seed. With {@code mvn -Pproofs test
 * -Dtest=RandomQueriesTest} there are 100,000 queries, or {@code -Drandom.queries} of them from
 * {@code -Drandom.seed} on.
 */
class RandomQueriesTest {

    private static final int QUERIES_PER_DATASET = 25;

    /** How long to look for a smaller query, and then for fewer quads. */
    private static final Duration MAX_SHRINKING = Duration.ofSeconds(30);

    @TempDir Path folder;

    /** Queries that take too long to evaluate, here or there. */
    private final AtomicInteger tooLarge = new AtomicInteger();

    /** How one query is compared. */
    interface Comparison {
        Optional<String> difference(Snapshot snapshot, List<Quad> quads, QueryTree query)
                throws QuerySyntaxException;
    }

    /** Data, as lines and loaded. */
    private record Data(HomeFolder home, List<String> lines, Snapshot snapshot, List<Quad> quads) {

        static Data of(HomeFolder home, List<String> lines) {
            Snapshot snapshot = load(home, lines);
            return new Data(home, lines, snapshot, QueryComparison.quads(snapshot));
        }

        static Data random(HomeFolder home, Random random, int graphs) {
            return of(home, RandomData.quads(random, graphs, 20 + random.nextInt(40)));
        }
    }

    @Test
    void areAnsweredAsTheDefinitionsSay() throws Exception {
        compareMany(13, 5_000);
    }

    @Test
    @Tag("proofs")
    void areAnsweredAsTheDefinitionsSayAlsoIfThereAreMany() throws Exception {
        compareMany(
                Long.getLong("random.seed", 1_000_000),
                Integer.getInteger("random.queries", 100_000));
    }

    private void compareMany(long firstSeed, int count) throws Exception {
        HomeFolder home = HomeFolder.in(folder);
        for (int done = 0; done < count; done += QUERIES_PER_DATASET) {
            long seed = firstSeed + done / QUERIES_PER_DATASET;
            Random random = new Random(seed);
            int graphs = 1 + random.nextInt(12);
            Data data = Data.random(home, random, graphs);
            for (int i = 0; i < QUERIES_PER_DATASET; i++) {
                compare(
                        data,
                        new RandomQueries(random, graphs).query(),
                        seed,
                        RandomQueriesTest::difference);
            }
        }
        assertTrue(tooLarge.get() < count / 50, "too large: " + tooLarge);
    }

    @Test
    void chooseGraphsInFromAndInTheRequest() throws Exception {
        HomeFolder home = HomeFolder.in(folder);
        for (int i = 0; i < 20; i++) {
            Random random = new Random(14_000 + i);
            int graphs = 1 + random.nextInt(12);
            Data data = Data.random(home, random, graphs);
            for (int j = 0; j < QUERIES_PER_DATASET; j++) {
                QueryTree query = new RandomQueries(random, graphs).queryWithFrom();
                GraphChoice choice =
                        random.nextBoolean()
                                ? GraphChoice.NONE
                                : new GraphChoice(
                                        someGraphs(random, graphs), someGraphs(random, graphs));
                compare(
                        data,
                        query,
                        14_000 + i,
                        (snapshot, quads, tree) ->
                                QueryComparison.difference(
                                        snapshot,
                                        quads,
                                        parse(tree),
                                        BindingFactory.empty(),
                                        choice));
            }
        }
    }

    @Test
    void areAnsweredGraphByGraph() throws Exception {
        HomeFolder home = HomeFolder.in(folder);
        long left = QueryComparison.leftToArq();
        for (int i = 0; i < 40; i++) {
            Random random = new Random(22_000 + i);
            int graphs = 1 + random.nextInt(12);
            Data data = Data.random(home, random, graphs);
            for (int j = 0; j < QUERIES_PER_DATASET; j++) {
                compare(
                        data,
                        new RandomQueries(random, graphs).graphByGraph(),
                        22_000 + i,
                        RandomQueriesTest::difference);
            }
        }
        assertTrue(tooLarge.get() < 20, "too large: " + tooLarge);
        left = QueryComparison.leftToArq() - left;
        // Those with the variable inside, EXISTS, slices, GRAPH, or groups without keys.
        assertTrue(left < 750, "left to ARQ: " + left);
    }

    private static List<String> someGraphs(Random random, int graphs) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            names.add(RandomData.graph(random.nextInt(graphs + 1)).replaceAll("[<>]", ""));
        }
        return List.copyOf(names);
    }

    @Test
    void haveValuesInThePlaceOfVariables() throws Exception {
        HomeFolder home = HomeFolder.in(folder);
        int compared = 0;
        for (int i = 0; i < 20; i++) {
            Random random = new Random(15_000 + i);
            int graphs = 1 + random.nextInt(12);
            Data data = Data.random(home, random, graphs);
            for (int j = 0; j < QUERIES_PER_DATASET; j++) {
                QueryTree query = new RandomQueries(random, graphs).query();
                String name = RandomData.one(random, List.of("a", "b", "c", "d", "g"));
                Node value =
                        NodeFactoryExtra.parseNode(
                                RandomData.one(
                                        random,
                                        random.nextInt(3) == 0
                                                ? RandomData.LITERALS
                                                : RandomData.THINGS));
                // What VALUES and GROUP BY name cannot be given from outside.
                Pattern assigned =
                        Pattern.compile("(VALUES|GROUP BY)[^{]*\\?" + name + "\\b", Pattern.DOTALL);
                if (assigned.matcher(query.toString()).find()) {
                    continue;
                }
                compared++;
                Binding values = BindingFactory.binding(Var.alloc(name), value);
                compare(
                        data,
                        query,
                        15_000 + i,
                        (snapshot, quads, tree) ->
                                QueryComparison.difference(
                                        snapshot, quads, parse(tree), values, GraphChoice.NONE));
            }
        }
        assertTrue(compared > 300, "compared: " + compared);
    }

    @Test
    void areAnsweredOverAThousandGraphs() throws Exception {
        Random random = new Random(16);
        List<String> lines = RandomData.quads(random, 1_000, 1_500);
        Data data = Data.of(HomeFolder.in(folder), lines);
        for (int i = 0; i < 60; i++) {
            compare(
                    data,
                    new RandomQueries(random, 1_000).query(),
                    16,
                    RandomQueriesTest::difference);
        }
        assertTrue(tooLarge.get() < 40, "too large: " + tooLarge);
    }

    @Test
    void areAnsweredToEightThreadsAtOnce() throws Exception {
        Random random = new Random(17);
        Data data = Data.random(HomeFolder.in(folder), random, 5);
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                long seed = 17_000 + i;
                threads.add(
                        pool.submit(() -> {
                            Random own = new Random(seed);
                            for (int j = 0; j < 60; j++) {
                                compare(
                                        data,
                                        new RandomQueries(own, 5).query(),
                                        seed,
                                        RandomQueriesTest::difference);
                            }
                            return null;
                        }));
            }
        }
        for (Future<?> thread : threads) {
            thread.get();
        }
    }

    @Test
    void searchTexts() throws Exception {
        HomeFolder home = HomeFolder.in(folder);
        Node text = NodeFactory.createLiteralString("boat");
        List<String> extras =
                List.of(
                        "?a <http://jena.apache.org/text#query> \"boat\" .",
                        "?b <http://jena.apache.org/text#query> \"boat\" . ?b <ex:p> ?a .",
                        "<ex:a> <http://jena.apache.org/text#query> \"boat\" .");
        for (int i = 0; i < 12; i++) {
            Random random = new Random(18_000 + i);
            int graphs = 1 + random.nextInt(6);
            List<String> lines =
                    new ArrayList<>(RandomData.quads(random, graphs, 20 + random.nextInt(40)));
            for (String thing : RandomData.THINGS) {
                lines.add(
                        thing
                                + " <http://www.w3.org/2000/01/rdf-schema#label> \""
                                + (random.nextBoolean() ? "red boat" : "house")
                                + "\" "
                                + RandomData.graph(random.nextInt(graphs))
                                + " .");
            }
            Data data = Data.of(home, lines);
            for (int j = 0; j < QUERIES_PER_DATASET; j++) {
                compare(
                        data,
                        new RandomQueries(random, graphs, extras).query(),
                        18_000 + i,
                        (snapshot, quads, tree) -> withSearch(snapshot, quads, parse(tree), text));
            }
        }
    }

    /** What the search finds is asked of it alone; how it goes with the rest is judged. */
    private static Optional<String> withSearch(
            Snapshot snapshot, List<Quad> quads, Query query, Node text) {
        Set<Node> graphs = new HashSet<>();
        quads.forEach(quad -> graphs.add(quad.getGraph()));
        graphs.add(Quad.defaultGraphIRI);
        List<Map<Var, Node>> solutions =
                QueryComparison.withReference(
                        quads,
                        GraphChoice.NONE,
                        reference -> {
                            for (Node graph : graphs) {
                                for (Node thing : found(snapshot, graph, text)) {
                                    reference.withFound(graph, thing, text);
                                }
                            }
                            return reference.solutions(query);
                        });
        return QueryComparison.difference(
                snapshot, query, query, BindingFactory.empty(), GraphChoice.NONE, solutions);
    }

    private static List<Node> found(Snapshot snapshot, Node graph, Node text) {
        String pattern =
                "?s <"
                        + ReferenceEvaluator.TEXT_QUERY.getURI()
                        + "> \""
                        + text.getLiteralLexicalForm()
                        + "\"";
        String query =
                graph.equals(Quad.defaultGraphIRI)
                        ? "SELECT ?s { " + pattern + " }"
                        : "SELECT ?s { GRAPH <" + graph.getURI() + "> { " + pattern + " } }";
        return QueryComparison.rows(snapshot, query).stream().map(row -> row.get("s")).toList();
    }

    @Test
    void reachOtherEndpoints() throws Exception {
        Random random = new Random(19);
        List<String> remote =
                RandomData.quads(random, 3, 40).stream().filter(l -> !l.contains("_:")).toList();
        DatasetGraph dataset =
                RDFParser.fromString(String.join("\n", remote), Lang.NQUADS).toDatasetGraph();
        Set<Triple> triples = new LinkedHashSet<>();
        dataset.find().forEachRemaining(quad -> triples.add(quad.asTriple()));
        triples.forEach(triple -> dataset.getDefaultGraph().add(triple));
        try (StandInEndpoint endpoint = new StandInEndpoint(dataset)) {
            Node name = NodeFactory.createURI(endpoint.iri());
            HomeFolder home =
                    HomeFolder.in(folder)
                            .with(
                                    "ontology/dataset.ttl",
                                    HomeFolder.DESCRIPTION
                                            + "<https://home.test/>"
                                            + " <https://w3id.org/lab-ledger/evidence#serviceEndpoint> <"
                                            + endpoint.iri()
                                            + "> .\n");
            String service = "SERVICE <" + endpoint.iri() + "> ";
            List<String> extras =
                    List.of(
                            service + "{ ?a <ex:p> ?b }",
                            service + "{ ?a ?p ?c . ?c <ex:q> ?d }",
                            service + "{ <ex:a> ?p ?b }",
                            service + "{ ?c <ex:r> ?e FILTER(isIRI(?e)) }");
            for (int i = 0; i < 6; i++) {
                Data data = Data.random(home, new Random(19_000 + i), 3);
                for (int j = 0; j < QUERIES_PER_DATASET; j++) {
                    compare(
                            data,
                            new RandomQueries(random, 3, extras).query(),
                            19_000 + i,
                            (snapshot, quads, tree) ->
                                    withService(snapshot, quads, parse(tree), name, triples));
                }
            }
            assertTrue(!endpoint.queries().isEmpty());
        }
    }

    private static Optional<String> withService(
            Snapshot snapshot, List<Quad> quads, Query query, Node endpoint, Set<Triple> triples) {
        List<Map<Var, Node>> solutions =
                QueryComparison.withReference(
                        quads,
                        GraphChoice.NONE,
                        reference -> reference.withService(endpoint, triples).solutions(query));
        return QueryComparison.difference(
                snapshot, query, query, BindingFactory.empty(), GraphChoice.NONE, solutions);
    }

    @Test
    void describeThingsWithTheirBlankNodes() throws Exception {
        Random random = new Random(20);
        Data data = Data.random(HomeFolder.in(folder), random, 5);
        for (String thing : RandomData.THINGS) {
            Node node = NodeFactoryExtra.parseNode(thing);
            Set<Triple> expected = new HashSet<>();
            describe(node, data.quads(), expected);

            assertEquals(
                    expected, QueryComparison.triples(data.snapshot(), "DESCRIBE " + thing), thing);
            assertEquals(
                    expected,
                    QueryComparison.triples(
                            data.snapshot(), "DESCRIBE ?x { VALUES ?x { " + thing + " } }"),
                    thing);
        }
    }

    private static void describe(Node node, List<Quad> quads, Set<Triple> found) {
        for (Quad quad : quads) {
            if (quad.getSubject().equals(node)
                    && found.add(quad.asTriple())
                    && quad.getObject().isBlank()) {
                describe(quad.getObject(), quads, found);
            }
        }
    }

    @Test
    void areAnsweredOverHttp() throws Exception {
        Random random = new Random(21);
        List<String> lines =
                RandomData.quads(random, 5, 60).stream().filter(l -> !l.contains("_:")).toList();
        HomeFolder home =
                HomeFolder.in(folder).with("ontology/dataset.ttl", HomeFolder.DESCRIPTION);
        Data data = Data.of(home, lines);
        try (ServedHome server = ServedHome.start(home, Duration.ofSeconds(20), 1_000_000)) {
            for (int i = 0; i < 100; i++) {
                compare(
                        data,
                        new RandomQueries(random, 5).select(),
                        21,
                        (snapshot, quads, tree) -> overHttp(server, quads, tree));
            }
        }
    }

    private static Optional<String> overHttp(ServedHome server, List<Quad> quads, QueryTree tree)
            throws QuerySyntaxException {
        if (tree.toString().length() > 2_000) {
            // Too long for an address.
            return Optional.empty();
        }
        Query query = parse(tree);
        List<Map<Var, Node>> solutions =
                QueryComparison.withReference(
                        quads, GraphChoice.NONE, reference -> reference.solutions(query));
        HttpResponse<String> response =
                server.get(
                        "/sparql?query="
                                + URLEncoder.encode(tree.toString(), StandardCharsets.UTF_8),
                        "Accept",
                        "application/sparql-results+json");
        if (response.statusCode() != 200) {
            return Optional.of(response.statusCode() + " " + response.body());
        }
        RowSet rows =
                RowSet.adapt(
                        ResultSetFactory.fromJSON(
                                new ByteArrayInputStream(
                                        response.body().getBytes(StandardCharsets.UTF_8))));
        List<Binding> all = new ArrayList<>();
        List<Var> variables = List.copyOf(rows.getResultVars());
        rows.forEachRemaining(all::add);
        return QueryComparison.difference(query, new Answer.Solutions(variables, all), solutions);
    }

    private void compare(Data data, QueryTree query, long seed, Comparison comparison)
            throws QuerySyntaxException {
        try {
            if (comparison.difference(data.snapshot(), data.quads(), query).isPresent()) {
                throw new AssertionError(
                        shrunk(data.home(), data.lines(), query, seed, comparison));
            }
        } catch (ReferenceEvaluator.TooLargeException e) {
            tooLarge.incrementAndGet();
        }
    }

    static Snapshot load(HomeFolder home, List<String> lines) {
        return home.with("data/random.nq", String.join("\n", lines) + "\n").load();
    }

    private static Query parse(QueryTree tree) throws QuerySyntaxException {
        return QueryText.parse(tree.toString());
    }

    static Optional<String> difference(Snapshot snapshot, List<Quad> quads, QueryTree tree)
            throws QuerySyntaxException {
        return QueryComparison.difference(
                snapshot, quads, parse(tree), BindingFactory.empty(), GraphChoice.NONE);
    }

    /** Returns a case that is as small as leaving out quads and parts of the query makes it. */
    static String shrunk(
            HomeFolder home,
            List<String> lines,
            QueryTree query,
            long seed,
            Comparison comparison) {
        QueryTree tree = query;
        Snapshot all = load(home, lines);
        List<Quad> quads = QueryComparison.quads(all);
        long end = System.nanoTime() + MAX_SHRINKING.toNanos();
        boolean isSmaller = true;
        while (isSmaller && System.nanoTime() < end) {
            isSmaller = false;
            for (QueryTree less : tree.smaller()) {
                if (less.toString().length() < tree.toString().length()
                        && fails(comparison, all, quads, less).isPresent()) {
                    tree = less;
                    isSmaller = true;
                    break;
                }
            }
        }
        QueryTree smallest = tree;
        long endOfData = System.nanoTime() + MAX_SHRINKING.toNanos();
        List<String> data =
                withoutSome(
                        lines,
                        some -> {
                            if (System.nanoTime() > endOfData) {
                                return false;
                            }
                            Snapshot snapshot = load(home, some);
                            return fails(
                                            comparison,
                                            snapshot,
                                            QueryComparison.quads(snapshot),
                                            smallest)
                                    .isPresent();
                        });
        Snapshot snapshot = load(home, data);
        return "seed "
                + seed
                + "\n"
                + tree
                + "\n"
                + String.join("\n", data)
                + "\n"
                + fails(comparison, snapshot, QueryComparison.quads(snapshot), tree)
                        .orElse("no difference any more")
                + "\nfrom: "
                + query;
    }

    private static Optional<String> fails(
            Comparison comparison, Snapshot snapshot, List<Quad> quads, QueryTree tree) {
        try {
            return comparison.difference(snapshot, quads, tree);
        } catch (QuerySyntaxException | ReferenceEvaluator.TooLargeException e) {
            return Optional.empty();
        }
    }

    /** Leaves out ever smaller runs of lines. */
    private static List<String> withoutSome(
            List<String> lines, Predicate<List<String>> isStillWrong) {
        List<String> kept = lines;
        for (int run = Math.max(1, lines.size() / 2); run > 0; run /= 2) {
            for (int i = 0; i < kept.size(); ) {
                List<String> fewer = new ArrayList<>(kept);
                fewer.subList(i, Math.min(i + run, kept.size())).clear();
                if (isStillWrong.test(fewer)) {
                    kept = fewer;
                } else {
                    i += run;
                }
            }
        }
        return kept;
    }
}
