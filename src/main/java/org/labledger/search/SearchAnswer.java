package org.labledger.search;

import java.util.List;

/**
 * What was found.
 *
 * @param text the text that was looked for, see {@link SearchRequest#text}
 * @param total how many things there are
 * @param results those asked for, the best first
 * @param facets how many things there are of each class, most first. A thing counts for each of its
 *     most specific classes
 * @param isComplete whether all things were looked at; otherwise time ran out
 */
public record SearchAnswer(
        String text,
        int total,
        List<SearchResult> results,
        List<Facet> facets,
        boolean isComplete) {

    /**
     * A class of things found.
     *
     * @param type the IRI of the class
     * @param count how many of the things found belong to it
     */
    public record Facet(String type, int count) {}
}
