package org.labledger.web;

import org.labledger.describe.Description;
import org.labledger.http.Request;
import org.labledger.query.LimitException;
import org.labledger.snapshot.Snapshot;

/** Shows a description to a person with a browser. */
@FunctionalInterface
interface DescriptionPage {

    /**
     * What a page is made from.
     *
     * @param description what is said of the thing
     * @param snapshot the snapshot
     * @param address the address of the document, without a format's suffix
     * @param request the request
     * @param jsonLd the thing's own statements as JSON-LD, safe to stand inside a script element
     */
    record Described(
            Description description,
            Snapshot snapshot,
            String address,
            Request request,
            String jsonLd) {}

    /**
     * Returns the page as HTML.
     *
     * @throws LimitException if a query about the thing goes over a limit
     */
    String html(Described described) throws LimitException;
}
