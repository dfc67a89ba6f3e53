package org.labledger.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * How much room text takes, in any font: measured generously, by what sort of letters they are.
 * Pictures that are laid out by it come out the same on every machine, with fonts or without.
 */
public final class TextWidth {

    private TextWidth() {}

    /** Returns the width of a text, where the size of its letters is 1. */
    static double width(String text) {
        return text.codePoints().mapToDouble(TextWidth::width).sum();
    }

    private static double width(int letter) {
        if (isWide(letter)) {
            return 1;
        }
        return switch (Character.getType(letter)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            case Character.UPPERCASE_LETTER -> letter == 'W' || letter == 'M' ? 0.95 : 0.7;
            case Character.LOWERCASE_LETTER ->
                    "fijlrt".indexOf(letter) >= 0
                            ? 0.36
                            : letter == 'm' || letter == 'w' ? 0.88 : 0.58;
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

    /** Returns whether it fills a square, as Chinese letters and their punctuation do. */
    private static boolean isWide(int letter) {
        return Character.isIdeographic(letter)
                || (letter >= 0x3000 && letter <= 0x30FF)
                || (letter >= 0xAC00 && letter <= 0xD7AF)
                || (letter >= 0xFF01 && letter <= 0xFF60);
    }

    /**
     * Breaks a text into lines: at spaces, beside wide letters, and where a word is wider than a
     * line.
     *
     * @param room how wide a line may be
     * @param most how many lines there may be; what is left over becomes an ellipsis
     */
    public static List<String> wrap(String text, double room, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        double width = 0;
        for (String piece : pieces(text.strip(), room)) {
            double more = width(piece);
            if (!line.isEmpty() && width + width(piece.stripTrailing()) > room) {
                lines.add(line.toString().strip());
                line.setLength(0);
                width = 0;
            }
            line.append(piece);
            width += more;
        }
        lines.add(line.toString().strip());
        if (lines.size() <= most) {
            return lines;
        }
        List<String> cut = new ArrayList<>(lines.subList(0, most));
        cut.set(most - 1, shortened(cut.getLast() + " " + lines.get(most), room));
        return cut;
    }

    /** Cuts a text so that it fits, with an ellipsis. */
    static String shortened(String text, double room) {
        if (width(text) <= room) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        double width = 1;
        for (int letter : text.codePoints().toArray()) {
            width += width(letter);
            if (width > room) {
                break;
            }
            cut.appendCodePoint(letter);
        }
        return cut.toString().strip() + "…";
    }

    /** Splits a text where a line may end. */
    private static List<String> pieces(String text, double room) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        double width = 0;
        int before = ' ';
        for (int letter : text.codePoints().toArray()) {
            boolean mayBreak =
                    before == ' '
                            || before == '-'
                            || before == '/'
                            || before == '_'
                            || ((isWide(letter) || isWide(before)) && !isClosing(letter));
            if (!piece.isEmpty() && (mayBreak || width + width(letter) > room)) {
                pieces.add(piece.toString());
                piece.setLength(0);
                width = 0;
            }
            piece.appendCodePoint(letter);
            width += width(letter);
            before = letter;
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static boolean isClosing(int letter) {
        int type = Character.getType(letter);
        return type == Character.END_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION
                || type == Character.OTHER_PUNCTUATION
                || letter == ' ';
    }
}
