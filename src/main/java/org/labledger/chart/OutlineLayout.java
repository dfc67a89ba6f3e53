package org.labledger.chart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a graph as an outline, which fits a phone however many edges there are: the targets of
 * each node are listed below it, each under the label of its edge. Nodes are repeated for every
 * edge, so that no arrows cross.
 */
final class OutlineLayout {

    private static final double TRUNK = 14;
    private static final double INDENT = 38;
    private static final double PADDING = 9;
    private static final double GAP = 7;
    private static final double HEAD_LENGTH = 8;
    private static final double BEND = 6;
    private static final int MAX_LINES = 4;

    private final List<Chart.Node> nodes;
    private final List<Diagram.Arrow> arrows = new ArrayList<>();
    private final List<Diagram.Box> boxes = new ArrayList<>();
    private double y;

    private OutlineLayout(List<Chart.Node> nodes) {
        this.nodes = nodes;
    }

    /** Lays out a graph. Nodes that are not the end of any edge are left out. */
    static Diagram of(List<Chart.Node> nodes, List<Chart.Edge> edges) {
        OutlineLayout layout = new OutlineLayout(nodes);
        for (int i = 0; i < nodes.size(); i++) {
            int from = i;
            List<Chart.Edge> leaving = edges.stream().filter(e -> e.from() == from).toList();
            if (!leaving.isEmpty()) {
                layout.add(nodes.get(i), leaving);
            }
        }
        return new Diagram(
                LayeredLayout.PHONE_WIDTH,
                Math.ceil(layout.y),
                List.copyOf(layout.arrows),
                List.copyOf(layout.boxes));
    }

    private void add(Chart.Node from, List<Chart.Edge> leaving) {
        y += y == 0 ? 1 : 2 * GAP;
        box(from, 1);
        double start = y;
        for (Chart.Edge edge : leaving) {
            y += GAP;
            List<Diagram.Line> lines = label(edge);
            Diagram.Box to = box(nodes.get(edge.to()), INDENT);
            arrows.add(arrow(edge, start, to.y() + to.height() / 2, lines));
        }
    }

    private Diagram.Box box(Chart.Node node, double left) {
        List<String> lines =
                TextWidth.wrap(
                        node.name().value(),
                        (LayeredLayout.PHONE_WIDTH - left - 2 * PADDING - 1) / Diagram.FONT_SIZE,
                        MAX_LINES);
        double width =
                lines.stream().mapToDouble(TextWidth::width).max().orElse(0) * Diagram.FONT_SIZE
                        + 2 * PADDING;
        double height = lines.size() * Diagram.LINE_HEIGHT + PADDING;
        List<Diagram.Line> placed = new ArrayList<>();
        for (String line : lines) {
            double at =
                    y
                            + PADDING / 2
                            + placed.size() * Diagram.LINE_HEIGHT
                            + Diagram.FONT_SIZE * 0.98;
            placed.add(line(line, node.language(), "middle", left + width / 2, at));
        }
        Diagram.Box box =
                new Diagram.Box(
                        node.name().value(),
                        node.href(),
                        SvgChart.round(left),
                        SvgChart.round(y),
                        SvgChart.round(width),
                        SvgChart.round(height),
                        placed);
        boxes.add(box);
        y += height;
        return box;
    }

    private List<Diagram.Line> label(Chart.Edge edge) {
        List<Diagram.Line> placed = new ArrayList<>();
        if (edge.labels().isEmpty()) {
            return placed;
        }
        double room = (LayeredLayout.PHONE_WIDTH - INDENT) / Diagram.SMALL_FONT_SIZE;
        for (String line : TextWidth.wrap(edge.joinedLabels(), room, MAX_LINES)) {
            double at = y + Diagram.SMALL_FONT_SIZE * 0.95;
            placed.add(line(line, edge.labels().getFirst().language(), "start", INDENT, at));
            y += Diagram.SMALL_LINE_HEIGHT;
        }
        y += 3;
        return placed;
    }

    private Diagram.Arrow arrow(Chart.Edge edge, double from, double to, List<Diagram.Line> lines) {
        double tip = INDENT - 1;
        String path =
                "M%s,%s V%s Q%s,%s %s,%s H%s"
                        .formatted(
                                TRUNK,
                                SvgChart.round(from),
                                SvgChart.round(to - BEND),
                                TRUNK,
                                SvgChart.round(to),
                                TRUNK + BEND,
                                SvgChart.round(to),
                                tip - HEAD_LENGTH);
        String head =
                "M%s,%sL%s,%sL%s,%sZ"
                        .formatted(
                                tip,
                                SvgChart.round(to),
                                tip - HEAD_LENGTH,
                                SvgChart.round(to - 4),
                                tip - HEAD_LENGTH,
                                SvgChart.round(to + 4));
        return new Diagram.Arrow(LayeredLayout.title(edge, nodes), path, head, null, lines);
    }

    private static Diagram.Line line(
            String text, @Nullable String language, String anchor, double x, double y) {
        return new Diagram.Line(text, language, anchor, SvgChart.round(x), SvgChart.round(y));
    }
}
