package org.labledger.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.labledger.format.Token;
import org.labledger.format.Tokenizer;

/**
 * Escapes of surrogates, which RDF 1.2 forbids in Turtle, TriG, N-Triples and N-Quads (Turtle,
 * section 6.4). Jena's parser joins two of them to one character, other parsers refuse them.
 */
final class Surrogates {

    /** One backslash more or less in front makes it an escape or two characters. */
    private static final Pattern ESCAPED =
            Pattern.compile(
                    "(?<!\\\\)(?:\\\\\\\\)*(\\\\(?:u|U0000)([dD][89a-fA-F][0-9a-fA-F]{2})"
                            + "(?:\\\\(?:u|U0000)([dD][89a-fA-F][0-9a-fA-F]{2}))?)");

    private Surrogates() {}

    /** Returns the problem of the first escape of a surrogate. */
    static Optional<ParseProblem> problem(HomeFile file) {
        if (!mayHave(file.content())) {
            return Optional.empty();
        }
        String text = file.text();
        if (!ESCAPED.matcher(text).find()) {
            return Optional.empty();
        }
        List<Token> tokens = Tokenizer.tokens(text);
        for (Token token : tokens) {
            Matcher escaped = ESCAPED.matcher(token.text());
            if (token.kind() != Token.Kind.COMMENT && escaped.find()) {
                String instead =
                        escaped.group(3) == null
                                ? ""
                                : " Write the character, or \\U%08X."
                                        .formatted(
                                                Character.toCodePoint(
                                                        unit(escaped.group(2)),
                                                        unit(escaped.group(3))));
                return Optional.of(
                        new ParseProblem(
                                file.locationOf(token.start() + escaped.start(1)),
                                true,
                                "Syntax error: "
                                        + escaped.group(1)
                                        + " escapes surrogates, which are no characters."
                                        + instead));
            }
        }
        return Optional.empty();
    }

    /** Looks for a backslash and a u, without decoding the file. */
    private static boolean mayHave(byte[] content) {
        for (int i = 0; i + 1 < content.length; i++) {
            if (content[i] == '\\' && (content[i + 1] == 'u' || content[i + 1] == 'U')) {
                return true;
            }
        }
        return false;
    }

    private static char unit(String hexadecimal) {
        return (char) Integer.parseInt(hexadecimal, 16);
    }
}
