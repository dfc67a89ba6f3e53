package org.labledger.web;

import java.util.List;
import org.labledger.describe.Description;

/** Shows a description to a person with a browser. */
@FunctionalInterface
interface DescriptionPage {

    /**
     * What a page is made from.
     *
     * @param description what is said of the thing
     * @param served the snapshot
     * @param address the address of the document, without a format's suffix
     * @param languages the languages that the reader prefers, best first
     * @param jsonLd the thing's own statements as JSON-LD, safe to stand inside a script element
     */
    record Content(
            Description description,
            Served served,
            String address,
            List<String> languages,
            String jsonLd) {}

    /** Returns the page as HTML. */
    String html(Content content);
}
