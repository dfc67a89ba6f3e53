package org.labledger.search;

import java.util.Optional;

/**
 * A search.
 *
 * @param text the search text: plain text without operators, truncated to {@link #MAX_TEXT_LENGTH}
 * @param language the language tag of the reader, which decides between equally good texts for the
 *     snippet; may be empty
 * @param type the IRI of a class that results must have, if given
 * @param offset the number of results to skip, from 0 to {@link #MAX_OFFSET}
 * @param limit the number of results to return, from 0 to {@link #MAX_LIMIT}
 */
public record SearchRequest(
        String text, String language, Optional<String> type, int offset, int limit) {

    /** Maximum length of a search text, in UTF-16 units. */
    public static final int MAX_TEXT_LENGTH = 200;

    /** Maximum number of results in one answer. */
    public static final int MAX_LIMIT = 100;

    /** Maximum number of results to skip. */
    public static final int MAX_OFFSET = 10_000;

    /** Clamps the numbers, and strips and truncates the text. */
    public SearchRequest {
        offset = Math.clamp(offset, 0, MAX_OFFSET);
        limit = Math.clamp(limit, 0, MAX_LIMIT);
        text = text.strip();
        if (text.length() > MAX_TEXT_LENGTH) {
            boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_TEXT_LENGTH - 1));
            text = text.substring(0, splitsPair ? MAX_TEXT_LENGTH - 1 : MAX_TEXT_LENGTH);
        }
    }

    /** Returns a search in all classes for the first 20 results. */
    public static SearchRequest of(String text, String language) {
        return new SearchRequest(text, language, Optional.empty(), 0, 20);
    }
}
