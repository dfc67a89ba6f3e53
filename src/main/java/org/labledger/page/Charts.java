package org.labledger.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.jena.query.Query;
import org.apache.jena.query.SortCondition;
import org.labledger.catalog.SavedQuery;

/** Draws a table as the view that its query names, if that suits what is in it. */
final class Charts {

    private Charts() {}

    /**
     * Returns the chart, or empty if the query names none or the table cannot be drawn so.
     *
     * @param table the rows that are shown
     * @param whole reads all rows, with all columns; it is asked only where a part would not do
     */
    static Optional<Chart> of(
            SavedQuery query, ResultTable table, Supplier<ResultTable> whole, Language language) {
        Optional<String> view = query.view();
        if (view.isEmpty() || table.rows().isEmpty()) {
            return Optional.empty();
        }
        return switch (view.get()) {
            case "timeline" -> timeline(table, isDescending(query), language);
            case "bar" -> bars(table);
            case "number" -> figure(table);
            case "graph" -> GraphChart.of(query, whole.get(), language);
            default -> Optional.empty();
        };
    }

    private record Placed(String key, Chart.Moment moment) {}

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
        List<Chart.Moment> undated = new ArrayList<>();
        for (ResultTable.Row row : table.rows()) {
            List<Chart.Dated> days = new ArrayList<>();
            for (int i : dates) {
                for (Value value : row.cells().get(i)) {
                    if (value instanceof Value.Day day) {
                        days.add(new Chart.Dated(table.columns().get(i).name(), day));
                    }
                }
            }
            List<Chart.Labelled> rest = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                if (i != main && !dates.contains(i)) {
                    ResultTable.Column column = table.columns().get(i);
                    row.cells().get(i).stream()
                            .filter(value -> !names(row.cells().get(main), value))
                            .forEach(value ->
                                    rest.add(
                                            new Chart.Labelled(
                                                    column.name(), value, value.isLong())));
                }
            }
            Chart.Moment moment = new Chart.Moment(days, row.cells().get(main), rest, row.cites());
            days.stream()
                    .map(dated -> dated.day().iso())
                    .min(Comparator.naturalOrder())
                    .ifPresentOrElse(
                            first -> placed.add(new Placed(first, moment)),
                            () -> undated.add(moment));
        }
        Comparator<Placed> order = Comparator.comparing(Placed::key);
        placed.sort(isBackwards ? order.reversed() : order);
        Map<String, List<Chart.Moment>> years = new LinkedHashMap<>();
        for (Placed one : placed) {
            years.computeIfAbsent(one.key().split("(?<=\\d)-", 2)[0], y -> new ArrayList<>())
                    .add(one.moment());
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
        return !values.isEmpty() && values.stream().allMatch(Value.Day.class::isInstance);
    }

    private static Optional<Chart> bars(ResultTable table) {
        int number =
                IntStream.range(0, table.columns().size())
                        .filter(i -> table.columns().get(i).isNumeric())
                        .findFirst()
                        .orElse(-1);
        int name = number == 0 ? 1 : 0;
        if (number < 0 || table.columns().size() < 2) {
            return Optional.empty();
        }
        List<Value.Quantity> numbers = new ArrayList<>();
        List<Value> names = new ArrayList<>();
        for (ResultTable.Row row : table.rows()) {
            if (!row.cells().get(name).isEmpty()
                    && !row.cells().get(number).isEmpty()
                    && row.cells().get(number).getFirst() instanceof Value.Quantity quantity) {
                numbers.add(quantity);
                names.add(row.cells().get(name).getFirst());
            }
        }
        double most = numbers.stream().mapToDouble(Value.Quantity::value).max().orElse(0);
        if (most <= 0 || numbers.stream().anyMatch(q -> q.value() < 0)) {
            return Optional.empty();
        }
        List<Chart.Bar> bars = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            bars.add(
                    new Chart.Bar(
                            names.get(i), numbers.get(i).shown(), numbers.get(i).value() / most));
        }
        return Optional.of(new Chart.Bars(table.columns().get(number).name(), bars));
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
        return Optional.of(new Chart.Figure(words.getFirst().getFirst(), reasons, rows.size() > 1));
    }
}
