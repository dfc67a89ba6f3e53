package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;

class CheckQueriesTest {

    @TempDir Path folder;
    private HomeFolder home;

    @BeforeEach
    void writeData() {
        home =
                HomeFolder.in(folder)
                        .with(
                                "ontology/v.ttl",
                                "@prefix id: <https://home.test/> . @prefix v: <https://home.test/v#> .")
                        .with(
                                "data/a.ttl",
                                """
                                @prefix id: <https://home.test/> .
                                @prefix v: <https://home.test/v#> .
                                id:one v:size 1 ; v:name "One" .
                                id:two
                                    v:name "Two" ;
                                    v:size 2 .
                                """)
                        .with(
                                "data/b.ttl",
                                """
                                @prefix id: <https://home.test/> .
                                @prefix v: <https://home.test/v#> .

                                id:two v:size 2 .
                                """);
    }

    @Test
    void makeAFindingOfEachRow() {
        checkedBy(
                """
                #+ message: "{this} is as large as {value} ({nothing})."
                PREFIX v: <https://home.test/v#>
                SELECT ?this (v:size AS ?path) ?value { ?this v:size ?value }
                """);

        assertEquals(
                List.of(
                        "data/a.ttl:3:15: error: id:one is as large as \"1\" (?nothing).",
                        "data/a.ttl:6:12: error: id:two is as large as \"2\" (?nothing)."),
                home.findings());
        assertEquals("queries/checks/a.rq", home.check().findings().getFirst().check());
    }

    @Test
    void pointIntoTheGraphThatARowNames() {
        checkedBy(
                """
                #+ message: "{this} in {graph}"
                #+ severity: warning
                PREFIX v: <https://home.test/v#>
                SELECT ?this (v:size AS ?path) ?graph { GRAPH ?graph { ?this v:size 2 } }
                """);

        assertEquals(
                List.of(
                        "data/a.ttl:6:12: warning: id:two in <https://home.invalid/a>",
                        "data/b.ttl:4:15: warning: id:two in <https://home.invalid/b>"),
                home.findings());
        assertTrue(home.check().passes());
    }

    @Test
    void pointToTheSubjectWhereARowNamesNoMore() {
        checkedBy(
                """
                #+ message: "{this} is small."
                PREFIX v: <https://home.test/v#>
                SELECT ?this { ?this v:name "Two" }
                """);

        assertEquals(List.of("data/a.ttl:5:12: error: id:two is small."), home.findings());
    }

    @Test
    void pointToTheFileOfAGraphThatIsItselfWrong() {
        checkedBy(
                """
                #+ message: "{this} has no name."
                SELECT (?graph AS ?this) ?graph
                { GRAPH ?graph {} FILTER NOT EXISTS { GRAPH ?graph { ?s <https://home.test/v#name> ?o } } }
                """);

        assertEquals(
                List.of("data/b.ttl:1:1: error: <https://home.invalid/b> has no name."),
                home.findings());
    }

    @Test
    void citeATextOfManyLinesInOne() {
        home.with("data/b.ttl", "<s> <p> \"\"\"one\n  two\r\nthree\"\"\" .");
        checkedBy(
                "#+ message: \"{value}\"\nSELECT ?this ?value { ?this <https://home.invalid/p> ?value }");

        assertEquals(List.of("data/b.ttl:1:9: error: \"one two three\""), home.findings());
    }

    @Test
    void areThemselvesChecked() {
        home.with("queries/checks/a.rq", "SELECT * { ?s ?p ?o }")
                .with("queries/checks/b.rq", "#+ message: x\nSELECT * {\n ?s ?p ?o");

        assertEquals(
                List.of("queries/checks/a.rq:1:1", "queries/checks/b.rq:3:9"),
                home.check().findings().stream().map(f -> f.location().toString()).toList());
    }

    @Test
    void areReportedWhereTheyGoOverALimit() {
        checkedBy("#+ message: x\nSELECT ?this { ?this ?p ?o }");
        Snapshot snapshot = home.load();

        List<Finding> findings =
                new CheckQueries(
                                new Limits(Duration.ofSeconds(10), 1),
                                CheckCache.disabled(snapshot))
                        .findings(snapshot);

        assertEquals(1, findings.size());
        assertTrue(
                findings.getFirst()
                        .toString()
                        .startsWith(
                                "queries/checks/a.rq:1:1: error: The answer has more than 1 rows."),
                findings.getFirst()::toString);
    }

    private void checkedBy(String query) {
        home.with("queries/checks/a.rq", query);
    }
}
