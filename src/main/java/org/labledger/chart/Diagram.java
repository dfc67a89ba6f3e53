package org.labledger.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A graph laid out in coordinates: labelled boxes, and arrows between them. All coordinates and
 * lengths are in SVG user units, which are CSS pixels at full size; y grows downwards.
 *
 * @param width the width
 * @param height the height
 * @param arrows the arrows, to be drawn before the boxes
 * @param boxes the boxes
 */
public record Diagram(double width, double height, List<Arrow> arrows, List<Box> boxes) {

    /** Font size of the labels of boxes. */
    public static final int FONT_SIZE = 14;

    /** Font size of the labels of arrows. */
    public static final int SMALL_FONT_SIZE = 12;

    /** Line height of the labels of boxes. */
    public static final int LINE_HEIGHT = 18;

    /** Line height of the labels of arrows. */
    public static final int SMALL_LINE_HEIGHT = 15;

    /**
     * A line of text.
     *
     * @param text the text
     * @param language its language tag, or {@code null} for the language of the page
     * @param anchor the SVG {@code text-anchor}: {@code start} or {@code middle}
     * @param x the position of the anchor
     * @param y the baseline
     */
    public record Line(String text, @Nullable String language, String anchor, double x, double y) {}

    /**
     * A node.
     *
     * @param name its full label
     * @param href the path of its page, or empty
     * @param x the left edge
     * @param y the top edge
     * @param width the width
     * @param height the height
     * @param lines its label, wrapped
     */
    public record Box(
            String name,
            String href,
            double x,
            double y,
            double width,
            double height,
            List<Line> lines) {}

    /**
     * An edge.
     *
     * @param title its ends and all its labels, as text
     * @param path the line, as SVG path data
     * @param head the triangle at its end, as SVG path data
     * @param label the background of its label, or {@code null} if it has none
     * @param lines its label, wrapped
     */
    public record Arrow(
            String title, String path, String head, @Nullable Area label, List<Line> lines) {}

    /**
     * A rectangle.
     *
     * @param x the left edge
     * @param y the top edge
     * @param width the width
     * @param height the height
     */
    public record Area(double x, double y, double width, double height) {}
}
