package org.labledger.chart;

import java.util.List;
import org.labledger.display.Text;

/**
 * A standalone SVG with one lane (a row) per item along a shared horizontal axis: dates on a time
 * axis, or numbers as bars.
 *
 * @param title what it shows
 * @param keys the legend of the bar segments; empty for dates
 * @param ticks the ticks of the time axis; empty for bars
 * @param lanes the items
 * @param note says that items were left out, or empty
 * @param source the line that says where the chart comes from
 */
public record LaneChart(
        String title,
        List<Key> keys,
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
     * @param spans thin lines, each from the first to the last date of a row
     * @param marks dates or bar segments; the width of a date is its precision, so that a year is
     *     as wide as the year on the axis
     */
    public record Lane(
            Text name, List<String> lines, double y, List<Mark> spans, List<Mark> marks) {

        /** Returns the baseline of a line of the label, by its index. */
        public double textY(int line) {
            return y + 4.5 + (line - (lines.size() - 1) / 2.0) * LINE_HEIGHT;
        }
    }

    /**
     * A mark in a lane.
     *
     * @param x its left edge
     * @param width its width
     * @param label the number of a bar, or empty
     * @param title its tooltip, or empty
     * @param segment the index of the bar segment, from 0
     */
    public record Mark(double x, double width, String label, String title, int segment) {}

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
        return bottom() + (note.isEmpty() ? 0 : 22) + foot();
    }

    /** Returns the lower end of the axis. */
    public double bottom() {
        return TOP + lanes.stream().mapToDouble(lane -> height(lane.lines().size())).sum() + 10;
    }
}
