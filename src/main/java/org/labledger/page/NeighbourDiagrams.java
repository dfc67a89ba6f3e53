package org.labledger.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.labledger.chart.TextWidth;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.SourceSummaries;
import org.labledger.display.Text;
import org.labledger.display.Values;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;
import org.labledger.store.Triples;

/**
 * Finds the neighbours of a thing, the things that occur in the same records, and lays them out.
 * The more records name both, the closer the neighbour.
 */
final class NeighbourDiagrams {

    /** Maximum number of neighbours shown. */
    private static final int MAX_NEIGHBOURS = 10;

    /** Maximum number of records inspected per thing. */
    private static final int MAX_RECORDS = 2_000;

    /**
     * Room for a name to either side of its node at the top and bottom, in user units of the
     * drawing.
     */
    private static final int MIDDLE_ROOM = 130;

    private final Snapshot snapshot;
    private final Triples union;
    private final DisplayNames names;
    private final Values values;
    private final SourceSummaries sources;

    NeighbourDiagrams(
            Snapshot snapshot, DisplayNames names, Values values, SourceSummaries sources) {
        this.snapshot = snapshot;
        this.union = snapshot.store().triples();
        this.names = names;
        this.values = values;
        this.sources = sources;
    }

    /**
     * Returns the diagram of a thing; empty if it has fewer than two neighbours.
     *
     * @param counts the records that count, and the things that may be neighbours
     */
    Optional<NeighbourDiagram> of(Node thing, Language language, Predicate<Node> counts) {
        Map<Node, Integer> shared = new HashMap<>();
        Set<Node> records = new HashSet<>();
        union.find(Node.ANY, Node.ANY, thing)
                .map(Triple::getSubject)
                .filter(record -> records.size() < MAX_RECORDS && counts.test(record))
                .forEach(records::add);
        for (Node record : records) {
            Set<Node> named = new HashSet<>();
            union.find(record, Node.ANY, Node.ANY)
                    .map(Triple::getObject)
                    .filter(other -> isThing(other) && !other.equals(thing))
                    .forEach(named::add);
            named.forEach(other -> shared.merge(other, 1, Integer::sum));
        }
        union.find(thing, Node.ANY, Node.ANY)
                .map(Triple::getObject)
                .filter(other -> isThing(other) && !other.equals(thing))
                .forEach(other -> shared.merge(other, 1, Integer::sum));
        shared.keySet().removeIf(other -> !counts.test(other));
        List<Map.Entry<Node, Integer>> closest =
                shared.entrySet().stream()
                        .sorted(
                                Map.Entry.<Node, Integer>comparingByValue(Comparator.reverseOrder())
                                        .thenComparing(e -> e.getKey().toString()))
                        .limit(MAX_NEIGHBOURS)
                        .toList();
        return closest.size() < 2
                ? Optional.empty()
                : Optional.of(
                        new NeighbourDiagram(names.of(thing, language), place(closest, language)));
    }

    /**
     * Returns whether a node is a named thing of the data: neither a term of the ontology nor a
     * source.
     */
    private boolean isThing(Node node) {
        UriSpace space = snapshot.description().uriSpace();
        return space.mayHold(node)
                && !snapshot.ontology().describes(node)
                && !sources.isSource(node)
                && names.label(node, Language.ENGLISH).isPresent();
    }

    /**
     * Places neighbours on an ellipse; names extend outwards, so that they do not cross the lines.
     */
    private List<NeighbourDiagram.Neighbour> place(
            List<Map.Entry<Node, Integer>> closest, Language language) {
        List<NeighbourDiagram.Neighbour> placed = new ArrayList<>();
        int most = closest.getFirst().getValue();
        for (int i = 0; i < closest.size(); i++) {
            double angle = 2 * Math.PI * i / closest.size() - Math.PI / 2;
            double x = NeighbourDiagram.WIDTH / 2.0 + 190 * Math.cos(angle);
            double y = NeighbourDiagram.HEIGHT / 2.0 + 140 * Math.sin(angle);
            Node node = closest.get(i).getKey();
            int records = closest.get(i).getValue();
            Text name = names.of(node, language);
            String anchor =
                    Math.abs(Math.cos(angle)) < 0.2
                            ? "middle"
                            : Math.cos(angle) > 0 ? "start" : "end";
            double room =
                    anchor.equals("middle")
                            ? 2 * MIDDLE_ROOM
                            : NeighbourDiagram.WIDTH / 2.0 - 190 * Math.abs(Math.cos(angle)) - 14;
            placed.add(
                    new NeighbourDiagram.Neighbour(
                            name,
                            TextWidth.wrap(name.value(), room / NeighbourDiagram.LETTERS, 2),
                            values.page(node).orElse(""),
                            records,
                            Math.round(x),
                            Math.round(y),
                            anchor,
                            1 + Math.round(30.0 * records / most) / 10.0));
        }
        return placed;
    }
}
