package org.labledger.desk;

import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/**
 * A kind of thing that can be entered: a node shape of the home with {@code ev:newAs}.
 *
 * @param name the word for it on the command line
 * @param type the class of which a new thing becomes a member
 * @param description what it is, in a line
 * @param isSource whether it is a document, described in a file and a graph of its own
 * @param file where it is written: a path with {@code {slug}} and {@code {year}}, or {@link
 *     #IN_SOURCE}
 * @param keys the properties that tell two things of this kind apart; may be empty
 * @param fields what can be said of it, in the order of asking
 */
public record Kind(
        String name,
        Node type,
        String description,
        boolean isSource,
        String file,
        List<Node> keys,
        List<Field> fields) {

    /** The {@code ev:newIn} of what is written into the file of the source that says it. */
    public static final String IN_SOURCE = "{source}";

    /** Returns whether it is said by a source, and so may be described by several. */
    public boolean isRecord() {
        return file.equals(IN_SOURCE);
    }

    /** Returns the field of this name. */
    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** Returns the field that gives values of this property. */
    public Optional<Field> field(Node property) {
        return fields.stream().filter(field -> field.property().equals(property)).findFirst();
    }
}
