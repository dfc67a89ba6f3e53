package org.labledger.search;

import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.labledger.catalog.Localized;

/**
 * A thing in the index.
 *
 * @param iri its IRI
 * @param kind what sort of thing it is
 * @param types its most specific classes
 * @param allTypes all its classes
 * @param labels what it is called
 * @param texts its texts, names first
 * @param references how many triples refer to it
 */
record IndexEntry(
        String iri,
        SearchResult.Kind kind,
        List<String> types,
        Set<String> allTypes,
        Localized labels,
        List<Text> texts,
        int references) {

    /**
     * A text of a thing.
     *
     * @param role what it is to the thing
     * @param property by which property
     * @param text the text
     * @param language its language tag; empty if it has none
     */
    record Text(TextRole role, Node property, String text, String language) {}
}
