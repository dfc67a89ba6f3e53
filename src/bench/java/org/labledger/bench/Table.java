package org.labledger.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A Markdown table, one row after the other. */
final class Table {

    private final StringBuilder text = new StringBuilder();

    /** Begins a table below a heading. */
    Table(String title, List<String> columns) {
        text.append("\n#### ").append(title).append("\n\n").append(row(columns));
        text.append(
                columns.stream().map(column -> "---").collect(Collectors.joining("|", "|", "|\n")));
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Adds a row. */
    void add(List<String> cells) {
        text.append(row(cells));
    }

    /** Adds a line of text below the rows. */
    void note(String note) {
        text.append('\n').append(note).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Returns a number with three digits that count, or a dash if it is none. */
    static String number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return "–";
        }
        double size = Math.abs(number);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, number);
    }
}
