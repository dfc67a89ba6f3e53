package org.labledger.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A graph laid out on a plane: boxes with names, and arrows between them.
 *
 * @param width its width in its own units, which are those of a screen
 * @param height its height
 * @param arrows the arrows, to be drawn before the boxes
 * @param boxes the boxes
 */
public record Diagram(double width, double height, List<Arrow> arrows, List<Box> boxes) {

    /** The size of letters in boxes. */
    public static final int FONT_SIZE = 14;

    /** The size of letters on arrows. */
    public static final int SMALL_FONT_SIZE = 12;

    /** From line to line in boxes. */
    public static final int LINE_HEIGHT = 18;

    /** From line to line on arrows. */
    public static final int SMALL_LINE_HEIGHT = 15;

    /**
     * Words with a place.
     *
     * @param text the words
     * @param language their language tag, or {@code null} for that of the page
     * @param anchor what stands at the place, as SVG has it: {@code start} or {@code middle}
     * @param x the place
     * @param y where their letters stand
     */
    public record Line(String text, @Nullable String language, String anchor, double x, double y) {}

    /**
     * A thing.
     *
     * @param name its whole name
     * @param href its page, or empty
     * @param x its left
     * @param y its top
     * @param width how wide it is
     * @param height how high it is
     * @param lines its name in lines
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
     * From a thing to a thing.
     *
     * @param title what it says, whole
     * @param path its line, as SVG has it
     * @param head the triangle at its end, as SVG has it
     * @param label the paper under its words, if it has any
     * @param lines what is written on it
     */
    public record Arrow(
            String title, String path, String head, @Nullable Area label, List<Line> lines) {}

    /**
     * A rectangle.
     *
     * @param x its left
     * @param y its top
     * @param width how wide it is
     * @param height how high it is
     */
    public record Area(double x, double y, double width, double height) {}
}
