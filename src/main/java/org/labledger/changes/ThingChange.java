package org.labledger.changes;

import java.util.List;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/**
 * What changed about a thing: a record, a source or a term of a vocabulary.
 *
 * @param thing its IRI
 * @param kind whether it is new, gone, or in both states; moved if all that changed is the graph
 * @param part what sort of thing it is
 * @param values the changes of its values, by property and graph
 * @param said what the changed files say of it, which gives its name and class where no snapshot
 *     does
 */
public record ThingChange(
        Node thing, ChangeKind kind, Part part, List<ValueChange> values, List<Triple> said) {

    /** The parts of a home that a reader tells apart. */
    public enum Part {
        /** A record of the data. */
        RECORD,
        /** A document that was read. */
        SOURCE,
        /** A class, a property, a concept, or another resource that the ontology describes. */
        TERM
    }

    /** Returns the graphs in which something changed, in a fixed order, each once. */
    public List<Node> graphs() {
        return values.stream()
                .flatMap(value -> Stream.concat(Stream.of(value.graph()), value.movedTo().stream()))
                .distinct()
                .toList();
    }

    /** Returns whether a term is the thing, one of the changed values, or one of the graphs. */
    public boolean mentions(Node term) {
        return thing.equals(term)
                || values.stream()
                        .anyMatch(value ->
                                value.graph().equals(term)
                                        || value.movedTo().filter(term::equals).isPresent()
                                        || value.before().contains(term)
                                        || value.after().contains(term));
    }
}
