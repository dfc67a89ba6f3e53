package org.labledger.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Codepoint escape sequences (SPARQL 1.2, section 19.2): {@code \}{@code u} with four and {@code
 * \}{@code U} with eight hexadecimal digits stand for a character anywhere in a query, before its
 * grammar is looked at.
 */
final class CodepointEscapes {

    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))");

    private CodepointEscapes() {}

    /**
     * Returns the text with the characters in place of their escapes.
     *
     * @throws IllegalArgumentException if an escape stands for no character, but for a surrogate or
     *     a number beyond Unicode, or if escapes make another escape; the message is a sentence
     */
    static String undone(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        Matcher matcher = ESCAPE.matcher(text);
        StringBuilder undone = new StringBuilder(text.length());
        while (matcher.find()) {
            String digits = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            long codepoint = Long.parseLong(digits, 16);
            if (codepoint > Character.MAX_CODE_POINT
                    || (codepoint >= Character.MIN_SURROGATE
                            && codepoint <= Character.MAX_SURROGATE)) {
                throw new IllegalArgumentException(
                        "The escape " + matcher.group() + " stands for no character of Unicode.");
            }
            matcher.appendReplacement(
                    undone, Matcher.quoteReplacement(Character.toString((int) codepoint)));
        }
        matcher.appendTail(undone);
        // Escapes are undone once; the parser would take what they made for more of them.
        Matcher again = ESCAPE.matcher(undone);
        if (again.find()) {
            throw new IllegalArgumentException(
                    "Escapes make another escape here, "
                            + again.group()
                            + ", which is not allowed.");
        }
        return undone.toString();
    }
}
