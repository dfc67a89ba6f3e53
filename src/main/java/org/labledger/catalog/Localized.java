package org.labledger.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A text in one or several languages.
 *
 * @param byLanguage the text by language tag; the empty tag for a text without one
 */
public record Localized(Map<String, String> byLanguage) {

    /** No text in any language. */
    public static final Localized EMPTY = new Localized(Map.of());

    /** Creates it; the order of the languages is that of their tags. */
    public Localized {
        byLanguage = Collections.unmodifiableMap(new TreeMap<>(byLanguage));
    }

    /**
     * Returns the text in the best of the given languages (RFC 4647, section 3.4, lookup), else in
     * English, else in any, else the empty text.
     */
    public String in(List<String> languages) {
        return best(languages).getValue();
    }

    /** Returns the text that {@link #in} returns, after the tag of its language. */
    public Map.Entry<String, String> best(List<String> languages) {
        for (String language : languages) {
            for (String range = language.toLowerCase(Locale.ROOT); !range.isEmpty(); ) {
                for (Map.Entry<String, String> entry : byLanguage.entrySet()) {
                    if (entry.getKey().toLowerCase(Locale.ROOT).equals(range)) {
                        return entry;
                    }
                }
                range = range.substring(0, Math.max(0, range.lastIndexOf('-')));
            }
        }
        String english = byLanguage.get("en");
        return english != null
                ? Map.entry("en", english)
                : Objects.requireNonNullElse(
                        byLanguage.entrySet().stream().findFirst().orElse(null), Map.entry("", ""));
    }

    /** Returns whether there is no text in any language. */
    public boolean isEmpty() {
        return byLanguage.isEmpty();
    }
}
