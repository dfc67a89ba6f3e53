package org.labledger.syntax;

/** A line of a text with a caret below one of its columns. */
final class Excerpt {

    private static final int BEFORE = 60;
    private static final int AFTER = 20;

    private Excerpt() {}

    /** Returns a line of the text, counted from 1, without its end; empty if there is none. */
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

    /** Returns the line and the caret; a long line is cut, which an ellipsis shows. */
    static String of(String line, int column) {
        int at = Math.min(column - 1, line.length());
        int start = at > BEFORE + 1 ? boundary(line, at - BEFORE) : 0;
        int end = line.length() - at > AFTER + 1 ? boundary(line, at + AFTER) : line.length();
        String shown =
                (start > 0 ? "…" : "")
                        + plain(line.substring(start, end))
                        + (end < line.length() ? "…" : "");
        String before = (start > 0 ? "…" : "") + line.substring(start, at);
        return shown + "\n" + " ".repeat(before.codePointCount(0, before.length())) + "^";
    }

    /** A tab or a control character takes one column, so that the caret stands where it should. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return plain.toString();
    }

    private static int boundary(String line, int index) {
        return Character.isLowSurrogate(line.charAt(index)) ? index + 1 : index;
    }
}
