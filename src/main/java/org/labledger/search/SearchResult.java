package org.labledger.search;

import java.util.List;
import org.labledger.catalog.Localized;

/**
 * A thing that matches a search.
 *
 * @param iri its IRI; that of a saved query is {@code query/} and its name in the URI space of the
 *     home
 * @param kind its kind
 * @param types the IRIs of its most specific classes, in alphabetical order
 * @param labels its name, by language; empty if it has none
 * @param role the role of the text with the best match
 * @param property the IRI of the property of that text
 * @param snippet that text, or the part of it around the matches
 */
public record SearchResult(
        String iri,
        Kind kind,
        List<String> types,
        Localized labels,
        TextRole role,
        String property,
        Snippet snippet) {

    /** The kinds of results. */
    public enum Kind {
        /** A thing that the data describe. */
        THING,
        /** A term of the ontology: a class, a property, a code. */
        TERM,
        /** A saved query. */
        QUESTION
    }
}
