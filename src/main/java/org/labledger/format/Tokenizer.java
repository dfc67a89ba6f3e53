package org.labledger.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a Turtle file into tokens, comments included; only white space is dropped. */
final class Tokenizer {

    /** The kinds of tokens in matching order, so that the longest form wins. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<comment>#[^\\r\\n]*)"
                            + "|(?<string>\"\"\"(?:(?:\"|\"\")?(?:[^\"\\\\]|\\\\.))*+\"\"\""
                            + "|'''(?:(?:'|'')?(?:[^'\\\\]|\\\\.))*+'''"
                            + "|\"(?:[^\"\\\\\\r\\n]|\\\\.)*+\"|'(?:[^'\\\\\\r\\n]|\\\\.)*+')"
                            + "|(?<iri><[^\\x00-\\x20<>\"{}|^`]*+>)"
                            + "|(?<punct><<\\(|\\)>>|<<|>>|\\{\\||\\|\\}|\\^\\^|[.;,\\[\\]()~])"
                            + "|(?<directive>@(?:prefix|base|version)\\b)"
                            + "|(?<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?)"
                            + "|(?<number>[+-]?(?:\\d+(?:\\.\\d*)?[eE][+-]?\\d+|\\.\\d+(?:[eE][+-]?\\d+)?|\\d+\\.\\d+|\\d+))"
                            + "(?![\\w:-])"
                            + "|(?<blank>_:[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}\\p{M}_.\\u00B7-]*[\\p{L}\\p{N}\\p{M}_\\u00B7-])?)"
                            + "|(?<name>(?:\\p{L}(?:[\\p{L}\\p{N}\\p{M}_.\\u00B7-]*[\\p{L}\\p{N}\\p{M}_\\u00B7-])?)?:"
                            + "(?:(?:[\\p{L}\\p{N}\\p{M}_:\\u00B7-]|%[0-9A-Fa-f]{2}|\\\\[_~.!$&'()*+,;=/?#@%-])"
                            + "(?:(?:[\\p{L}\\p{N}\\p{M}_:.\\u00B7-]|%[0-9A-Fa-f]{2}|\\\\[_~.!$&'()*+,;=/?#@%-])*"
                            + "(?:[\\p{L}\\p{N}\\p{M}_:\\u00B7-]|%[0-9A-Fa-f]{2}|\\\\[_~.!$&'()*+,;=/?#@%-]))?)?)"
                            + "|(?<word>[A-Za-z]+)",
                    Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    private Tokenizer() {}

    /**
     * Returns the tokens of a text, followed by {@code END}.
     *
     * @throws CannotFormatException if a character begins no token
     */
    static List<Token> tokens(String text) throws CannotFormatException {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        int line = 1;
        int newlines = 1;
        while (true) {
            while (at < text.length() && isSpace(text.charAt(at))) {
                if (text.charAt(at) == '\n') {
                    newlines++;
                    line++;
                }
                at++;
            }
            if (at == text.length()) {
                tokens.add(new Token(Token.Kind.END, "", line, newlines));
                return tokens;
            }
            matcher.region(at, text.length());
            if (!matcher.lookingAt()) {
                throw new CannotFormatException(line, "unrecognized token");
            }
            String token = matcher.group();
            tokens.add(new Token(kind(matcher, token), token.stripTrailing(), line, newlines));
            newlines = 0;
            line += (int) token.chars().filter(c -> c == '\n').count();
            at = matcher.end();
        }
    }

    private static Token.Kind kind(Matcher matcher, String token) {
        if (matcher.group("comment") != null) {
            return Token.Kind.COMMENT;
        } else if (matcher.group("string") != null) {
            return Token.Kind.STRING;
        } else if (matcher.group("iri") != null) {
            return Token.Kind.IRI;
        } else if (matcher.group("punct") != null) {
            return Token.Kind.PUNCTUATION;
        } else if (matcher.group("directive") != null) {
            return Token.Kind.DIRECTIVE;
        } else if (matcher.group("language") != null) {
            return Token.Kind.LANGUAGE;
        } else if (matcher.group("number") != null) {
            return Token.Kind.NUMBER;
        } else if (matcher.group("blank") != null) {
            return Token.Kind.BLANK_NODE;
        } else if (matcher.group("name") != null) {
            return Token.Kind.NAME;
        }
        return token.equalsIgnoreCase("prefix")
                        || token.equalsIgnoreCase("base")
                        || token.equalsIgnoreCase("version")
                ? Token.Kind.DIRECTIVE
                : Token.Kind.WORD;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
