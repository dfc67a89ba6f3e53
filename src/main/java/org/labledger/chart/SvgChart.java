package org.labledger.chart;

import java.util.List;
import java.util.Locale;

/**
 * A chart laid out as a standalone SVG, with a title and its source, because such files are shared
 * without their page. Coordinates and lengths are in SVG user units; y grows downwards.
 */
public sealed interface SvgChart permits LaneChart, StackChart, DiagramChart {

    /** Minimum width. */
    int WIDTH = 960;

    /** Line height of the source. */
    int FOOT_LINE_HEIGHT = 15;

    /** Rounds a coordinate to a tenth of a unit, which is less than can be seen. */
    static double round(double number) {
        return Math.round(10 * number) / 10.0;
    }

    /** Formats a fraction as an SVG percentage, such as {@code 12.50%}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    /** Returns the title. */
    String title();

    /** Returns the width. */
    double width();

    /** Returns the height, source included. */
    double height();

    /** Returns the line that says which site, data version and address the chart comes from. */
    String source();

    /** Returns the source, wrapped to the width. */
    default List<String> sourceLines() {
        return TextWidth.wrap(source(), (width() - 24) / 11, 4);
    }

    /** Returns the height of the source lines. */
    default double foot() {
        return 20 + sourceLines().size() * FOOT_LINE_HEIGHT;
    }

    /** Returns the baseline of a source line, by its index. */
    default double footLine(int line) {
        return height() - 12 - (sourceLines().size() - 1 - line) * FOOT_LINE_HEIGHT;
    }
}
