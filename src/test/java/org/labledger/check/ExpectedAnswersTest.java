package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;

class ExpectedAnswersTest {

    private static final String ADVICE =
            ". If the new answer is right, run `./lab-ledger check --write-expected` and review the"
                    + " diff.";

    @TempDir Path folder;
    private HomeFolder home;

    @BeforeEach
    void writeDataAndAQuery() {
        home =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "<http://a.example/s> <http://a.example/p> 1, 2, 3 .")
                        .with("queries/q/numbers.rq", "SELECT ?n { ?s ?p ?n } ORDER BY ?n");
    }

    @Test
    void agree() {
        expecting("n\n1\n2\n3\n");
        assertEquals(List.of(), home.findings());

        expecting("n\r\n1\r\n2\r\n3\r\n");
        assertEquals(List.of(), home.findings());
    }

    @Test
    void showTheFirstLineThatDiffers() {
        expecting("n\n1\n5\n3\n");

        assertEquals(
                List.of(
                        "queries/expected/numbers.csv:3:1: error: The answer has changed: expected"
                                + " 5, got 2"
                                + ADVICE),
                home.findings());
    }

    @Test
    void showARowThatIsNew() {
        expecting("n\n1\n2\n");

        assertEquals(
                List.of(
                        "queries/expected/numbers.csv:4:1: error: The answer has changed: expected"
                                + " no more rows, got 3"
                                + ADVICE),
                home.findings());
    }

    @Test
    void showARowThatIsGone() {
        expecting("n\n1\n2\n3\n4\n");

        assertEquals(
                List.of(
                        "queries/expected/numbers.csv:5:1: error: The answer has lost 1 row:"
                                + " expected 4, got no more rows. Was a file in data/ emptied or"
                                + " deleted?"
                                + ADVICE.substring(1)),
                home.findings());
    }

    @Test
    void mindTheOrderOnlyWhereTheQueryDoes() {
        expecting("n\n3\n2\n1\n");
        assertEquals(1, home.findings().size());

        home.with("queries/q/numbers.rq", "SELECT ?n { ?s ?p ?n }");
        for (String rows : List.of("1\n2\n3\n", "3\n2\n1\n", "2\n3\n1\n")) {
            expecting("n\n" + rows);
            assertEquals(List.of(), home.findings());
        }

        expecting("n\n3\n2\n");
        assertEquals(1, home.findings().size());
    }

    @Test
    void belongToAQuery() {
        home.with("queries/expected/letters.csv", "x\n");

        assertEquals(
                List.of(
                        "queries/expected/letters.csv:1:1: error: There is no saved query"
                                + " \"letters\". If it was renamed, rename this file too; else"
                                + " `./lab-ledger check --write-expected` removes it."),
                home.findings());
    }

    @Test
    void areNotWrittenForQueriesThatAskOtherEndpoints() throws Exception {
        home.with(
                "queries/q/numbers.rq",
                "SELECT ?n { { SELECT ?n { SERVICE <http://192.0.2.1/> { ?s ?p ?n } } } }");
        Snapshot snapshot = home.load();

        assertEquals(Map.of(), ExpectedAnswers.actual(snapshot, Limits.STANDARD));
        expecting("n\n");
        assertEquals(
                List.of(
                        "queries/expected/numbers.csv:1:1: error: The query \"numbers\" uses"
                                + " SERVICE, so its answer can change without an edit. `./lab-ledger"
                                + " check --write-expected` removes this file."),
                home.findings());
    }

    @Test
    void areNotBlamedForABrokenQuery() {
        expecting("n\n1\n2\n3\n");
        home.with("queries/q/numbers.rq", "SELECT ?n {");

        assertEquals(
                List.of("queries/q/numbers.rq"),
                home.check().findings().stream().map(f -> f.location().file()).toList());
    }

    @Test
    void needADefaultForEveryRequiredParameter() {
        expecting("n\n1\n");
        home.with("queries/q/numbers.rq", "SELECT ?n { ?s ?p ?n FILTER(?n = ?_which_integer) }");

        assertEquals(
                List.of(
                        "queries/q/numbers.rq:1:1: error: The expected answer needs a default"
                                + " for every required parameter: add it under `#+ defaults`. Parameter \"which\""
                                + " is missing: a whole number. For example: which=1"),
                home.findings());

        home.with(
                "queries/q/numbers.rq",
                "#+ defaults: {which: 1}\nSELECT ?n { ?s ?p ?n FILTER(?n = ?_which_integer) }");
        assertEquals(List.of(), home.findings());
    }

    @Test
    void areTakenFromAllQueriesThatCanBeAskedWithoutChoosing() throws LimitException {
        home.with("queries/q/which.rq", "SELECT ?n { ?s ?p ?n FILTER(?n = ?_which_integer) }")
                .with("queries/q/ask.rq", "ASK {}")
                .with(
                        "queries/q/one.rq",
                        "#+ defaults: {which: 1}\n"
                                + "SELECT ?n { ?s ?p ?n FILTER(?n = ?_which_integer) }");
        Snapshot snapshot = home.load();

        Map<String, String> actual = ExpectedAnswers.actual(snapshot, Limits.STANDARD);

        assertEquals(
                Set.of("queries/expected/numbers.csv", "queries/expected/one.csv"),
                actual.keySet());
        assertEquals("n\n1\n2\n3\n", actual.get("queries/expected/numbers.csv"));
        actual.forEach(home::with);
        assertTrue(home.check().passes());
    }

    private void expecting(String csv) {
        home.with("queries/expected/numbers.csv", csv);
    }
}
