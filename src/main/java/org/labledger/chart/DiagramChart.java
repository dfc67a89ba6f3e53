package org.labledger.chart;

/**
 * Things and what leads from one to another.
 *
 * @param title what it shows
 * @param diagram the graph
 * @param note that something is left out, or empty
 * @param source where it comes from
 * @param origin the site that its links lead to
 */
public record DiagramChart(String title, Diagram diagram, String note, String source, String origin)
        implements SvgChart {

    /** Where the graph begins. */
    public static final int TOP = 46;

    @Override
    public double width() {
        return Math.max(WIDTH, diagram.width() + 24);
    }

    @Override
    public double height() {
        return TOP + diagram.height() + (note.isEmpty() ? 10 : 34) + foot();
    }
}
