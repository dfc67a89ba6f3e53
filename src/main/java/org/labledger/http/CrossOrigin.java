package org.labledger.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * Lets pages of other sites read what is public here anyway (Fetch standard, CORS protocol). There
 * are no credentials, so any origin may.
 */
public final class CrossOrigin {

    private static final String SECONDS_A_PREFLIGHT_HOLDS = "86400";

    private CrossOrigin() {}

    /** Adds what every response carries. */
    public static void allow(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader(
                "Access-Control-Expose-Headers",
                "ETag, Link, Location, Retry-After, Allow, Lab-Ledger-Version");
    }

    /** Adds what the response to an OPTIONS request carries. */
    public static void answerPreflight(List<String> methods, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", String.join(", ", methods));
        response.setHeader(
                "Access-Control-Allow-Headers",
                "Accept, Accept-Language, Content-Type, If-None-Match, Cache-Control");
        response.setHeader("Access-Control-Max-Age", SECONDS_A_PREFLIGHT_HOLDS);
    }
}
