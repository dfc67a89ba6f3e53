package org.labledger.accepted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;

/**
 * What the accepted view of the ledger has of every property that an editor's note says sources
 * disagree on, value by value. {@code accepted/disagreements.csv} was worked out by hand: the
 * values are those of {@code data/sources}; for each, the verdicts of {@code data/editorial} were
 * read and the value that stands, or those where there is no verdict, written down before the view
 * was computed. The numbers K01 to K40 are those of the notes.
 */
@Tag("data")
class AcceptedValuesTest {

    private static final Path TABLE = Path.of("src/test/resources/accepted/disagreements.csv");

    private static final Snapshot LEDGER = HomeFolder.THIS_PROJECT.load();

    private record Row(
            String record, String property, String value, boolean isAccepted, String why) {

        String key() {
            return record + " " + property;
        }

        String statement() {
            return key() + " " + value;
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cell ->
                        new Row(
                                LEDGER.ontology().iri(cell[1]),
                                LEDGER.ontology().iri(cell[2]),
                                cell[3],
                                cell[4].equals("yes"),
                                cell[5]))
                .toList();
    }

    private static Triples view() {
        return LEDGER.store().triples(LEDGER.acceptedGraph());
    }

    private static String text(Node value) {
        return value.isLiteral() ? value.getLiteralLexicalForm() : value.getLocalName();
    }

    private static Set<String> values(Triples graph, String key) {
        Node record = NodeFactory.createURI(key.split(" ")[0]);
        Node property = NodeFactory.createURI(key.split(" ")[1]);
        return graph.objects(record, property).stream()
                .map(value -> key + " " + text(value))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theTableHasEveryAcknowledgedDisagreement() throws IOException {
        Triples all = LEDGER.store().triples();
        Set<String> acknowledged = new TreeSet<>();
        all.forEach(
                Node.ANY,
                Evidence.ON_RECORD,
                Node.ANY,
                note ->
                        all.objects(note.getSubject(), Evidence.ON_PROPERTY)
                                .forEach(property ->
                                        acknowledged.add(note.getObject() + " " + property)));

        assertEquals(
                acknowledged,
                rows().stream().map(Row::key).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void theTableHasEveryValue() throws IOException {
        for (String key : rows().stream().map(Row::key).distinct().toList()) {
            assertEquals(
                    rows().stream()
                            .filter(row -> row.key().equals(key))
                            .map(Row::statement)
                            .collect(Collectors.toCollection(TreeSet::new)),
                    values(LEDGER.store().triples(), key));
        }
    }

    @Test
    void theViewHasTheValuesThatTheVerdictsLeave() throws IOException {
        for (String key : rows().stream().map(Row::key).distinct().toList()) {
            assertEquals(
                    rows().stream()
                            .filter(row -> row.key().equals(key) && row.isAccepted())
                            .map(Row::statement)
                            .collect(Collectors.toCollection(TreeSet::new)),
                    values(view(), key));
        }
    }

    @Test
    void thePropertiesWithoutAVerdictAreDisputedAndNoOthers() throws IOException {
        Set<String> disputed = new TreeSet<>();
        view().forEach(
                        Node.ANY,
                        Evidence.DISPUTED_PROPERTY,
                        Node.ANY,
                        triple -> disputed.add(triple.getSubject() + " " + triple.getObject()));

        assertEquals(
                rows().stream()
                        .filter(row -> row.isAccepted() && row.why().equals("no verdict"))
                        .map(Row::key)
                        .collect(Collectors.toCollection(TreeSet::new)),
                disputed);
    }

    @Test
    void everythingElseThatIsStatedIsAccepted() throws IOException {
        Set<String> rejected =
                rows().stream()
                        .filter(row -> !row.isAccepted())
                        .map(Row::statement)
                        .collect(Collectors.toSet());
        Triples view = view();
        LEDGER.store()
                .forEach(
                        Node.ANY,
                        Node.ANY,
                        Node.ANY,
                        Node.ANY,
                        quad -> {
                            Triple triple = quad.asTriple();
                            if (LEDGER.isDerived(quad)
                                    || view.contains(
                                            triple.getSubject(),
                                            triple.getPredicate(),
                                            triple.getObject())) {
                                return;
                            }
                            String value = text(triple.getObject());
                            assertTrue(
                                    rejected.contains(
                                                    triple.getSubject()
                                                            + " "
                                                            + triple.getPredicate()
                                                            + " "
                                                            + value)
                                            || view
                                                    .objects(
                                                            triple.getSubject(),
                                                            triple.getPredicate())
                                                    .stream()
                                                    .anyMatch(finer ->
                                                            text(finer).startsWith(value + "-")),
                                    () -> Quad.create(quad.getGraph(), triple).toString());
                        });
    }
}
