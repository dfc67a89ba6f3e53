package org.labledger.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.labledger.accepted.Compatibility;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Store;
import org.labledger.vocabulary.Evidence;

/** The conflicts of a snapshot: records with incompatible values of a single-valued property. */
public final class Disagreements {

    /**
     * Incompatible values of one property of one record.
     *
     * @param record the record
     * @param property the single-valued property
     * @param sides the graphs that state each value, in loading order
     * @param isAcknowledged whether an {@code ev:Disagreement} names record and property
     */
    public record Conflict(
            Node record, Node property, Map<Node, List<Node>> sides, boolean isAcknowledged) {}

    private record RecordProperty(Node record, Node property) {}

    private final List<Conflict> all;
    private final List<Quad> obsolete;

    private Disagreements(List<Conflict> all, List<Quad> obsolete) {
        this.all = all;
        this.obsolete = obsolete;
    }

    /** Finds the conflicts of a snapshot. Derived triples are ignored. */
    public static Disagreements in(Snapshot snapshot) {
        Map<RecordProperty, Quad> acknowledged = acknowledged(snapshot.store());
        Map<Node, Integer> ranks = ranks(snapshot);
        List<Conflict> all = new ArrayList<>();
        Set<RecordProperty> found = new HashSet<>();
        for (Node property : snapshot.ontology().singleValuedProperties()) {
            Map<Node, Map<Node, List<Node>>> byRecord = new LinkedHashMap<>();
            snapshot.store()
                    .forEach(
                            Node.ANY,
                            Node.ANY,
                            property,
                            Node.ANY,
                            quad -> {
                                if (!snapshot.isDerived(quad)) {
                                    byRecord.computeIfAbsent(
                                                    quad.getSubject(), s -> new LinkedHashMap<>())
                                            .computeIfAbsent(
                                                    quad.getObject(), o -> new ArrayList<>())
                                            .add(quad.getGraph());
                                }
                            });
            byRecord.forEach((record, sides) -> {
                if (Compatibility.areIncompatible(sides.keySet())) {
                    RecordProperty key = new RecordProperty(record, property);
                    found.add(key);
                    all.add(
                            new Conflict(
                                    record,
                                    property,
                                    inOrderOfLoading(sides, ranks),
                                    acknowledged.containsKey(key)));
                }
            });
        }
        all.sort(
                Comparator.comparing((Conflict d) -> d.record().toString())
                        .thenComparing(d -> d.property().toString()));
        List<Quad> obsolete =
                acknowledged.entrySet().stream()
                        .filter(entry -> !found.contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
        return new Disagreements(List.copyOf(all), obsolete);
    }

    /** Returns all conflicts, sorted by record and property. */
    public List<Conflict> all() {
        return all;
    }

    /** Returns the {@code ev:onRecord} quads of acknowledgements without a conflict. */
    public List<Quad> obsolete() {
        return obsolete;
    }

    /** Returns the position of each data graph in loading order. */
    private static Map<Node, Integer> ranks(Snapshot snapshot) {
        Map<Node, Integer> ranks = new HashMap<>();
        snapshot.dataGraphs().forEach(graph -> ranks.put(graph, ranks.size()));
        return ranks;
    }

    /** Sorts sides and graphs by loading order; the index returns quads unordered. */
    private static Map<Node, List<Node>> inOrderOfLoading(
            Map<Node, List<Node>> sides, Map<Node, Integer> ranks) {
        Comparator<Node> byRank = Comparator.comparingInt(g -> ranks.getOrDefault(g, -1));
        sides.values().forEach(graphs -> graphs.sort(byRank));
        Map<Node, List<Node>> ordered = new LinkedHashMap<>();
        sides.entrySet().stream()
                .sorted(
                        Comparator.comparing(
                                        (Map.Entry<Node, List<Node>> side) ->
                                                side.getValue().getFirst(),
                                        byRank)
                                .thenComparing(side -> side.getKey().toString()))
                .forEach(side -> ordered.put(side.getKey(), side.getValue()));
        return ordered;
    }

    private static Map<RecordProperty, Quad> acknowledged(Store store) {
        Map<RecordProperty, Quad> acknowledged = new LinkedHashMap<>();
        List<Quad> notes = new ArrayList<>();
        store.forEach(Node.ANY, Node.ANY, Evidence.ON_RECORD, Node.ANY, notes::add);
        for (Quad note : notes) {
            for (Node property :
                    store.triples(note.getGraph())
                            .objects(note.getSubject(), Evidence.ON_PROPERTY)) {
                acknowledged.put(new RecordProperty(note.getObject(), property), note);
            }
        }
        return acknowledged;
    }
}
