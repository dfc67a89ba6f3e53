package org.labledger.query;

import java.util.regex.Pattern;
import org.apache.jena.query.Query;

/**
 * Tells queries whose answer is a function of the snapshot from those that ask the clock, chance or
 * another server, and so may be answered differently each time.
 */
public final class Volatility {

    private static final Pattern WORDS =
            Pattern.compile(
                    "\\b(NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\\b", Pattern.CASE_INSENSITIVE);

    private Volatility() {}

    /**
     * Returns whether the answer may differ from one time to the next. Where one of the words only
     * stands in a string or a name, the price is an answer that is not cached.
     */
    public static boolean of(Query query) {
        return WORDS.matcher(query.serialize()).find();
    }
}
