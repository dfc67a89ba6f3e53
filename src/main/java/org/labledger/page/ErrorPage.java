package org.labledger.page;

import java.util.List;
import java.util.Map;
import org.labledger.display.Address;
import org.labledger.display.Language;
import org.labledger.display.Link;

/**
 * The page of an error.
 *
 * @param frame what surrounds the content
 * @param status HTTP status code
 * @param detail what is wrong and what to do
 * @param excerpt the faulty part of the request, or empty
 * @param search words to search for instead, or empty
 * @param near things whose names are like what was asked for
 * @param here the address of the page
 */
public record ErrorPage(
        PageFrame frame,
        int status,
        String detail,
        String excerpt,
        String search,
        List<Link> near,
        String here) {

    /** Returns whether the reader can do something about the detail, which then stands open. */
    public boolean isDetailOpen() {
        return status == 400 && frame.language().equals(Language.ENGLISH);
    }

    /** Returns the address of the suggested search. */
    public String searchHref() {
        return Address.of("/search", Map.of("q", search));
    }
}
