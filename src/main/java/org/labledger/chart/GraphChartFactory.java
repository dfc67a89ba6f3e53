package org.labledger.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.labledger.catalog.SavedQuery;
import org.labledger.display.Language;
import org.labledger.display.Messages;
import org.labledger.display.ResultTable;
import org.labledger.display.Text;
import org.labledger.display.Value;

/**
 * Reads a graph from a table: an arrow for each row. Where the query does not name the columns, the
 * first two that hold things are its ends, and the column after them is what is written on it.
 */
public final class GraphChartFactory {

    /** More things than these cannot be told apart. */
    static final int MAX_NODES = 60;

    private GraphChartFactory() {}

    /**
     * Returns the graph, or empty if no row says what leads to what.
     *
     * @param table all rows of the answer
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
                // The table says of whom it is not known.
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

    /** What has so many arrows that it would not fit a phone is written as an outline. */
    private static Diagram narrow(List<Chart.Node> nodes, List<Chart.Edge> edges) {
        Diagram drawn = LayeredLayout.NARROW.of(nodes, edges);
        return drawn.width() <= 1.05 * LayeredLayout.PHONE_WIDTH
                ? drawn
                : OutlineLayout.of(nodes, edges);
    }

    /** Two ends, and what is written on the arrow. */
    private static List<Integer> columns(SavedQuery query, ResultTable table) {
        if (!query.graph().isEmpty()) {
            return query.graph().stream()
                    .map(name ->
                            IntStream.range(0, table.columns().size())
                                    .filter(i -> table.columns().get(i).variable().equals(name))
                                    .boxed()
                                    .findFirst()
                                    .orElse(null))
                    .filter(Objects::nonNull)
                    .toList();
        }
        List<Integer> columns =
                new ArrayList<>(
                        IntStream.range(0, table.columns().size())
                                .filter(i -> hasThings(table, i))
                                .limit(2)
                                .boxed()
                                .toList());
        if (columns.size() == 2 && columns.getLast() + 1 < table.columns().size()) {
            columns.add(columns.getLast() + 1);
        }
        return columns;
    }

    private static boolean hasThings(ResultTable table, int column) {
        List<Value> values =
                table.rows().stream().flatMap(row -> row.cells().get(column).stream()).toList();
        return !values.isEmpty() && values.stream().allMatch(Value.Thing.class::isInstance);
    }

    /** Two things may have one name, but not one page. */
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
            // After a number comes what is counted.
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
