package org.labledger.page;

import java.util.List;

/**
 * A small picture of what a thing has to do with, laid out around it.
 *
 * @param centre the thing
 * @param around the others, the closest first
 */
public record Neighbours(Text centre, List<Neighbour> around) {

    /** The width of the picture in its own units; the height is {@link #HEIGHT}. */
    public static final int WIDTH = 720;

    /** The height of the picture in its own units. */
    public static final int HEIGHT = 360;

    /**
     * One of the others.
     *
     * @param name what it is called
     * @param href its page
     * @param records how many records name both
     * @param x where it stands
     * @param y where it stands
     * @param anchor the side of its name that stands there: {@code start}, {@code middle}, {@code
     *     end}
     * @param stroke how thick its line is
     */
    public record Neighbour(
            Text name,
            String href,
            int records,
            double x,
            double y,
            String anchor,
            double stroke) {}
}
