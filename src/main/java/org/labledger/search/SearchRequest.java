package org.labledger.search;

import java.util.Optional;

/**
 * What somebody looks for.
 *
 * @param text what was typed: plain text, in which no sign has a meaning of its own. What is beyond
 *     {@link #MAX_TEXT_LENGTH} is cut off
 * @param language the language tag of the reader, which decides the snippets where the text leaves
 *     a choice; may be empty
 * @param type the IRI of a class to which the things have to belong, if given
 * @param offset how many results to pass over, at most {@link #MAX_OFFSET}
 * @param limit how many results to return, at most {@link #MAX_LIMIT}
 */
public record SearchRequest(
        String text, String language, Optional<String> type, int offset, int limit) {

    /** The longest text that is looked at, in UTF-16 code units. */
    public static final int MAX_TEXT_LENGTH = 200;

    /** The most results in one answer. */
    public static final int MAX_LIMIT = 100;

    /** The most results that can be passed over. */
    public static final int MAX_OFFSET = 10_000;

    /** Brings the numbers into their bounds and the text to its longest length. */
    public SearchRequest {
        offset = Math.clamp(offset, 0, MAX_OFFSET);
        limit = Math.clamp(limit, 0, MAX_LIMIT);
        text = text.strip();
        if (text.length() > MAX_TEXT_LENGTH) {
            boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_TEXT_LENGTH - 1));
            text = text.substring(0, splitsPair ? MAX_TEXT_LENGTH - 1 : MAX_TEXT_LENGTH);
        }
    }

    /** Looks for anything, and returns the first results. */
    public static SearchRequest of(String text, String language) {
        return new SearchRequest(text, language, Optional.empty(), 0, 20);
    }
}
