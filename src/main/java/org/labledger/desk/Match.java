package org.labledger.desk;

import java.util.Optional;
import org.apache.jena.graph.Node;
import org.labledger.source.Location;

/**
 * An existing thing that may be the one being entered.
 *
 * @param thing its IRI
 * @param shown its prefixed name and label
 * @param type the label of its class
 * @param why what it has in common with the draft
 * @param isSameKind whether it is an instance of the draft's class, so that another source can
 *     describe it too
 * @param location where it is described
 */
public record Match(
        Node thing,
        String shown,
        String type,
        String why,
        boolean isSameKind,
        Optional<Location> location) {

    /** Returns the last segment of its IRI. */
    public String slug() {
        return NameText.localName(thing);
    }

    /** Returns one line for a list of matches, with file and line. */
    @Override
    public String toString() {
        return shown
                + ", "
                + type
                + ": "
                + why
                + location.map(p -> " – " + p.file() + ":" + p.line()).orElse("");
    }
}
