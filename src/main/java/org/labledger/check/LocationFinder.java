package org.labledger.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Location;
import org.labledger.source.SourceFile;

/** Finds where in the files a finding belongs. */
final class LocationFinder {

    private final Snapshot snapshot;

    /** The graphs whose {@link #order} is known, and their positions. */
    private @Nullable Collection<Node> ordered;

    private final Map<Node, Integer> order = new HashMap<>();

    LocationFinder(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Returns the best location: of the triple; else of another value of the property; else of
     * another triple with the subject; else of a triple with it as object; else the start of the
     * graph's file.
     *
     * @param graphs the graphs to search, in this order
     * @param property {@code null} for any
     * @param value {@code null} for any
     * @param fallback the location if none of these exists
     */
    Location find(
            Collection<Node> graphs,
            Node subject,
            @Nullable Node property,
            @Nullable Node value,
            Location fallback) {
        Node anyProperty = property == null ? Node.ANY : property;
        Node anyValue = value == null ? Node.ANY : value;
        return first(graphs, subject, anyProperty, anyValue)
                .or(() -> first(graphs, subject, anyProperty, Node.ANY))
                .or(() -> first(graphs, subject, Node.ANY, Node.ANY))
                .or(() -> first(graphs, Node.ANY, Node.ANY, subject))
                .or(() ->
                        graphs.stream()
                                .flatMap(g -> snapshot.filesOf(g).stream())
                                .map(SourceFile::file)
                                .map(f -> f.start())
                                .findFirst())
                .orElse(fallback);
    }

    private Optional<Location> first(
            Collection<Node> graphs, Node subject, Node property, Node value) {
        Collection<Node> candidates = graphs;
        if (graphs.size() > 1) {
            // Of thousands of graphs, few have a match.
            Map<Node, Integer> order = order(graphs);
            Set<Node> matching = new HashSet<>();
            snapshot.dataset()
                    .findNG(Node.ANY, subject, property, value)
                    .forEachRemaining(quad -> matching.add(quad.getGraph()));
            candidates =
                    matching.stream()
                            .filter(order::containsKey)
                            .sorted(Comparator.comparing(order::get))
                            .toList();
        }
        return candidates.stream()
                .flatMap(graph -> snapshot.locationOf(graph, subject, property, value).stream())
                .findFirst();
    }

    /** Returns the positions of graphs; made once for all findings about the same graphs. */
    private Map<Node, Integer> order(Collection<Node> graphs) {
        if (graphs != ordered) {
            order.clear();
            graphs.forEach(graph -> order.putIfAbsent(graph, order.size()));
            ordered = graphs;
        }
        return order;
    }
}
