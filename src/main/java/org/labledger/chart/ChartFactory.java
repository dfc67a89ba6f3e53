package org.labledger.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.jena.query.Query;
import org.apache.jena.query.SortCondition;
import org.labledger.catalog.SavedQuery;
import org.labledger.display.Language;
import org.labledger.display.Messages;
import org.labledger.display.ResultTable;
import org.labledger.display.Value;

/** Draws a table as the view that its query names, if that suits what is in it. */
public final class ChartFactory {

    /** More bars than these show nothing that the first ones do not. */
    private static final int MAX_BARS = 40;

    private ChartFactory() {}

    /**
     * Returns the chart, or empty if the query names none or the table cannot be drawn so.
     *
     * @param table the rows that are shown
     * @param whole reads all rows, with all columns; it is asked only where a part would not do
     */
    public static Optional<Chart> create(
            SavedQuery query, ResultTable table, Supplier<ResultTable> whole, Language language) {
        Optional<String> view = query.view();
        if (view.isEmpty() || table.rows().isEmpty()) {
            return Optional.empty();
        }
        return switch (view.get()) {
            case "timeline" -> timeline(table, isDescending(query), language);
            case "bar" -> bars(query, table);
            case "number" -> figure(table);
            case "graph" -> GraphChartFactory.create(query, whole.get(), language);
            default -> Optional.empty();
        };
    }

    private record Placed(String key, Chart.TimelineItem item) {}

    /** Returns whether the query wants its rows from the last to the first. */
    private static boolean isDescending(SavedQuery query) {
        List<SortCondition> order = query.query().getOrderBy();
        return order != null
                && !order.isEmpty()
                && order.getFirst().getDirection() == Query.ORDER_DESCENDING;
    }

    private static Optional<Chart> timeline(
            ResultTable table, boolean isBackwards, Language language) {
        List<Integer> dates =
                IntStream.range(0, table.columns().size())
                        .filter(i -> hasDates(table, i))
                        .boxed()
                        .toList();
        int main =
                IntStream.range(0, table.columns().size())
                        .filter(i -> !dates.contains(i))
                        .findFirst()
                        .orElse(-1);
        if (dates.isEmpty() || main < 0) {
            return Optional.empty();
        }
        List<Placed> placed = new ArrayList<>();
        List<Chart.TimelineItem> undated = new ArrayList<>();
        for (ResultTable.Row row : table.rows()) {
            List<Chart.LabelledDate> days = new ArrayList<>();
            for (int i : dates) {
                for (Value value : row.cells().get(i)) {
                    if (value instanceof Value.Date day) {
                        days.add(new Chart.LabelledDate(table.columns().get(i).name(), day));
                    }
                }
            }
            List<Chart.LabelledValue> rest = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                if (i != main && !dates.contains(i)) {
                    ResultTable.Column column = table.columns().get(i);
                    row.cells().get(i).stream()
                            .filter(value -> !names(row.cells().get(main), value))
                            .forEach(value ->
                                    rest.add(
                                            new Chart.LabelledValue(
                                                    column.name(), value, value.isLong())));
                }
            }
            Chart.TimelineItem item =
                    new Chart.TimelineItem(
                            days,
                            row.cells().get(main),
                            rest,
                            row.noteMarks(),
                            table.columns().get(main).isLong());
            days.stream()
                    .map(dated -> dated.day().iso())
                    .min(Comparator.naturalOrder())
                    .ifPresentOrElse(
                            first -> placed.add(new Placed(first, item)), () -> undated.add(item));
        }
        Comparator<Placed> order = Comparator.comparing(Placed::key);
        placed.sort(isBackwards ? order.reversed() : order);
        Map<String, List<Chart.TimelineItem>> years = new LinkedHashMap<>();
        for (Placed one : placed) {
            years.computeIfAbsent(one.key().split("(?<=\\d)-", 2)[0], y -> new ArrayList<>())
                    .add(one.item());
        }
        if (!undated.isEmpty()) {
            years.put(Messages.all().say(language, "timeline.undated"), undated);
        }
        return Optional.of(
                new Chart.Timeline(
                        years.entrySet().stream()
                                .map(e -> new Chart.Year(e.getKey(), e.getValue()))
                                .toList()));
    }

    /** Returns whether a headline names a thing anyway. */
    private static boolean names(List<Value> headline, Value value) {
        return value instanceof Value.Thing thing
                && headline.stream()
                        .anyMatch(part -> part.text().value().contains(thing.name().value()));
    }

    private static boolean hasDates(ResultTable table, int column) {
        List<Value> values =
                table.rows().stream().flatMap(row -> row.cells().get(column).stream()).toList();
        return !values.isEmpty() && values.stream().allMatch(Value.Date.class::isInstance);
    }

    /** A row whose numbers are all known. */
    private record Measured(Value name, List<Value.Quantity> numbers) {

        double sum() {
            return numbers.stream().mapToDouble(Value.Quantity::value).sum();
        }

        boolean isDrawable() {
            return numbers.stream().allMatch(number -> number.value() >= 0);
        }
    }

    private static Optional<Chart> bars(SavedQuery query, ResultTable table) {
        List<Integer> numbers = numbers(query, table);
        int name =
                IntStream.range(0, table.columns().size())
                        .filter(i -> !numbers.contains(i))
                        .findFirst()
                        .orElse(-1);
        if (numbers.isEmpty() || name < 0) {
            return Optional.empty();
        }
        List<Measured> rows =
                table.rows().stream()
                        .flatMap(row -> measured(row, name, numbers).stream())
                        .toList();
        double most = rows.stream().mapToDouble(Measured::sum).max().orElse(0);
        if (most <= 0 || !rows.stream().allMatch(Measured::isDrawable)) {
            return Optional.empty();
        }
        return Optional.of(
                new Chart.Bars(
                        table.columns().get(name).name(),
                        numbers.stream().map(i -> table.columns().get(i).name()).toList(),
                        rows.stream().limit(MAX_BARS).map(row -> bar(row, most)).toList(),
                        rows.size()));
    }

    /** The columns that the query names, else the first one of numbers. */
    private static List<Integer> numbers(SavedQuery query, ResultTable table) {
        List<Integer> numeric =
                IntStream.range(0, table.columns().size())
                        .filter(i -> table.columns().get(i).isNumeric())
                        .boxed()
                        .toList();
        if (query.bars().isEmpty()) {
            return numeric.stream().limit(1).toList();
        }
        return query.bars().stream()
                .flatMap(variable ->
                        numeric.stream()
                                .filter(i -> table.columns().get(i).variable().equals(variable)))
                .toList();
    }

    private static Optional<Measured> measured(
            ResultTable.Row row, int name, List<Integer> numbers) {
        List<Value.Quantity> known =
                numbers.stream()
                        .flatMap(i -> row.cells().get(i).stream())
                        .filter(Value.Quantity.class::isInstance)
                        .map(Value.Quantity.class::cast)
                        .toList();
        return row.cells().get(name).isEmpty() || known.size() < numbers.size()
                ? Optional.empty()
                : Optional.of(new Measured(row.cells().get(name).getFirst(), known));
    }

    private static Chart.Bar bar(Measured row, double most) {
        List<Chart.Segment> segments = new ArrayList<>();
        double from = 0;
        for (Value.Quantity number : row.numbers()) {
            segments.add(new Chart.Segment(from, number.value() / most));
            from += number.value() / most;
        }
        return new Chart.Bar(
                row.name(),
                row.numbers().stream()
                        .map(Value.Quantity::shown)
                        .collect(Collectors.joining(" + ")),
                segments);
    }

    /** Draws what the first column says in every row; more than one row are its reasons. */
    private static Optional<Chart> figure(ResultTable table) {
        List<List<Value>> words =
                table.rows().stream().map(row -> row.cells().getFirst()).distinct().toList();
        if (words.size() != 1 || words.getFirst().isEmpty()) {
            return Optional.empty();
        }
        List<ResultTable.Row> rows = table.rows();
        List<Value> reasons =
                rows.size() > 1
                        ? List.of()
                        : rows.getFirst().cells().stream().skip(1).flatMap(List::stream).toList();
        return Optional.of(
                new Chart.SingleValue(words.getFirst().getFirst(), reasons, rows.size() > 1));
    }
}
