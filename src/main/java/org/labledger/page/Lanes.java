package org.labledger.page;

import java.util.List;

/**
 * One lane for each thing, with its dates on an axis of time or its number as a bar.
 *
 * @param title what it shows
 * @param lanesHeight how high the lanes are together
 * @param ticks the axis
 * @param lanes the things
 * @param source the line that says where it comes from
 */
public record Lanes(
        String title, double lanesHeight, List<Tick> ticks, List<Lane> lanes, String source)
        implements Drawing {

    /** Where the axis begins. */
    public static final int LEFT = 300;

    /** Where the axis ends. */
    public static final int RIGHT = 940;

    /** Where the first lane begins. */
    public static final int TOP = 58;

    /** The height of a lane. */
    public static final int LANE = 21;

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
     * @param name what it is called, shortened to fit
     * @param y the middle of the lane
     * @param spans thin lines, from one date of a row to another
     * @param marks what is known: a day is as wide as a day, a year as wide as a year
     */
    public record Lane(String name, double y, List<Mark> spans, List<Mark> marks) {}

    /**
     * A mark in a lane.
     *
     * @param x where it begins
     * @param width how wide it is
     * @param label its number, or empty
     * @param title what it stands for
     */
    public record Mark(double x, double width, String label, String title) {}

    @Override
    public double width() {
        return WIDTH;
    }

    @Override
    public double height() {
        return bottom() + foot();
    }

    /** Returns where the axis is drawn to. */
    public double bottom() {
        return TOP + lanesHeight + 10;
    }
}
