package org.labledger.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.labledger.catalog.SavedQuery;
import org.labledger.display.Language;
import org.labledger.display.Messages;
import org.labledger.display.ResultTable;
import org.labledger.display.Text;
import org.labledger.display.Value;

/**
 * Makes a graph from a result table, one edge per row. If the query does not name the columns
 * ({@code graph:}), the first two columns of things are source and target, and the column after
 * them is the label.
 */
final class GraphChartFactory {

    /** Maximum number of nodes; more cannot be told apart. Edges to further nodes are left out. */
    static final int MAX_NODES = 60;

    private GraphChartFactory() {}

    /**
     * Returns the graph, or empty if no row has both a source and a target.
     *
     * @param table all rows and columns of the result
     */
    static Optional<Chart> create(SavedQuery query, ResultTable table, Language language) {
        List<Integer> columns = columns(query, table);
        if (columns.size() < 2) {
            return Optional.empty();
        }
        Map<String, Chart.Node> nodes = new LinkedHashMap<>();
        Map<List<String>, Set<Chart.Label>> edges = new LinkedHashMap<>();
        Set<String> all = new LinkedHashSet<>();
        for (ResultTable.Row row : table.rows()) {
            List<Value> from = row.cells().get(columns.get(0));
            List<Value> to = row.cells().get(columns.get(1));
            if (from.isEmpty() || to.isEmpty()) {
                // The table shows the rows with an unknown end.
                continue;
            }
            Chart.Node one = node(from.getFirst(), language);
            Chart.Node other = node(to.getFirst(), language);
            Set<String> both = new LinkedHashSet<>(List.of(key(one), key(other)));
            all.addAll(both);
            both.removeAll(nodes.keySet());
            if (nodes.size() + both.size() > MAX_NODES) {
                continue;
            }
            nodes.putIfAbsent(key(one), one);
            nodes.putIfAbsent(key(other), other);
            Set<Chart.Label> labels =
                    edges.computeIfAbsent(
                            List.of(key(one), key(other)), e -> new LinkedHashSet<>());
            label(row, columns.subList(2, columns.size()), language).ifPresent(labels::add);
        }
        if (nodes.isEmpty()) {
            return Optional.empty();
        }
        List<String> numbers = new ArrayList<>(nodes.keySet());
        List<Chart.Node> boxes = List.copyOf(nodes.values());
        List<Chart.Edge> arrows = new ArrayList<>();
        edges.forEach((ends, labels) ->
                arrows.add(
                        new Chart.Edge(
                                numbers.indexOf(ends.getFirst()),
                                numbers.indexOf(ends.getLast()),
                                List.copyOf(labels))));
        return Optional.of(
                new Chart.Graph(
                        LayeredLayout.WIDE.of(boxes, arrows),
                        narrow(boxes, arrows),
                        nodes.size(),
                        all.size()));
    }

    /** Falls back to an outline if the layered layout is too wide for a phone. */
    private static Diagram narrow(List<Chart.Node> nodes, List<Chart.Edge> edges) {
        Diagram drawn = LayeredLayout.NARROW.of(nodes, edges);
        return drawn.width() <= 1.05 * LayeredLayout.PHONE_WIDTH
                ? drawn
                : OutlineLayout.of(nodes, edges);
    }

    /** Returns the indexes of the columns for source, target and labels. */
    private static List<Integer> columns(SavedQuery query, ResultTable table) {
        if (!query.graph().isEmpty()) {
            return query.graph().stream()
                    .flatMap(name ->
                            table
                                    .indexes(i -> table.columns().get(i).variable().equals(name))
                                    .stream())
                    .toList();
        }
        List<Integer> things = table.indexes(i -> table.holdsOnly(i, Value.Thing.class));
        List<Integer> columns = new ArrayList<>(things.subList(0, Math.min(2, things.size())));
        if (columns.size() == 2 && columns.getLast() + 1 < table.columns().size()) {
            columns.add(columns.getLast() + 1);
        }
        return columns;
    }

    /** Returns the identity of a node: two things may share a name, but not a page. */
    private static String key(Chart.Node node) {
        return node.href() + " " + node.name().value();
    }

    private static Chart.Node node(Value value, Language language) {
        Text name = value.text();
        return new Chart.Node(
                name,
                name.langAttribute(language),
                value instanceof Value.Thing thing ? thing.href() : "");
    }

    private static Optional<Chart.Label> label(
            ResultTable.Row row, List<Integer> columns, Language language) {
        List<Value> said =
                columns.stream().flatMap(column -> row.cells().get(column).stream()).toList();
        if (said.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder(said.getFirst().text().value());
        for (int i = 1; i < said.size(); i++) {
            // A number is followed by its unit, without a separator word.
            line.append(
                            said.get(i - 1) instanceof Value.Quantity
                                    ? " "
                                    : Messages.all().say(language, "graph.and"))
                    .append(said.get(i).text().value());
        }
        Text words = new Text(line.toString(), said.getLast().text().language());
        return Optional.of(new Chart.Label(words, words.langAttribute(language)));
    }
}
