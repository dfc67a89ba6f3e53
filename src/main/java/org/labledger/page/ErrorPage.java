package org.labledger.page;

import java.util.Map;
import org.labledger.display.Address;

/**
 * The page of an error.
 *
 * @param frame what surrounds the content
 * @param status HTTP status code
 * @param detail what is wrong and what to do
 * @param excerpt the faulty part of the request, or empty
 * @param search words to search for instead, or empty
 * @param here the address of the page
 */
public record ErrorPage(
        PageFrame frame, int status, String detail, String excerpt, String search, String here) {

    /** Returns the address of the suggested search. */
    public String searchHref() {
        return Address.of("/search", Map.of("q", search));
    }
}
