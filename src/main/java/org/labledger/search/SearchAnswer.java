package org.labledger.search;

import java.util.List;

/**
 * One page of search results.
 *
 * @param text the text that was searched for, see {@link SearchRequest#text}
 * @param total the number of things that match
 * @param results the requested results, best first
 * @param facets the number of matching things by class, largest first; a thing counts for each of
 *     its most specific classes
 */
public record SearchAnswer(String text, int total, List<SearchResult> results, List<Facet> facets) {

    /**
     * A class of matching things.
     *
     * @param type the IRI of the class
     * @param count the number of matching things of this class
     */
    public record Facet(String type, int count) {}
}
