package org.labledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;

/** The map from the rows of the fact dossier to the records that hold them. */
@Tag("data")
class DossierTest {

    private static final Node DOSSIER =
            NodeFactory.createURI("https://w3id.org/lab-ledger/editorial/dossier");

    private record Held(String row, Node record) {}

    private static Snapshot snapshot;
    private static List<Held> map;

    @BeforeAll
    static void load() throws IOException {
        snapshot = ServedLedger.snapshot();
        map =
                Files.readAllLines(Path.of("src/test/resources/dossier-rows.csv")).stream()
                        .skip(1)
                        .map(line -> line.split(",", 2))
                        .map(parts -> new Held(parts[0], NodeFactory.createURI(parts[1])))
                        .toList();
    }

    @Test
    void atLeast330RowsAreHeld() {
        Set<String> rows =
                map.stream().map(Held::row).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(rows.size() >= 330, () -> rows.size() + " rows");
        assertTrue(rows.stream().allMatch(row -> row.matches("F\\d{3}")));
    }

    @Test
    void everyMappedRecordExistsAndHasASource() {
        List<String> without = new ArrayList<>();
        for (Held held : map) {
            boolean isSourced =
                    snapshot
                            .dataset()
                            .getDefaultGraph()
                            .find(held.record(), Node.ANY, Node.ANY)
                            .toList()
                            .stream()
                            .flatMap(triple -> snapshot.graphsOf(triple).stream())
                            .filter(graph -> !graph.equals(DOSSIER))
                            .anyMatch(graph ->
                                    snapshot.dataset()
                                            .getGraph(graph)
                                            .contains(graph, RDF.type.asNode(), Evidence.SOURCE));
            if (!isSourced) {
                without.add(held.row() + " " + held.record());
            }
        }
        assertEquals(List.of(), without);
    }

    @Test
    void theDataSayTheSameAsTheMap() {
        Set<String> inMap =
                map.stream()
                        .map(held -> held.row() + " " + held.record())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> inData =
                snapshot
                        .dataset()
                        .getGraph(DOSSIER)
                        .find(Node.ANY, DCTerms.identifier.asNode(), Node.ANY)
                        .toList()
                        .stream()
                        .map(t -> t.getObject().getLiteralLexicalForm() + " " + t.getSubject())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(inMap, inData);
    }
}
