package org.labledger.display;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;
import org.labledger.catalog.Localized;

/**
 * A text with its language, so that a page can mark texts in other languages.
 *
 * @param value the text
 * @param language its language tag (BCP 47), or empty if it has none
 * @param direction its base direction (RDF 1.2, section 3.3), {@code ltr}, {@code rtl}, or empty
 */
public record Text(String value, String language, String direction) {

    /** Maximum width of a name, where an ideograph counts twice. */
    private static final int LONG_WIDTH = 60;

    /** Creates a text without a base direction. */
    public Text(String value, String language) {
        this(value, language, "");
    }

    /**
     * Sets spaces between Han characters and Latin letters or digits beside them, where there are
     * none (W3C, Requirements for Chinese Text Layout, section 3.2.2).
     */
    public static String spaced(String text) {
        return text.replaceAll(
                "(?<=\\p{IsHan})(?=[\\p{IsLatin}\\d$])|(?<=[\\p{IsLatin}\\d%])(?=\\p{IsHan})", " ");
    }

    /** Returns a text without a language, such as a name or a number. */
    public static Text plain(String value) {
        return new Text(value, "");
    }

    /** Returns the lexical form of a literal, with its language tag and base direction. */
    public static Text of(Node literal) {
        return new Text(
                literal.getLiteralLexicalForm(),
                literal.getLiteralLanguage(),
                literal.getLiteralBaseDirection() == null
                        ? ""
                        : literal.getLiteralBaseDirection().direction());
    }

    /** Returns the best translation for the reader; an empty text if there is none at all. */
    public static Text of(Localized text, Language language) {
        Map.Entry<String, String> best = text.best(List.of(language.tag()));
        return new Text(best.getValue(), best.getKey());
    }

    /** Returns whether the text is long enough to be a sentence rather than a name. */
    public boolean isLong() {
        return isLong(value);
    }

    /**
     * Returns whether a text has more than 60 characters, where an ideograph counts twice, because
     * it says as much as two letters.
     */
    public static boolean isLong(String text) {
        return text.length() > LONG_WIDTH / 2
                && text.codePoints().map(c -> Character.isIdeographic(c) ? 2 : 1).sum()
                        > LONG_WIDTH;
    }

    /** Returns the text with its first character in upper case. */
    public String capitalized() {
        int first = value.offsetByCodePoints(0, value.isEmpty() ? 0 : 1);
        return value.substring(0, first).toUpperCase(Locale.ROOT) + value.substring(first);
    }

    /**
     * Returns whether the text is in another language than the page; false if it has no language.
     */
    public boolean isForeignTo(Language page) {
        return !language.isEmpty() && !page.covers(language);
    }

    /**
     * Returns the {@code lang} attribute of the text on a page, or {@code null} if none is needed.
     */
    public @Nullable String langAttribute(Language page) {
        return isForeignTo(page) ? language : null;
    }

    /** Returns the {@code dir} attribute of the text on a page, or {@code null} if it has none. */
    public @Nullable String dirAttribute() {
        return direction.isEmpty() ? null : direction;
    }
}
