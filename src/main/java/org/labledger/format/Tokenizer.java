package org.labledger.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a Turtle or TriG file into tokens, comments included; only white space and a byte order
 * mark are dropped. Takes any text: what is no token is {@link Token.Kind#BROKEN}. Time is linear
 * and stack bounded.
 */
public final class Tokenizer {

    /** Marks of more than one character, longest first. */
    private static final List<String> MARKS = List.of("<<(", ")>>", "<<", ">>", "{|", "|}", "^^");

    private static final String MARK_CHARACTERS = ".;,[](){}~^|>=!";

    private static final Set<String> DIRECTIVES = Set.of("prefix", "base", "version");

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d++(?:\\.\\d++)?+|\\.\\d++)(?:\\.?[eE][+-]?\\d++)?+");

    private static final Pattern LANGUAGE =
            Pattern.compile("@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?+");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;
    private int newlines = 1;

    private Tokenizer(String text) {
        this.text = text;
    }

    /** Returns the tokens of a text, followed by {@code END}. */
    public static List<Token> tokens(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        tokenizer.run();
        return tokenizer.tokens;
    }

    private void run() {
        if (text.startsWith("\uFEFF")) {
            at = 1;
            lineStart = 1;
        }
        while (true) {
            skipSpace();
            if (at == text.length()) {
                add(Token.Kind.END, at);
                return;
            }
            next();
        }
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            if (isLineBreak(at)) {
                newlines++;
                line++;
                lineStart = at + 1;
            }
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** Returns whether a line ends here: at LF, and at CR without LF. */
    private boolean isLineBreak(int index) {
        char c = text.charAt(index);
        return c == '\n' || (c == '\r' && !text.startsWith("\n", index + 1));
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '#') {
            add(Token.Kind.COMMENT, endOfLine(at));
            return;
        }
        if (c == '"' || c == '\'') {
            string(c);
            return;
        }
        for (String mark : MARKS) {
            if (text.startsWith(mark, at)) {
                add(Token.Kind.PUNCTUATION, at + mark.length());
                return;
            }
        }
        if (c == '<') {
            iri();
            return;
        }
        if (c == '@' && matches(LANGUAGE)) {
            int end = end(LANGUAGE);
            boolean isDirective = DIRECTIVES.contains(text.substring(at + 1, end));
            add(isDirective ? Token.Kind.DIRECTIVE : Token.Kind.LANGUAGE, end);
            return;
        }
        if ((Character.isDigit(c) || c == '+' || c == '-' || c == '.') && matches(NUMBER)) {
            add(Token.Kind.NUMBER, end(NUMBER));
            return;
        }
        if (MARK_CHARACTERS.indexOf(c) >= 0) {
            add(Token.Kind.PUNCTUATION, at + 1);
            return;
        }
        if (text.startsWith("_:", at)) {
            int end = nameEnd(at + 2);
            add(end > at + 2 ? Token.Kind.BLANK_NODE : Token.Kind.BROKEN, end);
            return;
        }
        int end = nameEnd(at);
        if (end == at) {
            add(Token.Kind.BROKEN, at + Character.charCount(text.codePointAt(at)));
            return;
        }
        String name = text.substring(at, end);
        if (name.indexOf(':') >= 0) {
            add(Token.Kind.NAME, end);
        } else {
            boolean isDirective = DIRECTIVES.contains(name.toLowerCase(Locale.ROOT));
            add(isDirective ? Token.Kind.DIRECTIVE : Token.Kind.WORD, end);
        }
    }

    private boolean matches(Pattern pattern) {
        return matcher(pattern).lookingAt();
    }

    private int end(Pattern pattern) {
        Matcher matcher = matcher(pattern);
        return matcher.lookingAt() ? matcher.end() : at;
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length());
    }

    private void string(char quote) {
        String delimiter = String.valueOf(quote).repeat(3);
        boolean isLong = text.startsWith(delimiter, at);
        int i = at + (isLong ? 3 : 1);
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\') {
                i += 2;
                continue;
            }
            if (isLong ? text.startsWith(delimiter, i) : c == quote) {
                int end = i + (isLong ? 3 : 1);
                add(Token.Kind.STRING, end);
                return;
            }
            if (!isLong && (c == '\n' || c == '\r')) {
                break;
            }
            i++;
        }
        add(Token.Kind.BROKEN, Math.min(i, text.length()));
    }

    private void iri() {
        int i = at + 1;
        while (i < text.length() && isOfIri(text.charAt(i))) {
            i++;
        }
        boolean isClosed = i < text.length() && text.charAt(i) == '>';
        add(isClosed ? Token.Kind.IRI : Token.Kind.BROKEN, isClosed ? i + 1 : i);
    }

    private static boolean isOfIri(char c) {
        return c > ' ' && "<>\"{}|^`".indexOf(c) < 0;
    }

    /** Returns where a name ends that begins at an index; dots at its end are not part of it. */
    private int nameEnd(int start) {
        int i = start;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (c == '\\' && i + 1 < text.length() && isEscapable(text.charAt(i + 1))) {
                i += 2;
            } else if (isOfName(c) || (c == '.' && i > start)) {
                i += Character.charCount(c);
            } else {
                break;
            }
        }
        while (i > start && text.charAt(i - 1) == '.' && !text.startsWith("\\.", i - 2)) {
            i--;
        }
        return i;
    }

    private static boolean isEscapable(char c) {
        return "_~.-!$&'()*+,;=/?#@%".indexOf(c) >= 0;
    }

    /** Returns whether a name may have a character: PN_CHARS, {@code :} or {@code %}. */
    private static boolean isOfName(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '-'
                    || c == ':'
                    || c == '%';
        }
        return c == 0xB7
                || (c >= 0xC0 && c <= 0x1FFF && c != 0xD7 && c != 0xF7 && c != 0x37E)
                || c == 0x200C
                || c == 0x200D
                || c == 0x203F
                || c == 0x2040
                || (c >= 0x2070 && c <= 0x218F)
                || (c >= 0x2C00 && c <= 0x2FEF)
                || (c >= 0x3001 && c <= 0xD7FF)
                || (c >= 0xF900 && c <= 0xFDCF)
                || (c >= 0xFDF0 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0xEFFFF);
    }

    private int endOfLine(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private void add(Token.Kind kind, int end) {
        String token = text.substring(at, end);
        tokens.add(
                new Token(
                        kind,
                        kind == Token.Kind.COMMENT ? token.stripTrailing() : token,
                        at,
                        line,
                        text.codePointCount(lineStart, at) + 1,
                        newlines));
        newlines = 0;
        for (int i = at; i < end; i++) {
            if (isLineBreak(i)) {
                line++;
                lineStart = i + 1;
            }
        }
        at = end;
    }
}
