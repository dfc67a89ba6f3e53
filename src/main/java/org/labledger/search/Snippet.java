package org.labledger.search;

import java.util.List;

/**
 * The part of a text around its matches.
 *
 * @param text the part, as it is in the data; not escaped for any format
 * @param language the language tag of the text, or empty if it has none
 * @param startsLater whether text before the part is left out
 * @param endsEarlier whether text after it is left out
 * @param highlights the matches, in order, without overlaps
 */
public record Snippet(
        String text,
        String language,
        boolean startsLater,
        boolean endsEarlier,
        List<Range> highlights) {

    /**
     * A range of a text, in UTF-16 units, as Java and JavaScript count.
     *
     * @param start the first unit
     * @param end the unit after the last
     */
    public record Range(int start, int end) {}
}
