package org.labledger.display;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.Localized;

/**
 * A piece of text with its language, so that a page can say which language it is in where that is
 * not the page's own.
 *
 * @param value the text
 * @param language its language tag, or empty if it has none
 */
public record Text(String value, String language) {

    private static final int LONG_WIDTH = 60;

    /** A text of which nobody says what language it is in, such as a name or a number. */
    public static Text plain(String value) {
        return new Text(value, "");
    }

    /** Returns a text in the language that suits the reader best. */
    public static Text of(Localized text, Language language) {
        Map.Entry<String, String> best = text.best(List.of(language.tag()));
        return new Text(best.getValue(), best.getKey());
    }

    /** Returns whether it is a sentence rather than a name: from some 60 letters on. */
    public boolean isLong() {
        return isLong(value);
    }

    /**
     * Returns whether a text is as long as a sentence. A Chinese character says as much as two
     * letters.
     */
    public static boolean isLong(String text) {
        return text.length() > LONG_WIDTH / 2
                && text.codePoints().map(c -> Character.isIdeographic(c) ? 2 : 1).sum()
                        > LONG_WIDTH;
    }

    /** Returns the text as it stands at the beginning of a line. */
    public String capitalized() {
        int first = value.offsetByCodePoints(0, value.isEmpty() ? 0 : 1);
        return value.substring(0, first).toUpperCase(Locale.ROOT) + value.substring(first);
    }

    /** Returns whether the text has to be marked on a page of the given language. */
    public boolean isForeignTo(Language page) {
        return !language.isEmpty() && !page.covers(language);
    }

    /** Returns the text's language where it has to be marked, for a {@code lang} attribute. */
    public @Nullable String langAttribute(Language page) {
        return isForeignTo(page) ? language : null;
    }
}
