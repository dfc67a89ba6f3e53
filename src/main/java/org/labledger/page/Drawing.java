package org.labledger.page;

import java.util.List;

/**
 * An answer drawn as SVG: one lane for each thing, with its dates on an axis of time or its number
 * as a bar. It is the same on a page and in a file; the table of the answer says it in words.
 *
 * @param title what it shows
 * @param height its height in its own units; the width is {@link #WIDTH}
 * @param ticks the axis
 * @param lanes the things
 * @param source the line that says where it comes from
 */
public record Drawing(
        String title, double height, List<Tick> ticks, List<Lane> lanes, String source) {

    /** The width in the drawing's own units. */
    public static final int WIDTH = 960;

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

    /** Returns where the axis is drawn to. */
    public double bottom() {
        return height - 34;
    }
}
