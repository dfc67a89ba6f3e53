package org.labledger.search;

import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.labledger.catalog.Localized;

/**
 * A thing in the index.
 *
 * @param iri its IRI
 * @param kind its kind
 * @param types the IRIs of its most specific classes
 * @param allTypes the IRIs of all its classes
 * @param labels its name, by language
 * @param texts its texts, names first; not empty
 * @param references the number of triples that have it as object
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
     * @param role its role
     * @param property the property that it is a value of
     * @param text the text
     * @param language its language tag, or empty if it has none
     */
    record Text(TextRole role, Node property, String text, String language) {}
}
