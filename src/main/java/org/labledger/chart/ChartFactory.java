package org.labledger.chart;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.query.Query;
import org.apache.jena.query.SortCondition;
import org.labledger.catalog.SavedQuery;
import org.labledger.display.Dates;
import org.labledger.display.Language;
import org.labledger.display.Messages;
import org.labledger.display.ResultTable;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.display.Values;

/** Makes the chart that a saved query asks for ({@code view:}) from its result table. */
public final class ChartFactory {

    /** Maximum number of bars; more make none of them readable. */
    static final int MAX_BARS = 40;

    /** Maximum number of months side by side. */
    private static final int MAX_MONTHS = 240;

    private ChartFactory() {}

    /**
     * Returns the chart, or empty if the query names no view or its result does not suit that view.
     *
     * @param table the rows on this page of the result, without redundant columns
     * @param whole reads all rows and columns; called only by views that need them
     */
    public static Optional<Chart> create(
            SavedQuery query, ResultTable table, Supplier<ResultTable> whole, Language language) {
        if (query.view().isEmpty() || table.rows().isEmpty()) {
            return Optional.empty();
        }
        return switch (query.view().get()) {
            case TIMELINE ->
                    timeline(
                            table.rows().size() < table.total() ? whole.get() : table,
                            isDescending(query),
                            language);
            case BAR -> bars(query, table.rows().size() < table.total() ? whole.get() : table);
            case NUMBER -> figure(table);
            case GRAPH -> GraphChartFactory.create(query, whole.get(), language);
            case STATES -> states(whole.get());
            case MONTHS -> months(whole.get(), language);
            case TABLE -> Optional.empty();
        };
    }

    private record Placed(String key, Chart.TimelineItem item) {}

    /** Returns whether the query orders its first sort key in descending order. */
    private static boolean isDescending(SavedQuery query) {
        List<SortCondition> order = query.query().getOrderBy();
        return order != null
                && !order.isEmpty()
                && order.getFirst().getDirection() == Query.ORDER_DESCENDING;
    }

    private static Optional<Chart> timeline(
            ResultTable table, boolean isDescending, Language language) {
        List<Integer> dates = table.indexes(i -> table.holdsOnly(i, Value.Date.class));
        int main = firstOther(table, dates);
        if (dates.isEmpty() || main < 0) {
            return Optional.empty();
        }
        List<Placed> placed = new ArrayList<>();
        List<Chart.TimelineItem> undated = new ArrayList<>();
        for (ResultTable.Row row : table.rows()) {
            List<Chart.LabelledDate> days = new ArrayList<>();
            for (int i : dates) {
                for (Value value : row.cells().get(i)) {
                    boolean isRejected = value instanceof Value.Rejected;
                    Value date = value instanceof Value.Rejected(Value given) ? given : value;
                    if (date instanceof Value.Date day) {
                        ResultTable.Column column = table.columns().get(i);
                        days.add(
                                new Chart.LabelledDate(
                                        column.name(), day, column.extent(), isRejected));
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
                    .filter(dated -> !dated.isRejected() || days.size() == 1)
                    .map(dated -> dated.day().iso())
                    .min(Comparator.naturalOrder())
                    .ifPresentOrElse(
                            first -> placed.add(new Placed(first, item)), () -> undated.add(item));
        }
        Comparator<Placed> order = Comparator.comparing(Placed::key);
        placed.sort(isDescending ? order.reversed() : order);
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

    /** Returns whether the headline already contains the name of the value. */
    private static boolean names(List<Value> headline, Value value) {
        return value instanceof Value.Thing thing
                && headline.stream()
                        .anyMatch(part -> part.text().value().contains(thing.name().value()));
    }

    /** Returns the index of the first column that is not among the given ones, or -1. */
    private static int firstOther(ResultTable table, List<Integer> columns) {
        return table.indexes(i -> !columns.contains(i)).stream().findFirst().orElse(-1);
    }

    /** A row that has every number. */
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
        int name = firstOther(table, numbers);
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

    /** Returns the columns that the query names ({@code bars:}), or the first numeric column. */
    private static List<Integer> numbers(SavedQuery query, ResultTable table) {
        List<Integer> numeric = table.indexes(i -> table.columns().get(i).isNumeric());
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

    private static Optional<Chart> states(ResultTable table) {
        List<Integer> things = table.indexes(i -> i > 0 && table.holdsOnly(i, Value.Thing.class));
        if (things.isEmpty()) {
            return Optional.empty();
        }
        Map<Text, List<Value>> states = new LinkedHashMap<>();
        for (ResultTable.Row row : table.rows()) {
            row.cells().getFirst().stream()
                    .findFirst()
                    .ifPresent(state ->
                            states.computeIfAbsent(state.text(), s -> new ArrayList<>())
                                    .addAll(row.cells().get(things.getFirst())));
        }
        return Optional.of(
                new Chart.States(
                        states.entrySet().stream()
                                .map(entry -> new Chart.State(entry.getKey(), entry.getValue()))
                                .toList()));
    }

    /** Takes the first column of dates, the first of things and the first of numbers. */
    private static Optional<Chart> months(ResultTable table, Language language) {
        List<Integer> dates = table.indexes(i -> table.holdsOnly(i, Value.Date.class));
        List<Integer> numbers = table.indexes(i -> table.columns().get(i).isNumeric());
        List<Integer> things = table.indexes(i -> table.holdsOnly(i, Value.Thing.class));
        if (dates.isEmpty() || numbers.isEmpty() || things.isEmpty()) {
            return Optional.empty();
        }
        Map<Value, Map<YearMonth, Double>> byThing = new LinkedHashMap<>();
        TreeSet<YearMonth> found = new TreeSet<>();
        for (ResultTable.Row row : table.rows()) {
            if (row.cells().get(dates.getFirst()).getFirst() instanceof Value.Date date
                    && row.cells().get(numbers.getFirst()).getFirst()
                            instanceof Value.Quantity number) {
                YearMonth month = YearMonth.from(Dates.span(date.iso()).first());
                found.add(month);
                byThing.computeIfAbsent(
                                row.cells().get(things.getFirst()).getFirst(), t -> new TreeMap<>())
                        .merge(month, number.value(), Double::sum);
            }
        }
        if (found.isEmpty() || found.first().until(found.last(), ChronoUnit.MONTHS) > MAX_MONTHS) {
            return Optional.empty();
        }
        List<YearMonth> months =
                Stream.iterate(
                                found.first(),
                                month -> !month.isAfter(found.last()),
                                month -> month.plusMonths(1))
                        .toList();
        List<Chart.Series> series =
                byThing.entrySet().stream()
                        .sorted(
                                Comparator.comparingDouble(
                                        (Map.Entry<Value, Map<YearMonth, Double>> entry) ->
                                                -sum(entry.getValue())))
                        .map(entry ->
                                new Chart.Series(
                                        entry.getKey(),
                                        months.stream()
                                                .map(month ->
                                                        entry.getValue().getOrDefault(month, 0.0))
                                                .toList(),
                                        Values.number(sum(entry.getValue()), language)))
                        .toList();
        return Optional.of(
                new Chart.Months(months.stream().map(YearMonth::toString).toList(), series));
    }

    private static double sum(Map<YearMonth, Double> numbers) {
        return numbers.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * Shows the first column if it has the same value in every row; further rows are its reasons.
     */
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
