package org.labledger.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * Allows pages of any origin to read responses (Fetch standard, CORS protocol): everything is
 * public and there are no credentials.
 */
public final class CrossOrigin {

    private static final String PREFLIGHT_SECONDS = "86400";

    private CrossOrigin() {}

    /** Adds the header fields of every response. */
    public static void allow(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader(
                "Access-Control-Expose-Headers",
                "ETag, Link, Location, Retry-After, Allow, Lab-Ledger-Version,"
                        + " Memento-Datetime");
    }

    /** Adds the header fields of the response to an OPTIONS request. */
    public static void answerPreflight(List<String> methods, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", String.join(", ", methods));
        // Clients add fields of their own, such as X-Requested-With; unknown ones are ignored. The
        // wildcard does not cover Authorization (section 3.3.4).
        response.setHeader("Access-Control-Allow-Headers", "*, Authorization");
        response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    }
}
