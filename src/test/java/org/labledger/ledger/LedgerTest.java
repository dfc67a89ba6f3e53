package org.labledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.labledger.HomeFolder;
import org.labledger.check.Checker;
import org.labledger.check.Report;
import org.labledger.cli.CommandRun;
import org.labledger.desk.Desk;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.LocatedQuad;

/** What must hold of the ledger whatever curators enter. */
@Tag("data")
class LedgerTest {

    @Test
    void passesItsCheck() {
        Report report = Checker.checkOnce(ServedLedger.snapshot(), Limits.STANDARD);

        assertTrue(report.passes(), () -> report.findings().toString());
    }

    @Test
    void hasTheLicenceOfTheCitation() throws IOException {
        String cited = Files.readString(Path.of("CITATION.cff"));
        String stated = Files.readString(Path.of("ontology/dataset.ttl"));

        assertTrue(cited.contains("\nlicense: CC-BY-4.0\n"), cited);
        assertTrue(
                stated.contains("dct:license <https://creativecommons.org/licenses/by/4.0/>"),
                stated);
    }

    @Test
    void isLaidOut() {
        CommandRun fmt = CommandRun.on(HomeFolder.THIS_PROJECT.path(), "fmt", "--check");

        assertEquals(0, fmt.status(), fmt::toString);
    }

    @Test
    void everyClassThatRecordsHaveIsAKindOfTheDesk() throws Exception {
        Snapshot snapshot = ServedLedger.snapshot();
        List<String> kinds =
                Desk.of(snapshot).kinds().stream().map(k -> k.type().getURI()).toList();
        List<String> missing = new ArrayList<>();
        for (Node graph : snapshot.dataGraphs()) {
            snapshot.filesOf(graph).stream()
                    .flatMap(file -> file.quads().stream())
                    .map(LocatedQuad::quad)
                    .filter(quad -> quad.getPredicate().equals(RDF.type.asNode()))
                    .map(quad -> quad.getObject().getURI())
                    .filter(type -> !kinds.contains(type) && !missing.contains(type))
                    .forEach(missing::add);
        }
        assertEquals(List.of(), missing);
    }
}
