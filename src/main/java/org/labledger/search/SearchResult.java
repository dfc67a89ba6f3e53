package org.labledger.search;

import java.util.List;
import org.labledger.catalog.Localized;

/**
 * One thing that was found.
 *
 * @param iri its IRI; a saved query has the home's URI space, {@code query/} and its name
 * @param kind what sort of thing it is
 * @param types the IRIs of its most specific classes, in alphabetical order
 * @param labels what it is called; empty if it has no name
 * @param role which role the text has in which most was found
 * @param property the IRI of that text's property
 * @param snippet that text, or the part of it that matters
 */
public record SearchResult(
        String iri,
        Kind kind,
        List<String> types,
        Localized labels,
        TextRole role,
        String property,
        Snippet snippet) {

    /** The sorts of things. */
    public enum Kind {
        /** Something that the data are about. */
        THING,
        /** A term of a vocabulary of the home: a class, a property, a code. */
        TERM,
        /** A saved query. */
        QUESTION
    }
}
