package org.labledger.chart;

/**
 * A graph as a standalone SVG.
 *
 * @param title what it shows
 * @param diagram the graph, which is placed below {@link #TOP}
 * @param note says that nodes were left out, or empty
 * @param source where it comes from
 * @param origin the origin of the site, prepended to the paths that nodes link to
 */
public record DiagramChart(String title, Diagram diagram, String note, String source, String origin)
        implements SvgChart {

    /** Where the diagram begins, below the title. */
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
