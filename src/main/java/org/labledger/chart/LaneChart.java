package org.labledger.chart;

import java.util.List;
import java.util.Locale;
import org.labledger.display.Text;

/**
 * A standalone SVG with one lane (a row) per item along a shared horizontal axis: numbers as bars,
 * or dates on a time axis. Dates follow one grammar: a dot is a day that is known; a hatched band
 * is a time in which something happened on an unknown day; a bar runs from a beginning to an end
 * and fades where one is open or unknown; hollow shapes are dates that the accepted view rejects.
 *
 * @param title what it shows
 * @param keys the legend of the bar segments; empty for dates
 * @param legend the shapes that occur, in the order of the legend; empty for bars
 * @param ticks the ticks of the time axis; empty for bars
 * @param lanes the items
 * @param note says that items were left out, or empty
 * @param source the line that says where the chart comes from
 */
public record LaneChart(
        String title,
        List<Key> keys,
        List<Sign> legend,
        List<Tick> ticks,
        List<Lane> lanes,
        String note,
        String source)
        implements SvgChart {

    /** Where the axis begins; lane labels are to the left. */
    public static final int LEFT = 300;

    /** Where the axis ends. */
    public static final int RIGHT = 940;

    /** Where the first lane begins. */
    public static final int TOP = 62;

    /** Line height of lane labels. */
    public static final int LINE_HEIGHT = 15;

    /** Height of a lane with a label of one line. */
    private static final int LANE = 21;

    /** Height of the legend of a time axis. */
    private static final double LEGEND = 24;

    private static final List<String> COLOURS = List.of("#2f6aa8", "#b87a14", "#5f8a4a");

    /**
     * An entry of the legend.
     *
     * @param x its left edge
     * @param name what is measured
     * @param segment the index of the bar segment, from 0
     */
    public record Key(double x, String name, int segment) {}

    /**
     * A tick of the time axis.
     *
     * @param x its position
     * @param label its text, or empty if there is no room for it
     */
    public record Tick(double x, String label) {}

    /**
     * An item with its marks.
     *
     * @param name its label
     * @param lines its label, wrapped
     * @param y the middle of the lane
     * @param shapes dates, those drawn first before those drawn over them
     * @param marks segments of a bar
     */
    public record Lane(
            Text name, List<String> lines, double y, List<Shape> shapes, List<Mark> marks) {

        /** Returns the baseline of a line of the label, by its index. */
        public double textY(int line) {
            return y + 4.5 + (line - (lines.size() - 1) / 2.0) * LINE_HEIGHT;
        }
    }

    /** What a shape on a time axis says, in the order in which shapes are drawn. */
    public enum Kind {
        /** It goes on from here; no end is known. */
        FADE_OUT,
        /** It had begun some time before this. */
        FADE_IN,
        /** It held from here to there. */
        BAR,
        /** It happened some time in this period. */
        BAND,
        /** It happened on this day. */
        DOT;

        /** Returns the name in style sheets and messages. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * An entry of the legend of a time axis.
     *
     * @param id the name of the message, and of the class in style sheets
     * @param text what the shape says
     * @param x where it stands below the axis
     */
    public record Sign(String id, String text, double x) {}

    /**
     * A shape on a time axis.
     *
     * @param kind what it says
     * @param x its left edge, or the middle of a dot
     * @param width its width; 0 for a dot
     * @param title its tooltip, or empty
     * @param isRejected whether the accepted view does not have the date
     */
    public record Shape(Kind kind, double x, double width, String title, boolean isRejected) {

        /** Returns the CSS classes. */
        public String classes() {
            return kind.id() + (isRejected ? " hollow" : "");
        }
    }

    /**
     * A segment of a bar.
     *
     * @param x its left edge
     * @param width its width
     * @param label the number of the bar, or empty
     * @param segment its index, from 0
     */
    public record Mark(double x, double width, String label, int segment) {}

    /** Returns the height of a lane with a label of so many lines. */
    static double height(int lines) {
        return LANE + (lines - 1) * LINE_HEIGHT;
    }

    /** Returns the fill colour of a bar segment, as CSS. */
    public String colour(int segment) {
        return COLOURS.get(segment % COLOURS.size());
    }

    /** Returns a position on the axis as a percentage, for charts that scale with the page. */
    public String across(double x) {
        return share(x - LEFT);
    }

    /** Returns a length on the axis as a percentage. */
    public String share(double width) {
        return SvgChart.percent(width / (RIGHT - LEFT));
    }

    @Override
    public double width() {
        return WIDTH;
    }

    @Override
    public double height() {
        return bottom() + (note.isEmpty() ? 0 : 22) + (legend.isEmpty() ? 0 : LEGEND) + foot();
    }

    /** Returns the lower end of the axis. */
    public double bottom() {
        return TOP + lanes.stream().mapToDouble(lane -> height(lane.lines().size())).sum() + 10;
    }
}
