package org.labledger.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A language in which the pages are written.
 *
 * @param tag the language tag (BCP 47), such as {@code zh-Hant}
 */
public record Language(String tag) {

    /** The language that everything is written in, whatever else. */
    public static final Language ENGLISH = new Language("en");

    /** Returns the locale, for dates, numbers and sorting. */
    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /**
     * Returns whether a text with this language tag is in this language (RFC 4647, section 3.3.1).
     */
    public boolean covers(String other) {
        return covers(tag, other);
    }

    private static boolean covers(String range, String tag) {
        return tag.equalsIgnoreCase(range)
                || tag.regionMatches(true, 0, range + "-", 0, range.length() + 1);
    }

    /** Returns the language called so, if pages are written in it. */
    public static Optional<Language> named(@Nullable String tag, List<Language> offered) {
        return offered.stream().filter(l -> l.tag.equalsIgnoreCase(tag)).findFirst();
    }

    /**
     * Chooses the language for a reader: what the address asks for, else what the reader chose
     * before, else what the browser prefers (RFC 9110, section 12.5.4), else the first offered.
     *
     * @param asked the value of {@code ?lang=}, if there is one
     * @param remembered the value of the cookie, if there is one
     * @param accept the header {@code Accept-Language}, if there is one
     * @param offered the languages in which pages are written
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
            // Who reads zh-CN is better served with zh-Hant than with English.
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
        if (accept != null && accept.length() < 1000) {
            try {
                Locale.LanguageRange.parse(accept).stream()
                        .filter(range -> range.getWeight() > 0 && !range.getRange().equals("*"))
                        .forEach(range -> ranges.add(range.getRange()));
            } catch (IllegalArgumentException e) {
                // A header that is not well formed says nothing about the reader.
                return List.of();
            }
        }
        return ranges;
    }
}
