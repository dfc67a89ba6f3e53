package org.labledger.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.labledger.accepted.Compatibility;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.term.TermOrder;
import org.labledger.vocabulary.Evidence;

/**
 * A disagreement between sources, acknowledged by an editor or not.
 *
 * @param note the editor's {@code ev:Disagreement}; empty if none acknowledges it
 * @param record the record on which sources differ; empty if the note names none
 * @param property the property on which they differ; empty if the note names none
 * @param sides the graphs that state each value of that property; empty without a property
 * @param between records or statements that contradict each other
 * @param verdicts the {@code ev:Verdict}s on it
 */
public record Disagreement(
        Optional<Node> note,
        Optional<Node> record,
        Optional<Node> property,
        Map<Node, List<Node>> sides,
        List<Node> between,
        List<Node> verdicts) {

    /**
     * Returns the disagreements in which a thing is the record or one of the contradicting
     * statements, acknowledged ones first.
     */
    public static List<Disagreement> of(Node thing, Snapshot snapshot) {
        Triples triples = snapshot.store().triples();
        Map<String, Node> notes = new TreeMap<>();
        for (Node naming : List.of(Evidence.ON_RECORD, Evidence.BETWEEN)) {
            triples.subjects(naming, thing).forEach(note -> notes.put(note.toString(), note));
        }
        List<Disagreement> disagreements = new ArrayList<>();
        notes.values().forEach(note -> disagreements.addAll(ofNote(note, snapshot)));
        for (Node property : singleValuedProperties(thing, snapshot)) {
            boolean isAcknowledged =
                    disagreements.stream()
                            .anyMatch(d ->
                                    d.record().filter(thing::equals).isPresent()
                                            && d.property().filter(property::equals).isPresent());
            Map<Node, List<Node>> sides = sides(thing, property, snapshot);
            if (!isAcknowledged && Compatibility.areIncompatible(sides.keySet())) {
                disagreements.add(
                        new Disagreement(
                                Optional.empty(),
                                Optional.of(thing),
                                Optional.of(property),
                                sides,
                                List.of(),
                                List.of()));
            }
        }
        return List.copyOf(disagreements);
    }

    /** Returns all disagreements of a snapshot, acknowledged ones first. */
    public static List<Disagreement> all(Snapshot snapshot) {
        Triples triples = snapshot.store().triples();
        Map<String, Node> notes = new TreeMap<>();
        for (Node naming : List.of(Evidence.ON_RECORD, Evidence.BETWEEN)) {
            triples.forEach(
                    Node.ANY,
                    naming,
                    Node.ANY,
                    triple -> notes.put(triple.getSubject().toString(), triple.getSubject()));
        }
        List<Disagreement> disagreements = new ArrayList<>();
        notes.values().forEach(note -> disagreements.addAll(ofNote(note, snapshot)));
        for (Disagreements.Conflict found : Disagreements.in(snapshot).all()) {
            if (!found.isAcknowledged()) {
                disagreements.add(
                        new Disagreement(
                                Optional.empty(),
                                Optional.of(found.record()),
                                Optional.of(found.property()),
                                found.sides(),
                                List.of(),
                                List.of()));
            }
        }
        return List.copyOf(disagreements);
    }

    /**
     * Returns the disagreements that an editor's note acknowledges: one for each pair of a record
     * and a property that it names.
     *
     * @param note an {@code ev:Disagreement}
     */
    public static List<Disagreement> ofNote(Node note, Snapshot snapshot) {
        Triples triples = snapshot.store().triples();
        List<Node> between = sorted(triples.objects(note, Evidence.BETWEEN));
        List<Node> verdicts = sorted(triples.subjects(Evidence.ON_DISAGREEMENT, note));
        List<Node> records = sorted(triples.objects(note, Evidence.ON_RECORD));
        List<Node> properties = sorted(triples.objects(note, Evidence.ON_PROPERTY));
        List<Disagreement> disagreements = new ArrayList<>();
        for (Node record : records) {
            for (Node property : properties) {
                disagreements.add(
                        new Disagreement(
                                Optional.of(note),
                                Optional.of(record),
                                Optional.of(property),
                                sides(record, property, snapshot),
                                between,
                                verdicts));
            }
        }
        if (disagreements.isEmpty()) {
            disagreements.add(
                    new Disagreement(
                            Optional.of(note),
                            records.stream().findFirst(),
                            properties.stream().findFirst(),
                            Map.of(),
                            between,
                            verdicts));
        }
        return disagreements;
    }

    private static List<Node> singleValuedProperties(Node thing, Snapshot snapshot) {
        return snapshot.store()
                .triples()
                .find(thing, Node.ANY, Node.ANY)
                .map(Triple::getPredicate)
                .filter(snapshot.ontology()::isSingleValued)
                .distinct()
                .sorted(TermOrder.BY_TERM)
                .toList();
    }

    private static Map<Node, List<Node>> sides(Node record, Node property, Snapshot snapshot) {
        Map<Node, List<Node>> sides = new LinkedHashMap<>();
        for (Node value : sorted(snapshot.store().triples().objects(record, property))) {
            Triple triple = Triple.create(record, property, value);
            List<Node> graphs =
                    snapshot.graphsOf(triple).stream()
                            .filter(graph -> !snapshot.isDerived(Quad.create(graph, triple)))
                            .toList();
            if (!graphs.isEmpty()) {
                sides.put(value, graphs);
            }
        }
        return sides;
    }

    private static List<Node> sorted(List<Node> nodes) {
        Comparator<Node> order = TermOrder.BY_TERM;
        return nodes.stream().distinct().sorted(order).toList();
    }
}
