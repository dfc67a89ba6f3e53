package org.labledger.chart;

import java.util.List;
import org.labledger.display.Text;

/**
 * One lane for each thing, with its dates on an axis of time or its numbers as a bar.
 *
 * @param title what it shows
 * @param keys what is measured
 * @param ticks the axis
 * @param lanes the things
 * @param note that something is left out, or empty
 * @param source the line that says where it comes from
 */
public record LaneChart(
        String title,
        List<Key> keys,
        List<Tick> ticks,
        List<Lane> lanes,
        String note,
        String source)
        implements SvgChart {

    /** Where the axis begins. */
    public static final int LEFT = 300;

    /** Where the axis ends. */
    public static final int RIGHT = 940;

    /** Where the first lane begins. */
    public static final int TOP = 62;

    /** From line to line of a name. */
    public static final int LINE_HEIGHT = 15;

    /** The height of a lane with a name of one line. */
    private static final int LANE = 21;

    private static final List<String> COLOURS = List.of("#2f6aa8", "#b87a14", "#5f8a4a");

    /**
     * What the pieces of bars are.
     *
     * @param x where it stands
     * @param name what is measured
     * @param piece which piece it is, from 0 on
     */
    public record Key(double x, String name, int segment) {}

    /**
     * A mark on the axis.
     *
     * @param x where it is
     * @param label its text, or empty
     */
    public record Tick(double x, String label) {}

    /**
     * A thing with its marks.
     *
     * @param name what it is called
     * @param lines its name in the lines that there is room for
     * @param y the middle of the lane
     * @param spans thin lines, from one date of a row to another
     * @param marks what is known: a day is as wide as a day, a year as wide as a year
     */
    public record Lane(
            Text name, List<String> lines, double y, List<Mark> spans, List<Mark> marks) {

        /** Returns where a line of the name stands. */
        public double textY(int line) {
            return y + 4.5 + (line - (lines.size() - 1) / 2.0) * LINE_HEIGHT;
        }
    }

    /**
     * A mark in a lane.
     *
     * @param x where it begins
     * @param width how wide it is
     * @param label its number, or empty
     * @param title what it stands for
     * @param piece which piece of a bar it is, from 0 on
     */
    public record Mark(double x, double width, String label, String title, int segment) {}

    /** Returns the height of a lane with a name of so many lines. */
    static double height(int lines) {
        return LANE + (lines - 1) * LINE_HEIGHT;
    }

    /** Returns the colour of a piece. */
    public String colour(int segment) {
        return COLOURS.get(segment % COLOURS.size());
    }

    /** Returns a place on the axis as a share of it, for a drawing as wide as there is room. */
    public String across(double x) {
        return share(x - LEFT);
    }

    /** Returns a length on the axis as a share of it. */
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

    /** Returns where the axis is drawn to. */
    public double bottom() {
        return TOP + lanes.stream().mapToDouble(lane -> height(lane.lines().size())).sum() + 10;
    }
}
