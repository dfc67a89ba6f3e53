package org.labledger.syntax;

/** One line of a text with a caret below a column, for error messages. */
public final class Excerpt {

    /** The maximum number of UTF-16 units shown before the column. */
    private static final int MAX_BEFORE = 60;

    /** The maximum number of UTF-16 units shown from the column on. */
    private static final int MAX_AFTER = 20;

    private Excerpt() {}

    /** Returns a line by number, from 1, without its line break; empty if there is none. */
    public static String line(String text, int number) {
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
    public static String of(String line, int column) {
        int at = Math.min(column - 1, line.length());
        int start = at > MAX_BEFORE + 1 ? boundary(line, at - MAX_BEFORE) : 0;
        int end =
                line.length() - at > MAX_AFTER + 1 ? boundary(line, at + MAX_AFTER) : line.length();
        String shown =
                (start > 0 ? "…" : "")
                        + plain(line.substring(start, end))
                        + (end < line.length() ? "…" : "");
        String before = (start > 0 ? "…" : "") + line.substring(start, at);
        StringBuilder caret = new StringBuilder();
        before.codePoints().forEach(c -> caret.append(isWide(c) ? '\u3000' : ' '));
        return shown + "\n" + caret + "^";
    }

    /** Replaces tabs and control characters by one space each, so that the caret is aligned. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return plain.toString();
    }

    /** Returns whether fixed-width fonts draw a character two columns wide (UAX 11). */
    private static boolean isWide(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default -> (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF60);
        };
    }

    private static int boundary(String line, int index) {
        return Character.isLowSurrogate(line.charAt(index)) ? index + 1 : index;
    }
}
