package org.labledger.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * How deep the parser, the algebra and the evaluation of a query would have to go, found by one
 * pass over its tokens.
 *
 * <p>Brackets nest, and so do chains without brackets: {@code a + b + c} is a tree as high as the
 * chain is long, and so are patterns one after the other in a group. The height of a bracket is
 * that of the highest one in it, one more, and one for every joint of a chain in it. The grammar is
 * not checked: a text that is no query has a height as well.
 */
final class Nesting {

    private static final Set<String> JOINTS = Set.of("BIND", "FILTER", "VALUES");
    private static final int OF_BRACKET = 4;

    /** A bracket that is open: where, the joints in it so far, and the highest bracket in it. */
    private static final class Level {
        private int joints;
        private int highest;

        int height() {
            return joints + highest;
        }
    }

    private final String text;
    private final int mostDepth;
    private final int mostHeight;
    private final Deque<Level> open = new ArrayDeque<>();
    private int at;

    /** Up to here it is known that no colon makes a prefixed name of what stands before it. */
    private int noName;

    private Nesting(String text, int mostDepth, int mostHeight) {
        this.text = text;
        this.mostDepth = mostDepth;
        this.mostHeight = mostHeight;
    }

    /** Returns the index at which a text gets deeper than allowed, or -1 if it does not. */
    static int excess(String text, int mostDepth, int mostHeight) {
        return new Nesting(text, mostDepth, mostHeight).excess();
    }

    private int excess() {
        open.push(new Level());
        while (at < text.length()) {
            int start = at;
            token();
            if (open.size() > mostDepth || open.getFirst().height() > mostHeight) {
                return start;
            }
        }
        while (open.size() > 1) {
            close();
        }
        return open.getFirst().height() > mostHeight ? text.length() : -1;
    }

    private void token() {
        char c = text.charAt(at);
        switch (c) {
            case '#' -> skipComment();
            case '"', '\'' -> skipString(c);
            case '<' -> less();
            case '>' -> {
                if (text.startsWith(">>", at)) {
                    close();
                    at += 2;
                } else {
                    joint(1);
                }
            }
            case '(', '{', '[' -> {
                if (c == '{') {
                    open.getFirst().joints++;
                }
                open.push(new Level());
                at++;
            }
            case ')', '}', ']' -> {
                close();
                at++;
            }
            case '|', '&' -> joint(text.startsWith(c == '|' ? "||" : "&&", at) ? 2 : 1);
            case '.', '/', '^', '+', '-', '*', '!', '=' -> joint(1);
            case '\\' -> joint(2);
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

    private void joint(int length) {
        open.getFirst().joints++;
        at += length;
    }

    private void close() {
        if (open.size() > 1) {
            int height = open.pop().height() + OF_BRACKET;
            open.getFirst().highest = Math.max(open.getFirst().highest, height);
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

    /** {@code <} begins an IRI, a triple term, or compares. */
    private void less() {
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
        joint(1);
    }

    private void word() {
        int end = at;
        boolean name = false;
        if (at >= noName) {
            while (end < text.length() && (isNamePart(text.charAt(end)))) {
                name |= text.charAt(end) == ':';
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            end = Math.min(end, text.length());
        }
        if (name) {
            while (text.charAt(end - 1) == '.') {
                end--;
            }
            at = end;
            return;
        }
        noName = Math.max(noName, end);
        int start = at;
        skipLetters();
        if (JOINTS.contains(text.substring(start, at).toUpperCase(Locale.ROOT))) {
            open.getFirst().joints++;
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
