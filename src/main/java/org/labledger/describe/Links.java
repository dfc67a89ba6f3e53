package org.labledger.describe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes the parts of addresses (RFC 3986). */
final class Links {

    private Links() {}

    /** Returns a text as it stands in a path segment or in the value of a query parameter. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
