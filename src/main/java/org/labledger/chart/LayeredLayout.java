package org.labledger.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a graph in layers along its arrows, within a maximum width, by the layered algorithm of
 * the <a href="https://eclipse.dev/elk/">Eclipse Layout Kernel</a>. Connected components are laid
 * out separately, each from left to right or from top to bottom, whichever fits better, and then
 * set in rows. Deterministic: equal graphs give equal diagrams. Safe for use by several threads;
 * the first call loads the layout engine, which takes about a second.
 */
public final class LayeredLayout {

    /** The layout for wide screens. */
    static final LayeredLayout WIDE = new LayeredLayout(880, 12.5, 10.5, null);

    /** Maximum width of a diagram on a phone, in CSS pixels. */
    static final int PHONE_WIDTH = 340;

    /** The layout for phones. */
    public static final LayeredLayout NARROW =
            new LayeredLayout(PHONE_WIDTH, 8.8, 8.6, new LayeredLayout(PHONE_WIDTH, 7, 6.2, null));

    private static final double GAP = 26;
    private static final double PADDING = 9;
    private static final double HEAD_LENGTH = 8;
    private static final int MAX_LINES = 4;
    private static final int MAX_LABELS = 3;

    static {
        LayoutMetaDataService.getInstance()
                .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    /** Maximum width of the diagram, in CSS pixels. It is exceeded if nothing fits. */
    private final double maxWidth;

    /** Maximum width of a line of a node label, in ems. */
    private final double maxNameWidth;

    /** Maximum width of a line of an edge label, in ems. */
    private final double maxLabelWidth;

    /** Fallback with narrower labels, or {@code null} if there is none. */
    private final @Nullable LayeredLayout narrower;

    private LayeredLayout(
            double maxWidth,
            double maxNameWidth,
            double maxLabelWidth,
            @Nullable LayeredLayout narrower) {
        this.maxWidth = maxWidth;
        this.maxNameWidth = maxNameWidth;
        this.maxLabelWidth = maxLabelWidth;
        this.narrower = narrower;
    }

    /** Lays out a graph. Edges refer to nodes by their index. */
    public Diagram of(List<Chart.Node> nodes, List<Chart.Edge> edges) {
        List<Part> parts = new ArrayList<>();
        for (Collection<Integer> inside : parts(nodes.size(), edges)) {
            List<Chart.Edge> between =
                    edges.stream().filter(edge -> inside.contains(edge.from())).toList();
            Part part = best(nodes, inside, between);
            parts.add(
                    part.width() <= maxWidth || narrower == null
                            ? part
                            : better(part, narrower.best(nodes, inside, between)));
        }
        return inRows(parts, nodes);
    }

    /**
     * A connected component, laid out by itself.
     *
     * @param by the layout that was used
     * @param graph the size of the component
     * @param boxes the nodes, by index
     * @param arrows the edges
     */
    private record Part(
            LayeredLayout by,
            ElkNode graph,
            Map<Integer, ElkNode> boxes,
            Map<Chart.Edge, ElkEdge> arrows) {

        double width() {
            return graph.getWidth();
        }

        double height() {
            return graph.getHeight();
        }
    }

    private Part best(
            List<Chart.Node> nodes, Collection<Integer> inside, List<Chart.Edge> between) {
        Part across =
                part(nodes, inside, between, Direction.RIGHT, LayeringStrategy.NETWORK_SIMPLEX);
        return between.isEmpty() ? across : better(across, down(nodes, inside, between));
    }

    /**
     * Lays out from top to bottom; if that is too wide, with a bounded number of nodes per layer.
     */
    private Part down(
            List<Chart.Node> nodes, Collection<Integer> inside, List<Chart.Edge> between) {
        Part free = part(nodes, inside, between, Direction.DOWN, LayeringStrategy.NETWORK_SIMPLEX);
        return free.width() <= maxWidth
                ? free
                : better(
                        free,
                        part(
                                nodes,
                                inside,
                                between,
                                Direction.DOWN,
                                LayeringStrategy.COFFMAN_GRAHAM));
    }

    /** Returns the one that fits; the lower one if both fit, the narrower one if neither does. */
    private Part better(Part one, Part other) {
        if (one.width() <= maxWidth && other.width() <= maxWidth) {
            return one.height() <= other.height() ? one : other;
        }
        return one.width() <= other.width() ? one : other;
    }

    /** Returns the connected components, ordered by their first nodes. */
    private static Collection<TreeSet<Integer>> parts(int nodes, List<Chart.Edge> edges) {
        int[] partOf = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            partOf[i] = i;
        }
        for (Chart.Edge edge : edges) {
            int one = partOf[edge.from()];
            int other = partOf[edge.to()];
            for (int i = 0; one != other && i < nodes; i++) {
                if (partOf[i] == Math.max(one, other)) {
                    partOf[i] = Math.min(one, other);
                }
            }
        }
        Map<Integer, TreeSet<Integer>> parts = new LinkedHashMap<>();
        for (int i = 0; i < nodes; i++) {
            parts.computeIfAbsent(partOf[i], p -> new TreeSet<>()).add(i);
        }
        return parts.values();
    }

    private Part part(
            List<Chart.Node> nodes,
            Collection<Integer> part,
            List<Chart.Edge> edges,
            Direction direction,
            LayeringStrategy layering) {
        ElkNode graph = ElkGraphUtil.createGraph();
        graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        graph.setProperty(LayeredOptions.DIRECTION, direction);
        graph.setProperty(LayeredOptions.LAYERING_STRATEGY, layering);
        graph.setProperty(
                LayeredOptions.LAYERING_COFFMAN_GRAHAM_LAYER_BOUND, (int) (maxWidth / 115));
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.SPLINES);
        graph.setProperty(LayeredOptions.RANDOM_SEED, 1);
        graph.setProperty(LayeredOptions.PADDING, new ElkPadding(2));
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 14.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 10.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 8.0);
        graph.setProperty(
                LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, maxWidth < 400 ? 16.0 : 26.0);
        graph.setProperty(
                LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, maxWidth < 400 ? 8.0 : 12.0);
        Map<Integer, ElkNode> boxes = new LinkedHashMap<>();
        for (int i : part) {
            ElkNode box = ElkGraphUtil.createNode(graph);
            List<String> lines =
                    TextWidth.wrap(nodes.get(i).name().value(), maxNameWidth, MAX_LINES);
            box.setDimensions(
                    widest(lines) * Diagram.FONT_SIZE + 2 * PADDING,
                    lines.size() * Diagram.LINE_HEIGHT + PADDING);
            boxes.put(i, box);
        }
        Map<Chart.Edge, ElkEdge> arrows = new LinkedHashMap<>();
        for (Chart.Edge edge : edges) {
            ElkEdge arrow =
                    ElkGraphUtil.createSimpleEdge(boxes.get(edge.from()), boxes.get(edge.to()));
            List<LabelLine> lines = label(edge);
            if (!lines.isEmpty()) {
                // ELK does not place labels without text.
                ElkLabel label = ElkGraphUtil.createLabel(edge.joinedLabels(), arrow);
                label.setDimensions(
                        lines.stream().mapToDouble(l -> TextWidth.width(l.text())).max().orElse(0)
                                        * Diagram.SMALL_FONT_SIZE
                                + 6,
                        lines.size() * Diagram.SMALL_LINE_HEIGHT + 4);
                label.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
                label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
            }
            arrows.put(edge, arrow);
        }
        new RecursiveGraphLayoutEngine().layout(graph, new BasicProgressMonitor());
        return new Part(this, graph, boxes, arrows);
    }

    private Diagram.Box box(Chart.Node node, ElkNode box, double left, double top) {
        List<String> lines = TextWidth.wrap(node.name().value(), maxNameWidth, MAX_LINES);
        double x = left + box.getX();
        double y = top + box.getY();
        double first = y + (box.getHeight() - lines.size() * Diagram.LINE_HEIGHT) / 2;
        List<Diagram.Line> placed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            placed.add(
                    new Diagram.Line(
                            lines.get(i),
                            node.language(),
                            "middle",
                            SvgChart.round(x + box.getWidth() / 2),
                            SvgChart.round(
                                    first + i * Diagram.LINE_HEIGHT + Diagram.FONT_SIZE * 0.98)));
        }
        return new Diagram.Box(
                node.name().value(),
                node.href(),
                SvgChart.round(x),
                SvgChart.round(y),
                SvgChart.round(box.getWidth()),
                SvgChart.round(box.getHeight()),
                placed);
    }

    private record LabelLine(String text, @Nullable String language) {}

    /**
     * Returns the lines of an edge label: the first few labels, and an ellipsis if there are more.
     */
    private List<LabelLine> label(Chart.Edge edge) {
        List<LabelLine> lines = new ArrayList<>();
        for (Chart.Label label : edge.labels()) {
            if (lines.size() >= MAX_LABELS && edge.labels().size() > MAX_LABELS) {
                lines.add(new LabelLine("…", null));
                break;
            }
            for (String line : TextWidth.wrap(label.name().value(), maxLabelWidth, MAX_LINES)) {
                lines.add(new LabelLine(line, label.language()));
            }
        }
        return lines;
    }

    private Diagram.Arrow arrow(
            Chart.Edge edge, List<Chart.Node> nodes, ElkEdge arrow, double left, double top) {
        ElkEdgeSection section = arrow.getSections().getFirst();
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {left + section.getStartX(), top + section.getStartY()});
        section.getBendPoints()
                .forEach(p -> points.add(new double[] {left + p.getX(), top + p.getY()}));
        points.add(new double[] {left + section.getEndX(), top + section.getEndY()});
        double[] tip = points.getLast();
        ElkNode box = ElkGraphUtil.connectableShapeToNode(arrow.getTargets().getFirst());
        // Arrowheads are perpendicular to the side that they point at, whatever the angle of the
        // line.
        double dx = 0;
        double dy = 0;
        if (Math.abs(tip[0] - left - box.getX()) < 1) {
            dx = 1;
        } else if (Math.abs(tip[0] - left - box.getX() - box.getWidth()) < 1) {
            dx = -1;
        } else {
            dy = tip[1] - top < box.getY() + box.getHeight() / 2 ? 1 : -1;
        }
        double[] base = {tip[0] - HEAD_LENGTH * dx, tip[1] - HEAD_LENGTH * dy};
        points.set(points.size() - 1, base);
        String head =
                at("M", tip)
                        + at("L", new double[] {base[0] - 4 * dy, base[1] + 4 * dx})
                        + at("L", new double[] {base[0] + 4 * dy, base[1] - 4 * dx})
                        + "Z";
        List<Diagram.Line> lines = new ArrayList<>();
        Diagram.Area area = null;
        if (!arrow.getLabels().isEmpty()) {
            ElkLabel label = arrow.getLabels().getFirst();
            double x = left + label.getX();
            double y = top + label.getY();
            area =
                    new Diagram.Area(
                            SvgChart.round(x),
                            SvgChart.round(y),
                            SvgChart.round(label.getWidth()),
                            SvgChart.round(label.getHeight()));
            for (LabelLine named : label(edge)) {
                lines.add(
                        new Diagram.Line(
                                named.text(),
                                named.language(),
                                "middle",
                                SvgChart.round(x + label.getWidth() / 2),
                                SvgChart.round(
                                        y
                                                + 2
                                                + lines.size() * Diagram.SMALL_LINE_HEIGHT
                                                + Diagram.SMALL_FONT_SIZE * 0.95)));
            }
        }
        return new Diagram.Arrow(title(edge, nodes), path(points), head, area, lines);
    }

    /** Returns the ends and all labels of an edge as text. */
    static String title(Chart.Edge edge, List<Chart.Node> nodes) {
        return nodes.get(edge.from()).name().value()
                + " → "
                + nodes.get(edge.to()).name().value()
                + (edge.labels().isEmpty() ? "" : ": " + edge.joinedLabels());
    }

    /**
     * ELK returns splines as groups of three control points; remaining points are joined by lines.
     */
    private static String path(List<double[]> points) {
        StringBuilder path = new StringBuilder(at("M", points.getFirst()));
        int i = 1;
        for (; i + 2 < points.size(); i += 3) {
            path.append(at("C", points.get(i)))
                    .append(at(" ", points.get(i + 1)))
                    .append(at(" ", points.get(i + 2)));
        }
        for (; i < points.size(); i++) {
            path.append(at("L", points.get(i)));
        }
        return path.toString();
    }

    private static String at(String command, double[] point) {
        return command + SvgChart.round(point[0]) + "," + SvgChart.round(point[1]);
    }

    private static double widest(List<String> lines) {
        return lines.stream().mapToDouble(TextWidth::width).max().orElse(0);
    }

    /** Sets components side by side while they fit, tallest first. */
    private Diagram inRows(List<Part> parts, List<Chart.Node> nodes) {
        List<Part> ordered = new ArrayList<>(parts);
        ordered.sort(Comparator.comparingDouble(Part::height).reversed());
        List<Diagram.Arrow> arrows = new ArrayList<>();
        List<Diagram.Box> boxes = new ArrayList<>();
        double x = 0;
        double y = 0;
        double rowHeight = 0;
        double width = 0;
        for (Part part : ordered) {
            if (x > 0 && x + part.width() > maxWidth) {
                y += rowHeight + GAP;
                x = 0;
                rowHeight = 0;
            }
            double left = x;
            double top = y;
            part.arrows()
                    .forEach((edge, arrow) ->
                            arrows.add(part.by().arrow(edge, nodes, arrow, left, top)));
            part.boxes()
                    .forEach((i, box) -> boxes.add(part.by().box(nodes.get(i), box, left, top)));
            width = Math.max(width, x + part.width());
            rowHeight = Math.max(rowHeight, part.height());
            x += part.width() + GAP;
        }
        return new Diagram(Math.ceil(width), Math.ceil(y + rowHeight), arrows, boxes);
    }
}
