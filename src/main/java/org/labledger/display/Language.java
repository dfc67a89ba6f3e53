package org.labledger.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A language of the interface.
 *
 * @param tag the language tag (BCP 47), such as {@code zh-Hant}
 */
public record Language(String tag) {

    /** Maximum length of a parsed {@code Accept-Language} header; longer ones are ignored. */
    private static final int MAX_HEADER_LENGTH = 1000;

    /** English, in which every text of the interface exists. */
    public static final Language ENGLISH = new Language("en");

    /** Returns the locale for dates, numbers and collation. */
    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /**
     * Returns whether a language tag matches this language (basic filtering, RFC 4647, section
     * 3.3.1).
     */
    public boolean covers(String other) {
        return covers(tag, other);
    }

    private static boolean covers(String range, String tag) {
        return tag.equalsIgnoreCase(range)
                || tag.regionMatches(true, 0, range + "-", 0, range.length() + 1);
    }

    /**
     * Returns the offered language with a tag, ignoring case; empty if the tag is {@code null} or
     * unknown.
     */
    public static Optional<Language> named(@Nullable String tag, List<Language> offered) {
        return offered.stream().filter(l -> l.tag.equalsIgnoreCase(tag)).findFirst();
    }

    /**
     * Chooses the language of a page: the one in the URL, else the one in the cookie, else the best
     * match of the browser's preferences (RFC 9110, section 12.5.4), else the first one offered.
     *
     * @param asked the parameter {@code lang}, or {@code null}
     * @param remembered the cookie {@code lang}, or {@code null}
     * @param accept the header {@code Accept-Language}, or {@code null}
     * @param offered the languages of the interface, the default first; not empty
     */
    public static Language choose(
            @Nullable String asked,
            @Nullable String remembered,
            @Nullable String accept,
            List<Language> offered) {
        return named(asked, offered)
                .or(() -> named(remembered, offered))
                .or(() -> preferred(accept, offered))
                .orElse(offered.getFirst());
    }

    private static Optional<Language> preferred(@Nullable String accept, List<Language> offered) {
        for (String range : ranges(accept)) {
            Optional<Language> exact =
                    offered.stream()
                            .filter(l -> covers(range, l.tag) || l.covers(range))
                            .findFirst();
            if (exact.isPresent()) {
                return exact;
            }
            // Falls back to the primary subtag: a reader of zh-CN prefers zh-Hant to English.
            String primary = range.split("-", 2)[0];
            Optional<Language> near =
                    offered.stream().filter(l -> covers(primary, l.tag)).findFirst();
            if (near.isPresent()) {
                return near;
            }
        }
        return Optional.empty();
    }

    private static List<String> ranges(@Nullable String accept) {
        List<String> ranges = new ArrayList<>();
        if (accept != null && accept.length() < MAX_HEADER_LENGTH) {
            try {
                Locale.LanguageRange.parse(accept).stream()
                        .filter(range -> range.getWeight() > 0 && !range.getRange().equals("*"))
                        .forEach(range -> ranges.add(range.getRange()));
            } catch (IllegalArgumentException e) {
                // A malformed header is ignored.
                return List.of();
            }
        }
        return ranges;
    }
}
