package org.labledger.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * An upper bound of the recursion depth of parser, algebra and evaluation, from one pass over the
 * tokens of a query, in linear time.
 *
 * <p>Brackets nest, and so do chains of operators: {@code a + b + c} becomes a tree as high as the
 * chain is long, and so do consecutive patterns in a group. The height of a bracket is its number
 * of operators plus the height of the highest bracket inside, plus a constant. The grammar is not
 * checked.
 */
final class Nesting {

    /** Keywords that chain patterns within a group, like operators. */
    private static final Set<String> CHAINING_KEYWORDS = Set.of("BIND", "FILTER", "VALUES");

    /** What one bracket adds to the height: the grammar has several productions per bracket. */
    private static final int BRACKET_HEIGHT = 4;

    /** An open bracket: the operators so far, and the height of the highest bracket inside. */
    private static final class Level {
        private int operators;
        private int maxInnerHeight;

        int height() {
            return operators + maxInnerHeight;
        }
    }

    private final String text;
    private final int maxDepth;
    private final int maxHeight;
    private final Deque<Level> open = new ArrayDeque<>();
    private int at;

    /**
     * No prefixed name begins before this index. Remembered so that long words are scanned once.
     */
    private int noNameBefore;

    private Nesting(String text, int maxDepth, int maxHeight) {
        this.text = text;
        this.maxDepth = maxDepth;
        this.maxHeight = maxHeight;
    }

    /** Returns the index where a text exceeds a limit, or -1 if it does not. */
    static int excess(String text, int maxDepth, int maxHeight) {
        return new Nesting(text, maxDepth, maxHeight).excess();
    }

    private int excess() {
        open.push(new Level());
        while (at < text.length()) {
            int start = at;
            token();
            if (open.size() > maxDepth || open.getFirst().height() > maxHeight) {
                return start;
            }
        }
        while (open.size() > 1) {
            close();
        }
        return open.getFirst().height() > maxHeight ? text.length() : -1;
    }

    private void token() {
        char c = text.charAt(at);
        switch (c) {
            case '#' -> skipComment();
            case '"', '\'' -> skipString(c);
            case '<' -> lessThanSign();
            case '>' -> {
                if (text.startsWith(">>", at)) {
                    close();
                    at += 2;
                } else {
                    operator(1);
                }
            }
            case '(', '{', '[' -> {
                if (c == '{') {
                    open.getFirst().operators++;
                }
                open.push(new Level());
                at++;
            }
            case ')', '}', ']' -> {
                close();
                at++;
            }
            case '|', '&' -> operator(text.startsWith(c == '|' ? "||" : "&&", at) ? 2 : 1);
            case '.', '/', '^', '+', '-', '*', '!', '=' -> operator(1);
            case '\\' -> operator(2);
            case '?', '$', '@' -> {
                at++;
                skipLetters();
            }
            default -> {
                if (Character.isLetterOrDigit(c) || c == '_' || c == ':') {
                    word();
                } else {
                    at++;
                }
            }
        }
    }

    private void operator(int length) {
        open.getFirst().operators++;
        at += length;
    }

    private void close() {
        if (open.size() > 1) {
            int height = open.pop().height() + BRACKET_HEIGHT;
            open.getFirst().maxInnerHeight = Math.max(open.getFirst().maxInnerHeight, height);
        }
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipString(char quote) {
        String three = String.valueOf(quote).repeat(3);
        boolean isLong = text.startsWith(three, at);
        at += isLong ? 3 : 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\') {
                at += 2;
            } else if (isLong ? text.startsWith(three, at) : c == quote || c == '\n') {
                at += isLong ? 3 : 1;
                return;
            } else {
                at++;
            }
        }
    }

    /** Reads {@code <}, which begins an IRI or a triple term, or compares. */
    private void lessThanSign() {
        if (text.startsWith("<<", at)) {
            open.push(new Level());
            at += 2;
            return;
        }
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '>') {
                at = i + 1;
                return;
            }
            if (c <= ' ' || "<\"{}|^`".indexOf(c) >= 0) {
                break;
            }
        }
        operator(1);
    }

    private void word() {
        int end = at;
        boolean isName = false;
        if (at >= noNameBefore) {
            while (end < text.length() && (isNamePart(text.charAt(end)))) {
                isName |= text.charAt(end) == ':';
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            end = Math.min(end, text.length());
        }
        if (isName) {
            while (text.charAt(end - 1) == '.') {
                end--;
            }
            at = end;
            return;
        }
        noNameBefore = Math.max(noNameBefore, end);
        int start = at;
        skipLetters();
        if (CHAINING_KEYWORDS.contains(text.substring(start, at).toUpperCase(Locale.ROOT))) {
            open.getFirst().operators++;
        }
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || "_-.:%\\".indexOf(c) >= 0;
    }

    private void skipLetters() {
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
    }
}
