package org.labledger.web;

import java.util.List;
import org.labledger.search.SearchAnswer;
import org.labledger.search.SearchRequest;

/** Shows what a search found to a person with a browser. */
@FunctionalInterface
interface SearchPage {

    /**
     * What a page is made from.
     *
     * @param request what was looked for; the text is empty if nothing was typed yet
     * @param answer what was found
     * @param served the snapshot
     * @param languages the languages that the reader prefers, best first
     */
    record Content(
            SearchRequest request, SearchAnswer answer, Served served, List<String> languages) {}

    /** Returns the page as HTML. */
    String html(Content content);
}
