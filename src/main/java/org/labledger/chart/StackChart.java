package org.labledger.chart;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.labledger.display.Language;
import org.labledger.display.Value;

/**
 * Numbers by month as columns, those of several things on top of each other. The first things have
 * colours of their own, the others share one.
 *
 * @param title what it shows
 * @param columns the months
 * @param keys the things with their sums
 * @param max the sum of the highest month
 * @param source the line that says where the chart comes from
 */
public record StackChart(
        String title, List<Column> columns, List<Key> keys, double max, String source)
        implements SvgChart {

    /** Number of colours; the last one is shared by all further things. */
    public static final int COLOURS = 7;

    /** Where the columns begin. */
    public static final int LEFT = 44;

    /** Where the columns end. */
    public static final int RIGHT = 940;

    /** The upper end of the highest column. */
    public static final int TOP = 48;

    /** The height of the highest column. */
    public static final int HEIGHT = 150;

    private static final int LINE = 20;

    private static final List<String> FILLS =
            List.of("#2f6aa8", "#b87a14", "#5f8a4a", "#7b5aa6", "#2a8c8c", "#a8577e", "#8d877a");

    /**
     * A month.
     *
     * @param name its name in the reader's language
     * @param label what stands below it, or empty
     * @param parts its numbers, from below
     */
    public record Column(String name, String label, List<Part> parts) {}

    /**
     * The number of a thing in a month.
     *
     * @param colour the index of the colour
     * @param from the sum of what is below it
     * @param number the number
     * @param title the tooltip
     */
    public record Part(int colour, double from, double number, String title) {}

    /**
     * An entry of the legend.
     *
     * @param colour the index of the colour
     * @param name the thing
     * @param total its sum, formatted for the reader's language
     */
    public record Key(int colour, Value name, String total) {}

    /** Lays out a chart. */
    static StackChart of(Chart.Months months, String title, String source, Language language) {
        DateTimeFormatter name =
                DateTimeFormatter.ofPattern(
                        language.equals(Language.ENGLISH) ? "MMMM uuuu" : "uuuu年M月",
                        language.locale());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < months.months().size(); i++) {
            YearMonth month = YearMonth.parse(months.months().get(i));
            List<Part> parts = new ArrayList<>();
            double from = 0;
            for (int s = 0; s < months.series().size(); s++) {
                double number = months.series().get(s).numbers().get(i);
                if (number > 0) {
                    String of = months.series().get(s).name().text().value();
                    parts.add(
                            new Part(
                                    colour(s),
                                    from,
                                    number,
                                    name.format(month) + ": " + of + " " + (long) number));
                    from += number;
                }
            }
            boolean isLabelled = month.getMonthValue() == 1 || i == 0 && month.getMonthValue() <= 9;
            columns.add(
                    new Column(name.format(month), isLabelled ? "" + month.getYear() : "", parts));
        }
        List<Key> keys = new ArrayList<>();
        for (int s = 0; s < months.series().size(); s++) {
            Chart.Series series = months.series().get(s);
            keys.add(new Key(colour(s), series.name(), series.total()));
        }
        return new StackChart(title, columns, keys, months.max(), source);
    }

    private static int colour(int series) {
        return Math.min(series, COLOURS - 1);
    }

    /** Returns the fill of a colour, as CSS. */
    public String fill(int colour) {
        return FILLS.get(colour);
    }

    /** Returns the left edge of a month, by its index. */
    public double x(int column) {
        return SvgChart.round(LEFT + column * step());
    }

    /** Returns the width of a month. */
    public double barWidth() {
        return SvgChart.round(Math.max(1, step() - Math.min(2, step() / 4)));
    }

    private double step() {
        return (double) (RIGHT - LEFT) / columns.size();
    }

    /** Returns the left edge of a month as a percentage. */
    public String across(int column) {
        return SvgChart.percent((double) column / columns.size());
    }

    /** Returns the width of a month as a percentage. */
    public String share() {
        return SvgChart.percent(0.8 / columns.size());
    }

    /** Returns the distance of the upper edge of a part from the top of the columns. */
    public double y(Part part) {
        return SvgChart.round(HEIGHT - (part.from() + part.number()) / max * HEIGHT);
    }

    /** Returns the height of a part. */
    public double height(Part part) {
        return SvgChart.round(part.number() / max * HEIGHT);
    }

    /** Returns the baseline of an entry of the legend, by its index. */
    public double keyY(int key) {
        return TOP + HEIGHT + 46 + (key / 3) * (double) LINE;
    }

    /** Returns the left edge of an entry of the legend, by its index. */
    public double keyX(int key) {
        return 12 + key % 3 * 310.0;
    }

    @Override
    public double width() {
        return WIDTH;
    }

    @Override
    public double height() {
        return keyY(keys.size() + 2) + foot();
    }
}
