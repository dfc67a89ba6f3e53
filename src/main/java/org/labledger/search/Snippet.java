package org.labledger.search;

import java.util.List;

/**
 * A text, or a part of it, in which something was found.
 *
 * @param text the part, as it stands in the data: it is not escaped for any format
 * @param language the text's language tag; empty if it has none
 * @param startsLater whether there is more text before the part
 * @param endsEarlier whether there is more text after it
 * @param highlights what was found, in the order of the text, without overlaps
 */
public record Snippet(
        String text,
        String language,
        boolean startsLater,
        boolean endsEarlier,
        List<Range> highlights) {

    /**
     * A range of a text, in UTF-16 code units, which is how Java and JavaScript count.
     *
     * @param start the first one
     * @param end the one after the last
     */
    public record Range(int start, int end) {}
}
