package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shared.PrefixMapping;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.util.FmtUtils;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.syntax.QueryText;

/**
 * The cases of {@code docs/upstream}: plain ARQ answers them as they say, and Lab Ledger as the
 * specification does.
 */
class UpstreamCasesTest {

    private static final Path CASES = Path.of("docs/upstream");
    private static final Pattern BLOCK =
            Pattern.compile(
                    "^## ([^\\n]+)\\n[^#]*?```\\w+\\n(.*?)\\n```$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> areRightHere() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<Path> cases =
                    files.filter(f -> f.getFileName().toString().matches("\\d\\d-.*"))
                            .sorted()
                            .toList();
            return cases.stream()
                    .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
        }
    }

    private void check(Path file) throws Exception {
        String text = Files.readString(file);
        Query query = QueryText.parse(block(text, "Query"));
        HomeFolder home =
                HomeFolder.in(folder.resolve(file.getFileName().toString()))
                        .with("data/case.trig", block(text, "Data"));

        assertEquals(block(text, "By the specification"), ours(home.load(), query));
        assertEquals(block(text, "Plain ARQ 6.0.0"), plain(block(text, "Data"), query));
    }

    private static String block(String text, String heading) {
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if (blocks.group(1).equals(heading)) {
                return blocks.group(2);
            }
        }
        throw new AssertionError("No block under: " + heading);
    }

    private static String ours(Snapshot snapshot, Query query) throws LimitException {
        Answer.Solutions answer =
                (Answer.Solutions)
                        new Engine(Limits.STANDARD).answer(query, BindingFactory.empty(), snapshot);
        return text(answer.variables(), answer.rows());
    }

    private static String plain(String data, Query query) {
        DatasetGraph dataset = RDFParser.fromString(data, Lang.TRIG).toDatasetGraph();
        List<Quad> quads = new ArrayList<>();
        dataset.find().forEachRemaining(quads::add);
        quads.forEach(quad -> dataset.getDefaultGraph().add(quad.asTriple()));
        try (QueryExec execution =
                QueryExec.dataset(dataset).query(query).context(ARQ.getContext().copy()).build()) {
            RowSet rows = execution.select();
            List<Binding> all = new ArrayList<>();
            List<Var> variables = List.copyOf(rows.getResultVars());
            rows.forEachRemaining(all::add);
            return text(variables, all);
        } catch (RuntimeException e) {
            return "(failed)";
        }
    }

    private static String text(List<Var> variables, List<Binding> rows) {
        if (rows.isEmpty()) {
            return "(no solution)";
        }
        return rows.stream()
                .map(row ->
                        variables.stream()
                                .filter(row::contains)
                                .map(v ->
                                        v
                                                + " = "
                                                + FmtUtils.stringForNode(
                                                        row.get(v), (PrefixMapping) null))
                                .collect(Collectors.joining(", ")))
                .map(row -> row.isEmpty() ? "(nothing bound)" : row)
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
