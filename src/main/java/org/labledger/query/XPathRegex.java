package org.labledger.query;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.jena.sparql.expr.ExprEvalException;

/**
 * Regular expressions of XPath (XPath and XQuery Functions and Operators 3.1, section 5.6) as those
 * of Java. Taken over: the flags; {@code $}, which matches at the very end, not before a last line
 * break; white space under the flag {@code x}, which stays inside of character classes; classes
 * such as {@code \d}, which know all of Unicode. As in Java, {@code \w} also matches the
 * underscore, and lookahead and the like are understood.
 */
public final class XPathRegex {

    private XPathRegex() {}

    /**
     * Compiles a regular expression.
     *
     * @throws ExprEvalException if it or its flags are invalid; the message says why
     */
    public static Pattern compile(String regex, String flags) {
        int java = Pattern.UNICODE_CHARACTER_CLASS;
        for (char flag : flags.toCharArray()) {
            java |=
                    switch (flag) {
                        case 's' -> Pattern.DOTALL;
                        case 'm' -> Pattern.MULTILINE;
                        case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                        case 'x' -> 0;
                        case 'q' -> Pattern.LITERAL;
                        default ->
                                throw new ExprEvalException(
                                        "There is no flag \"" + flag + "\"; use s, m, i, x or q.");
                    };
        }
        boolean isLiteral = flags.indexOf('q') >= 0;
        try {
            return Pattern.compile(isLiteral ? regex : translated(regex, flags), java);
        } catch (PatternSyntaxException e) {
            throw new ExprEvalException(
                    "\"" + regex + "\" is not a regular expression: " + reason(e));
        }
    }

    /** Returns what is wrong in one line; Java's message has the expression in further lines. */
    static String reason(PatternSyntaxException e) {
        return e.getDescription()
                + (e.getIndex() < 0 ? "" : " near character " + (e.getIndex() + 1));
    }

    private static String translated(String regex, String flags) {
        boolean isExtended = flags.indexOf('x') >= 0;
        boolean hasLines = flags.indexOf('m') >= 0;
        StringBuilder translated = new StringBuilder(regex.length());
        int classes = 0;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\' && i + 1 < regex.length()) {
                translated.append(c).append(regex.charAt(++i));
            } else if (c == '[') {
                classes++;
                translated.append(c);
            } else if (c == ']' && classes > 0) {
                classes--;
                translated.append(c);
            } else if (classes > 0) {
                translated.append(c);
            } else if (c == '$') {
                translated.append(hasLines ? "(?=\\n|\\z)" : "\\z");
            } else if (!isExtended || " \t\n\r".indexOf(c) < 0) {
                translated.append(c);
            }
        }
        return translated.toString();
    }
}
