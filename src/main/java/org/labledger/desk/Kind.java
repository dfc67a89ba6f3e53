package org.labledger.desk;

import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;

/**
 * A kind of thing that can be entered: a node shape of the home with {@code ev:newAs}.
 *
 * @param name the name on the command line
 * @param type the class that a new thing is an instance of
 * @param description one line; empty if neither shape nor class has one
 * @param isSource whether it is a source document, which has a file and a named graph of its own
 * @param file the path of the file to write, with {@code {slug}} and {@code {year}} as
 *     placeholders, or {@link #IN_SOURCE}
 * @param keys the properties that identify a thing of this kind together; may be empty
 * @param fields its fields, in display order
 */
public record Kind(
        String name,
        Node type,
        String description,
        boolean isSource,
        String file,
        List<Node> keys,
        List<DraftField> fields) {

    /** The {@code ev:newIn} of a kind that is written into the file of its source. */
    public static final String IN_SOURCE = "{source}";

    /**
     * Returns whether things of this kind are statements of a source, so that several sources can
     * describe the same one.
     */
    public boolean isRecord() {
        return file.equals(IN_SOURCE);
    }

    /** Returns the field of this name. */
    public Optional<DraftField> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** Returns the field for this property. */
    public Optional<DraftField> field(Node property) {
        return fields.stream().filter(field -> field.property().equals(property)).findFirst();
    }
}
