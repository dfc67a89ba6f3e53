package org.labledger.changes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;

/** Collects the changed quads of one thing, and pairs what belongs together. */
final class ValueChanges {

    private static final Comparator<Slot> SLOTS =
            Comparator.comparing(Slot::property)
                    .thenComparing(Slot::graph)
                    .thenComparing(Slot::movedTo);

    private final List<Quad> added = new ArrayList<>();
    private final List<Quad> removed = new ArrayList<>();

    /** A property in a graph, and the graph that values moved to, or an empty text. */
    private record Slot(String property, String graph, String movedTo) {

        static Slot of(Quad quad, String movedTo) {
            return new Slot(quad.getPredicate().toString(), quad.getGraph().toString(), movedTo);
        }
    }

    void add(Quad quad) {
        added.add(quad);
    }

    void remove(Quad quad) {
        removed.add(quad);
    }

    /** Returns the changes by property and graph; what moved comes last. */
    List<ValueChange> list() {
        Map<Triple, Node> targets = targets();
        Map<Slot, List<Quad>> moves = new TreeMap<>(SLOTS);
        Map<Slot, List<Quad>> before = new TreeMap<>(SLOTS);
        Map<Slot, List<Quad>> after = new TreeMap<>(SLOTS);
        for (Quad quad : removed) {
            Node target = targets.get(quad.asTriple());
            if (target == null) {
                put(Slot.of(quad, ""), quad, before);
            } else {
                put(Slot.of(quad, target.toString()), quad, moves);
            }
        }
        added.stream()
                .filter(quad -> !targets.containsKey(quad.asTriple()))
                .forEach(quad -> put(Slot.of(quad, ""), quad, after));
        List<ValueChange> changes = new ArrayList<>();
        Set<Slot> slots = new TreeSet<>(SLOTS);
        slots.addAll(before.keySet());
        slots.addAll(after.keySet());
        for (Slot slot : slots) {
            pair(
                    before.getOrDefault(slot, List.of()),
                    after.getOrDefault(slot, List.of()),
                    changes);
        }
        moves.values().forEach(quads -> changes.add(move(quads, targets)));
        return List.copyOf(changes);
    }

    /** Returns the triples that went from one graph to one other, with that one. */
    private Map<Triple, Node> targets() {
        Map<Triple, List<Node>> origins = graphs(removed);
        Map<Triple, Node> targets = new HashMap<>();
        graphs(added)
                .forEach((triple, graphs) -> {
                    if (graphs.size() == 1 && origins.getOrDefault(triple, List.of()).size() == 1) {
                        targets.put(triple, graphs.getFirst());
                    }
                });
        return targets;
    }

    private static Map<Triple, List<Node>> graphs(List<Quad> quads) {
        Map<Triple, List<Node>> graphs = new HashMap<>();
        quads.forEach(quad ->
                graphs.computeIfAbsent(quad.asTriple(), t -> new ArrayList<>())
                        .add(quad.getGraph()));
        return graphs;
    }

    private static <K> void put(K key, Quad quad, Map<K, List<Quad>> groups) {
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(quad);
    }

    private static ValueChange move(List<Quad> quads, Map<Triple, Node> targets) {
        Quad any = quads.getFirst();
        return new ValueChange(
                ChangeKind.MOVED,
                any.getPredicate(),
                List.of(),
                objects(quads),
                any.getGraph(),
                Optional.ofNullable(targets.get(any.asTriple())));
    }

    /** Pairs values of the same language, or the only two there are. */
    private static void pair(List<Quad> before, List<Quad> after, List<ValueChange> changes) {
        Map<String, List<Quad>> old = byLanguage(before);
        Map<String, List<Quad>> now = byLanguage(after);
        Set<String> languages = new TreeSet<>(old.keySet());
        languages.addAll(now.keySet());
        for (String language : languages) {
            List<Quad> gone = old.getOrDefault(language, List.of());
            List<Quad> come = now.getOrDefault(language, List.of());
            if (gone.size() == 1 && come.size() == 1) {
                add(ChangeKind.CHANGED, gone, come, changes);
            } else {
                add(ChangeKind.REMOVED, gone, List.of(), changes);
                add(ChangeKind.ADDED, List.of(), come, changes);
            }
        }
    }

    private static Map<String, List<Quad>> byLanguage(List<Quad> quads) {
        Map<String, List<Quad>> groups = new TreeMap<>();
        for (Quad quad : quads) {
            Node value = quad.getObject();
            put(value.isLiteral() ? value.getLiteralLanguage() : "", quad, groups);
        }
        return groups;
    }

    private static void add(
            ChangeKind kind, List<Quad> gone, List<Quad> come, List<ValueChange> changes) {
        if (gone.isEmpty() && come.isEmpty()) {
            return;
        }
        Quad any = gone.isEmpty() ? come.getFirst() : gone.getFirst();
        changes.add(
                new ValueChange(
                        kind,
                        any.getPredicate(),
                        objects(gone),
                        objects(come),
                        any.getGraph(),
                        Optional.empty()));
    }

    private static List<Node> objects(List<Quad> quads) {
        return quads.stream().map(Quad::getObject).toList();
    }
}
