package org.labledger.citation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.labledger.evidence.Disagreement;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.term.TermOrder;
import org.labledger.vocabulary.Evidence;

/** The disagreements of a snapshot by the statements that they are about. Immutable. */
final class Disputes {

    private record RecordProperty(Node record, Node property) {}

    private final Map<RecordProperty, List<Dispute>> byProperty = new HashMap<>();
    private final Map<Node, List<Dispute>> byRecord = new HashMap<>();
    private final Snapshot snapshot;
    private final Triples union;

    Disputes(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.union = snapshot.store().triples();
        for (Disagreement disagreement : Disagreement.all(snapshot)) {
            Dispute dispute = read(disagreement);
            if (dispute.sides().size() < 2) {
                continue;
            }
            if (disagreement.record().isPresent() && disagreement.property().isPresent()) {
                byProperty
                        .computeIfAbsent(
                                new RecordProperty(
                                        disagreement.record().get(), disagreement.property().get()),
                                key -> new ArrayList<>())
                        .add(dispute);
            }
            for (Node record : disagreement.between()) {
                byRecord.computeIfAbsent(record, key -> new ArrayList<>()).add(dispute);
            }
        }
    }

    /** Returns the disagreements that a statement is a part of. */
    List<Dispute> about(Triple statement) {
        Node record = statement.getSubject();
        List<Dispute> ofProperty =
                byProperty.getOrDefault(
                        new RecordProperty(record, statement.getPredicate()), List.of());
        List<Dispute> ofRecord = byRecord.getOrDefault(record, List.of());
        if (ofRecord.isEmpty()) {
            return ofProperty;
        }
        Set<Dispute> both = new LinkedHashSet<>(ofProperty);
        both.addAll(ofRecord);
        return List.copyOf(both);
    }

    private Dispute read(Disagreement disagreement) {
        List<Dispute.Verdict> verdicts = new ArrayList<>();
        Set<Node> preferred = new HashSet<>();
        for (Node verdict : disagreement.verdicts()) {
            List<Node> prefers = objects(verdict, Evidence.PREFERS);
            preferred.addAll(prefers);
            verdicts.add(
                    new Dispute.Verdict(
                            verdict,
                            prefers,
                            objects(verdict, Evidence.REASON),
                            graphs(verdict, Evidence.REASON)));
        }
        List<Dispute.Side> sides = new ArrayList<>();
        disagreement
                .sides()
                .forEach((value, graphs) ->
                        sides.add(
                                new Dispute.Side(
                                        value,
                                        graphs,
                                        List.of(),
                                        List.of(),
                                        preferred.contains(value))));
        for (Node record : disagreement.between()) {
            sides.add(
                    new Dispute.Side(
                            record,
                            graphs(record, Evidence.PARAPHRASE),
                            objects(record, Evidence.PARAPHRASE),
                            objects(record, Evidence.SAID_BY),
                            preferred.contains(record)));
        }
        return new Dispute(
                disagreement,
                List.copyOf(sides),
                disagreement.note().map(note -> objects(note, Evidence.NATURE)).orElse(List.of()),
                disagreement.note().map(note -> objects(note, Evidence.REASON)).orElse(List.of()),
                List.copyOf(verdicts));
    }

    private List<Node> objects(Node subject, Node property) {
        return union.objects(subject, property).stream()
                .distinct()
                .sorted(TermOrder.BY_TERM)
                .toList();
    }

    private List<Node> graphs(Node subject, Node property) {
        Set<Node> graphs = new LinkedHashSet<>();
        for (Node object : objects(subject, property)) {
            graphs.addAll(snapshot.graphsOf(Triple.create(subject, property, object)));
        }
        return List.copyOf(graphs);
    }
}
