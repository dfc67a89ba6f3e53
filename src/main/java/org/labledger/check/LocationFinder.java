package org.labledger.check;

import java.util.Collection;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Place;
import org.labledger.source.SourceFile;

/** Finds the line that a finding is about. */
final class Places {

    private final Snapshot snapshot;

    Places(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Returns the place that fits best: where the triple is written; else where the subject has
     * another value of the property; else where the subject is described; else where it is referred
     * to; else the beginning of the graph's file.
     *
     * @param graphs the graphs to look in, the likeliest first
     * @param fallback the place to return if nothing fits
     */
    Place of(
            Collection<Node> graphs,
            Node subject,
            @Nullable Node property,
            @Nullable Node value,
            Place fallback) {
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

    private Optional<Place> first(
            Collection<Node> graphs, Node subject, Node property, Node value) {
        return graphs.stream()
                .flatMap(graph -> snapshot.placeOf(graph, subject, property, value).stream())
                .findFirst();
    }
}
