package org.labledger.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Codepoint escape sequences (SPARQL 1.2, section 19.2): {@code \}{@code u} with four and {@code
 * \}{@code U} with eight hexadecimal digits encode a character anywhere in a query, and are decoded
 * before parsing.
 */
final class CodepointEscapes {

    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))");

    private CodepointEscapes() {}

    /**
     * Decodes the escapes of a text, once.
     *
     * @throws IllegalArgumentException if an escape is a surrogate or beyond Unicode, or if
     *     decoding yields another escape; the message is a sentence
     */
    static String decode(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        Matcher matcher = ESCAPE.matcher(text);
        StringBuilder decoded = new StringBuilder(text.length());
        while (matcher.find()) {
            String digits = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            long codepoint = Long.parseLong(digits, 16);
            if (codepoint > Character.MAX_CODE_POINT
                    || (codepoint >= Character.MIN_SURROGATE
                            && codepoint <= Character.MAX_SURROGATE)) {
                throw new IllegalArgumentException(
                        "The escape " + matcher.group() + " is not a Unicode character.");
            }
            matcher.appendReplacement(
                    decoded, Matcher.quoteReplacement(Character.toString((int) codepoint)));
        }
        matcher.appendTail(decoded);
        // Escapes are decoded once, but the parser would decode the result again.
        Matcher again = ESCAPE.matcher(decoded);
        if (again.find()) {
            throw new IllegalArgumentException(
                    "Escapes must not form another escape such as " + again.group() + ".");
        }
        return decoded.toString();
    }
}
