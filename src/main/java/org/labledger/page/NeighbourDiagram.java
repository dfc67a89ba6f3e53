package org.labledger.page;

import java.util.List;
import org.labledger.display.Text;

/**
 * A diagram of a thing and its neighbours, laid out around it. Coordinates are in SVG user units,
 * with the origin at the top left.
 *
 * @param centre the name of the thing
 * @param around the neighbours, closest first
 */
public record NeighbourDiagram(Text centre, List<Neighbour> around) {

    /** Width of the diagram. */
    public static final int WIDTH = 720;

    /** Height of the diagram. */
    public static final int HEIGHT = 360;

    /** Font size. */
    static final int LETTERS = 15;

    /** Line height. */
    private static final int LINE = 17;

    /**
     * A neighbour.
     *
     * @param name its name
     * @param lines its name, broken into lines that fit
     * @param href its page
     * @param records number of records that name both
     * @param x position of its node
     * @param y position of its node
     * @param anchor SVG {@code text-anchor} of its name: {@code start}, {@code middle} or {@code
     *     end}
     * @param stroke width of the line to it
     */
    public record Neighbour(
            Text name,
            List<String> lines,
            String href,
            int records,
            double x,
            double y,
            String anchor,
            double stroke) {

        /** Returns the x coordinate of the name. */
        public double textX() {
            return switch (anchor) {
                case "start" -> x + 10;
                case "end" -> x - 10;
                default -> x;
            };
        }

        /** Returns the y coordinate of the baseline of a line of the name, from 0. */
        public double textY(int line) {
            int last = lines.size() - 1;
            if (!anchor.equals("middle")) {
                return y + 5 + (line - last / 2.0) * LINE;
            }
            return y < HEIGHT / 2.0 ? y - 12 - (last - line) * LINE : y + 22 + line * LINE;
        }
    }
}
