package org.labledger.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Conservative, font-independent text width by character class, in ems. Layouts that use it are the
 * same on every machine, with or without fonts.
 */
public final class TextWidth {

    private TextWidth() {}

    /** Returns the width of a text, in ems. */
    static double width(String text) {
        return text.codePoints().mapToDouble(TextWidth::width).sum();
    }

    private static double width(int character) {
        if (isWide(character)) {
            return 1;
        }
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            case Character.UPPERCASE_LETTER -> character == 'W' || character == 'M' ? 0.95 : 0.7;
            case Character.LOWERCASE_LETTER ->
                    "fijlrt".indexOf(character) >= 0
                            ? 0.36
                            : character == 'm' || character == 'w' ? 0.88 : 0.58;
            case Character.SPACE_SEPARATOR -> 0.3;
            case Character.DECIMAL_DIGIT_NUMBER -> 0.6;
            case Character.DASH_PUNCTUATION, Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL ->
                    0.65;
            case Character.OTHER_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION ->
                    0.45;
            default -> 0.8;
        };
    }

    /** Returns whether a character is full-width, as CJK characters and their punctuation are. */
    private static boolean isWide(int character) {
        return Character.isIdeographic(character)
                || (character >= 0x3000 && character <= 0x30FF)
                || (character >= 0xAC00 && character <= 0xD7AF)
                || (character >= 0xFF01 && character <= 0xFF60);
    }

    /**
     * Wraps a text: after spaces, hyphens, slashes and underscores, beside full-width characters,
     * and within words that are wider than a line.
     *
     * @param maxWidth the maximum width of a line, in ems
     * @param maxLines the maximum number of lines; the last one ends with an ellipsis if text is
     *     left
     */
    public static List<String> wrap(String text, double maxWidth, int maxLines) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        double width = 0;
        for (String piece : pieces(text.strip(), maxWidth)) {
            double more = width(piece);
            if (!line.isEmpty() && width + width(piece.stripTrailing()) > maxWidth) {
                lines.add(line.toString().strip());
                line.setLength(0);
                width = 0;
            }
            line.append(piece);
            width += more;
        }
        lines.add(line.toString().strip());
        if (lines.size() <= maxLines) {
            return lines;
        }
        List<String> cut = new ArrayList<>(lines.subList(0, maxLines));
        cut.set(maxLines - 1, truncated(cut.getLast() + " " + lines.get(maxLines), maxWidth));
        return cut;
    }

    /** Truncates a text to a width, with an ellipsis. */
    static String truncated(String text, double maxWidth) {
        if (width(text) <= maxWidth) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        double width = 1;
        for (int character : text.codePoints().toArray()) {
            width += width(character);
            if (width > maxWidth) {
                break;
            }
            cut.appendCodePoint(character);
        }
        return cut.toString().strip() + "…";
    }

    /** Splits a text at its break opportunities. */
    private static List<String> pieces(String text, double maxWidth) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        double width = 0;
        int before = ' ';
        for (int character : text.codePoints().toArray()) {
            boolean mayBreak =
                    before == ' '
                            || before == '-'
                            || before == '/'
                            || before == '_'
                            || ((isWide(character) || isWide(before)) && !isClosing(character));
            if (!piece.isEmpty() && (mayBreak || width + width(character) > maxWidth)) {
                pieces.add(piece.toString());
                piece.setLength(0);
                width = 0;
            }
            piece.appendCodePoint(character);
            width += width(character);
            before = character;
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static boolean isClosing(int character) {
        int type = Character.getType(character);
        return type == Character.END_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION
                || type == Character.OTHER_PUNCTUATION
                || character == ' ';
    }
}
