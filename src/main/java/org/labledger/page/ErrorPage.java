package org.labledger.page;

import java.util.Map;
import org.labledger.display.Address;

/**
 * The page of a problem.
 *
 * @param frame what stands around it
 * @param status the HTTP status
 * @param detail what is wrong, and what to do
 * @param excerpt the place in the request that is wrong, or empty
 * @param search what the reader may have been looking for, or empty
 */
public record ErrorPage(PageFrame frame, int status, String detail, String excerpt, String search) {

    /** Returns the address of the search for it. */
    public String searchHref() {
        return Address.of("/search", Map.of("q", search));
    }
}
