package org.labledger.page;

import java.util.List;
import org.labledger.display.Text;

/**
 * A small picture of what a thing has to do with, laid out around it.
 *
 * @param centre the thing
 * @param around the others, the closest first
 */
public record NeighbourDiagram(Text centre, List<Neighbour> around) {

    /** The width of the picture in its own units; the height is {@link #HEIGHT}. */
    public static final int WIDTH = 720;

    /** The height of the picture in its own units. */
    public static final int HEIGHT = 360;

    /** The size of letters. */
    static final int LETTERS = 15;

    /** From line to line of a name. */
    private static final int LINE = 17;

    /**
     * One of the others.
     *
     * @param name what it is called
     * @param lines its name in the lines that there is room for
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
            List<String> lines,
            String href,
            int records,
            double x,
            double y,
            String anchor,
            double stroke) {

        /** Returns where the first line of the name begins. */
        public double textX() {
            return switch (anchor) {
                case "start" -> x + 10;
                case "end" -> x - 10;
                default -> x;
            };
        }

        /** Returns where a line of the name stands. */
        public double textY(int line) {
            int last = lines.size() - 1;
            if (!anchor.equals("middle")) {
                return y + 5 + (line - last / 2.0) * LINE;
            }
            return y < HEIGHT / 2.0 ? y - 12 - (last - line) * LINE : y + 22 + line * LINE;
        }
    }
}
