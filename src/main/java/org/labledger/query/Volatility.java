package org.labledger.query;

import java.util.regex.Pattern;
import org.apache.jena.query.Query;

/**
 * Tells queries whose answer depends on the snapshot alone from those that read the clock, use
 * random values, or ask another endpoint.
 */
public final class Volatility {

    private static final Pattern WORDS =
            Pattern.compile(
                    "\\b(NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\\b", Pattern.CASE_INSENSITIVE);

    private Volatility() {}

    /**
     * Returns whether the answer may differ each time. A false alarm, as when one of the words
     * stands in a string, only costs a cached answer.
     */
    public static boolean of(Query query) {
        return WORDS.matcher(query.serialize()).find();
    }
}
