package org.labledger.syntax;

/** One line of a text with a caret below a column, for error messages. */
final class Excerpt {

    /** The maximum number of UTF-16 units shown before the column. */
    private static final int MAX_BEFORE = 60;

    /** The maximum number of UTF-16 units shown from the column on. */
    private static final int MAX_AFTER = 20;

    private Excerpt() {}

    /** Returns a line by number, from 1, without its line break; empty if there is none. */
    static String line(String text, int number) {
        int start = 0;
        for (int line = 1; line < number; line++) {
            int end = endOfLine(text, start);
            if (end == text.length()) {
                return "";
            }
            start = end + (text.startsWith("\r\n", end) ? 2 : 1);
        }
        return text.substring(start, endOfLine(text, start));
    }

    private static int endOfLine(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    /** Returns the line and the caret line; an ellipsis marks where a long line is cut. */
    static String of(String line, int column) {
        int at = Math.min(column - 1, line.length());
        int start = at > MAX_BEFORE + 1 ? boundary(line, at - MAX_BEFORE) : 0;
        int end =
                line.length() - at > MAX_AFTER + 1 ? boundary(line, at + MAX_AFTER) : line.length();
        String shown =
                (start > 0 ? "…" : "")
                        + plain(line.substring(start, end))
                        + (end < line.length() ? "…" : "");
        String before = (start > 0 ? "…" : "") + line.substring(start, at);
        return shown + "\n" + " ".repeat(before.codePointCount(0, before.length())) + "^";
    }

    /** Replaces tabs and control characters by one space each, so that the caret is aligned. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return plain.toString();
    }

    private static int boundary(String line, int index) {
        return Character.isLowSurrogate(line.charAt(index)) ? index + 1 : index;
    }
}
