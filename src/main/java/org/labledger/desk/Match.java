package org.labledger.desk;

import java.util.Optional;
import org.apache.jena.graph.Node;
import org.labledger.source.Place;

/**
 * A thing in the ledger that is likely what is being entered.
 *
 * @param thing its IRI
 * @param shown its prefixed name and its name
 * @param type what it is, in a word
 * @param why what it has in common with the draft
 * @param sameKind whether it is of the draft's kind, so that another source can describe it too
 * @param place where it is described
 */
public record Match(
        Node thing,
        String shown,
        String type,
        String why,
        boolean sameKind,
        Optional<Place> place) {

    /** Returns what its IRI ends with. */
    public String slug() {
        return Words.localName(thing);
    }

    @Override
    public String toString() {
        return shown
                + ", "
                + type
                + ": "
                + why
                + place.map(p -> " – " + p.file() + ":" + p.line()).orElse("");
    }
}
