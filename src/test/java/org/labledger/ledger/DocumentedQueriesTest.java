package org.labledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.labledger.catalog.Catalog;
import org.labledger.catalog.SavedQuery;
import org.labledger.query.Engine;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;

/** The queries that the documents show give the answers shown. */
@Tag("data")
class DocumentedQueriesTest {

    private static Snapshot snapshot;
    private static Catalog catalog;

    @BeforeAll
    static void load() {
        snapshot = ServedLedger.snapshot();
        catalog = snapshot.catalog();
    }

    @Test
    void theFirstQueryOfTheReadmeGivesTheAnswerBelowIt() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String query =
                find(readme, "(?s)--data-urlencode 'query=\n(.*?)'\n```").getFirst().group(1);
        String shown = find(readme, "(?s)```csv\n(.*?)```").getFirst().group(1);
        Answer answer =
                new Engine(Limits.STANDARD)
                        .answer(QueryFactory.create(query), BindingFactory.empty(), snapshot);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Format.CSV.write(answer, snapshot.prefixes(), out);
        assertEquals(out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"), shown);
    }

    @Test
    void theQueriesOfTheAcceptedViewGiveTheAnswersBelowThem() throws Exception {
        String document = Files.readString(Path.of("docs/accepted-view.md"));
        List<MatchResult> shown = find(document, "(?s)```sparql\n(.*?)```\n\n```csv\n(.*?)```");
        assertEquals(2, shown.size());
        for (MatchResult example : shown) {
            Answer answer =
                    new Engine(Limits.STANDARD)
                            .answer(
                                    QueryFactory.create(example.group(1)),
                                    BindingFactory.empty(),
                                    snapshot);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Format.CSV.write(answer, snapshot.prefixes(), out);
            assertEquals(
                    out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"), example.group(2));
        }
    }

    @Test
    void everySavedQueryThatIsShownCanBeAskedAsShown() throws Exception {
        int shown = 0;
        for (String document : List.of("README.md", "CONTRIBUTING.md")) {
            String text = Files.readString(Path.of(document));
            for (MatchResult url : find(text, "/query/([a-z-]+)\\.?[a-z]*\\?([^'\\s`]+)")) {
                Map<String, String> values = new TreeMap<>();
                for (String pair : url.group(2).split("&", -1)) {
                    values.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
                }
                SavedQuery query = catalog.find(url.group(1)).orElseThrow();
                assertHasRows(query, values);
                shown++;
            }
            for (MatchResult command :
                    find(text, "\\./lab-ledger query ([a-z-]+)((?: [a-z]+=[^ `\\n]+)*)")) {
                Map<String, String> values = new TreeMap<>();
                for (String pair : command.group(2).strip().split(" ", -1)) {
                    values.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
                }
                assertHasRows(catalog.find(command.group(1)).orElseThrow(), values);
                shown++;
            }
        }
        assertTrue(shown >= 4, "the documents show saved queries");
    }

    private static void assertHasRows(SavedQuery query, Map<String, String> values)
            throws Exception {
        Answer answer =
                new Engine(Limits.STANDARD)
                        .answer(query.query(), query.bind(values, snapshot.prefixes()), snapshot);
        assertTrue(
                answer instanceof Answer.Solutions solutions && !solutions.rows().isEmpty(),
                () -> query.name() + " " + values);
    }

    private static List<MatchResult> find(String text, String pattern) {
        List<MatchResult> found = Pattern.compile(pattern).matcher(text).results().toList();
        assertFalse(found.isEmpty() && pattern.startsWith("(?s)"), pattern);
        return found;
    }
}
