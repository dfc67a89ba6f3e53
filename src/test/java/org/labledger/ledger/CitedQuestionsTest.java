package org.labledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sparql.exec.QueryExec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.labledger.source.HomeFile;

/**
 * The sources that are cited for the questions that the ledger must answer. {@code
 * src/test/resources/cited/expected.csv} has them row by row, as they were checked against the
 * files by hand; that they are right is shown by stock ARQ too, over the files that are cited and
 * no others.
 */
@Tag("data")
class CitedQuestionsTest {

    private static final Path FOLDER = Path.of("src/test/resources/cited");
    private static final String BASE = "https://w3id.org/lab-ledger/";

    /** Rows of one aggregate rest on all statements together. */
    private static final String AGGREGATE = "Q21";

    /** A row in short, with the sets of sources of which any one is enough. */
    private record Cited(String row, List<Set<String>> sets) {}

    private static Map<String, List<Cited>> expected;
    private static Map<String, Graph> files;

    @BeforeAll
    static void read() throws IOException {
        expected = new TreeMap<>();
        for (String line :
                Files.readAllLines(FOLDER.resolve("expected.csv")).stream().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            expected.computeIfAbsent(cells[0], question -> new ArrayList<>())
                    .add(new Cited(cells[1], sets(cells[2])));
        }
        files = new HashMap<>();
        ServedLedger.snapshot()
                .home()
                .files(HomeFile.Part.DATA)
                .forEach(file -> {
                    Graph graph = GraphMemFactory.createDefaultGraph();
                    RDFDataMgr.read(graph, file.path());
                    Node name = ServedLedger.snapshot().description().uriSpace().graphOf(file);
                    files.put(name(name.getURI()), graph);
                });
    }

    static Stream<String> questions() throws IOException {
        try (Stream<Path> queries = Files.list(FOLDER)) {
            return queries
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".rq"))
                    .map(name -> name.replace(".rq", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void allTwentyQuestionsAreAsked() throws IOException {
        assertEquals(20, questions().count());
        assertEquals(expected.keySet(), questions().collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theSourcesAreThoseThatWereChecked(String question) throws IOException {
        assertEquals(text(expected(question)), text(cited(question)));
    }

    /** On the files of any of its sets, and nothing else, the query has the row. */
    @ParameterizedTest
    @MethodSource("questions")
    void theCitedFilesAloneGiveTheRow(String question) throws IOException {
        for (Cited row : expected(question)) {
            for (Set<String> set : row.sets()) {
                assertTrue(rows(question, set).contains(row.row()), () -> row.row() + " on " + set);
                for (String left : set) {
                    Set<String> fewer = new TreeSet<>(set);
                    fewer.remove(left);
                    assertFalse(
                            rows(question, fewer).contains(row.row()),
                            () -> row.row() + " does without " + left);
                }
            }
        }
    }

    /** Each file that gives a row by itself is cited for it. */
    @ParameterizedTest
    @MethodSource("questions")
    void noFileThatGivesTheRowIsMissing(String question) throws IOException {
        Map<String, Set<String>> cited = new TreeMap<>();
        for (Cited row : expected(question)) {
            Set<String> alone = cited.computeIfAbsent(row.row(), key -> new TreeSet<>());
            row.sets().stream().filter(set -> set.size() == 1).forEach(alone::addAll);
        }
        Map<String, Set<String>> found = new TreeMap<>();
        cited.keySet().forEach(row -> found.put(row, new TreeSet<>()));
        if (!question.equals(AGGREGATE)) {
            for (String file : files.keySet()) {
                for (String row : rows(question, Set.of(file))) {
                    // What another file excludes is no row of the answer.
                    found.computeIfPresent(
                            row,
                            (key, names) -> {
                                names.add(file);
                                return names;
                            });
                }
            }
        }
        assertEquals(found, cited);
    }

    /** Without all cited files the row is gone. */
    @ParameterizedTest
    @MethodSource("questions")
    void withoutTheCitedFilesTheRowIsGone(String question) throws IOException {
        Map<String, Set<String>> cited = new TreeMap<>();
        for (Cited row : expected(question)) {
            Set<String> all = cited.computeIfAbsent(row.row(), key -> new TreeSet<>());
            row.sets().forEach(all::addAll);
        }
        cited.forEach((row, sources) -> {
            Set<String> others = new TreeSet<>(files.keySet());
            others.removeAll(sources);
            assertFalse(rows(question, others).contains(row), row);
        });
    }

    private static List<Cited> expected(String question) {
        return Objects.requireNonNull(expected.get(question), question);
    }

    private static List<Cited> cited(String question) throws IOException {
        HttpResponse<String> response =
                ServedLedger.server()
                        .get(
                                "sparql?cite=true&query="
                                        + URLEncoder.encode(
                                                query(question), StandardCharsets.UTF_8),
                                "Accept",
                                "text/csv");
        assertEquals(200, response.statusCode(), response::body);
        return response.body()
                .lines()
                .filter(line -> !line.startsWith("# "))
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells ->
                        new Cited(
                                Arrays.stream(cells, 0, cells.length - 1)
                                        .map(CitedQuestionsTest::shortened)
                                        .collect(Collectors.joining(" ")),
                                sets(cells[cells.length - 1])))
                .toList();
    }

    private static List<Set<String>> sets(String text) {
        return Arrays.stream(text.split(" \\| ", -1))
                .map(set ->
                        (Set<String>)
                                Arrays.stream(set.split(" ", -1))
                                        .map(CitedQuestionsTest::name)
                                        .collect(Collectors.toCollection(TreeSet::new)))
                .toList();
    }

    /** Writes rows so that a difference is easy to see; the order of alternatives means nothing. */
    private static String text(List<Cited> rows) {
        return rows.stream()
                .map(row ->
                        row.row()
                                + ": "
                                + row.sets().stream()
                                        .map(Set::toString)
                                        .sorted()
                                        .collect(Collectors.joining(" | ")))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String query(String question) throws IOException {
        return Files.readString(FOLDER.resolve(question + ".rq"));
    }

    /** Returns the rows that stock ARQ finds in some files. */
    private static Set<String> rows(String question, Set<String> names) {
        Graph graph;
        if (names.size() == 1) {
            graph = Objects.requireNonNull(files.get(names.iterator().next()), names::toString);
        } else {
            Graph union = GraphMemFactory.createDefaultGraph();
            for (String name : names) {
                Objects.requireNonNull(files.get(name), name).find().forEachRemaining(union::add);
            }
            graph = union;
        }
        Set<String> rows = new TreeSet<>();
        try {
            Query query = QueryFactory.create(query(question));
            try (QueryExec execution = QueryExec.graph(graph).query(query).build()) {
                execution
                        .select()
                        .forEachRemaining(row ->
                                rows.add(
                                        query.getProjectVars().stream()
                                                .map(row::get)
                                                .map(node ->
                                                        node == null ? "" : shortened(text(node)))
                                                .collect(Collectors.joining(" "))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static String text(Node node) {
        return node.isLiteral() ? node.getLiteralLexicalForm() : node.toString();
    }

    private static String shortened(String term) {
        return term.replace(BASE, "").replace("codes#", "code:").replaceFirst("^id/", "id:");
    }

    private static String name(String graph) {
        return graph.replace(BASE, "").replace("source/", "");
    }
}
