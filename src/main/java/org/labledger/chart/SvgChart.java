package org.labledger.chart;

import java.util.List;
import java.util.Locale;

/**
 * An answer drawn as SVG, with all that a picture needs that goes round by itself: what it shows,
 * and where it comes from. The table of the answer says it in words.
 */
public sealed interface SvgChart permits LaneChart, DiagramChart {

    /** The least width of a drawing, in its own units. */
    int WIDTH = 960;

    /** From line to line of what stands at the foot. */
    int FOOT_LINE_HEIGHT = 15;

    /** Rounds a place: a tenth of a unit is less than can be seen. */
    static double round(double number) {
        return Math.round(10 * number) / 10.0;
    }

    /** Writes a share as SVG has lengths that depend on the room there is. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    /** Returns what it shows. */
    String title();

    /** Returns the width in its own units. */
    double width();

    /** Returns the height in its own units. */
    double height();

    /** Returns where it comes from. */
    String source();

    /** Returns where it comes from, in lines that fit. */
    default List<String> sourceLines() {
        return TextWidth.wrap(source(), (width() - 24) / 11, 4);
    }

    /** Returns how much room is needed at the foot. */
    default double foot() {
        return 20 + sourceLines().size() * FOOT_LINE_HEIGHT;
    }

    /** Returns where a line of the source stands. */
    default double footLine(int line) {
        return height() - 12 - (sourceLines().size() - 1 - line) * FOOT_LINE_HEIGHT;
    }
}
