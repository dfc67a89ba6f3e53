package org.labledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.labledger.search.SearchAnswer;
import org.labledger.search.SearchIndex;
import org.labledger.search.SearchRequest;
import org.labledger.search.SearchResult;
import org.labledger.search.TextRole;
import org.labledger.snapshot.Snapshot;

/** What people type and what they mean by it, on the ledger itself. */
@Tag("data")
class RelevanceTest {

    private static final String TABLE = "/search/relevance.csv";

    private static SearchIndex index;
    private static String base;

    @BeforeAll
    static void read() {
        Snapshot snapshot = ServedLedger.snapshot();
        index = SearchIndex.of(snapshot);
        base = snapshot.description().uriSpace().base();
    }

    @ParameterizedTest
    @CsvFileSource(resources = TABLE, numLinesToSkip = 1)
    void findsFirst(String text, String language, String type, String expected) {
        SearchAnswer answer =
                index.search(
                        new SearchRequest(
                                text, language, Optional.ofNullable(type).map(base::concat), 0, 5));

        List<String> found = answer.results().stream().map(SearchResult::iri).toList();
        assertTrue(!found.isEmpty(), "nothing found");
        assertEquals(base + expected, found.getFirst(), () -> "found " + found);
    }

    @Test
    void isToldByAtLeastFortyQueries() throws IOException {
        assertTrue(Files.readAllLines(Path.of("src/test/resources" + TABLE)).size() > 40);
    }

    @Test
    void putsANameBeforeWhatIsOnlyWrittenAboutIt() {
        List<TextRole> roles =
                index
                        .search(new SearchRequest("Leike", "en", Optional.empty(), 0, 100))
                        .results()
                        .stream()
                        .map(SearchResult::role)
                        .toList();

        assertEquals(TextRole.NAME, roles.getFirst());
        assertEquals(TextRole.TEXT, roles.getLast());
    }
}
