package org.labledger.display;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a result set as a table for readers.
 *
 * @param columns the columns
 * @param rows the rows of this page
 * @param total the number of rows on all pages
 * @param answers the number of solutions; several solutions with different sources may be merged
 *     into one row
 */
public record ResultTable(List<Column> columns, List<Row> rows, int total, int answers) {

    /**
     * A column.
     *
     * @param variable the name of its variable
     * @param name its heading
     * @param isNumeric whether all its values are numbers
     * @param isLong whether some of its values are sentences
     * @param sortHref the address of the table sorted by this column, in reverse if it already is
     * @param sorted {@code ascending}, {@code descending} or {@code none} (WAI-ARIA, {@code
     *     aria-sort})
     * @param extent whether its dates begin or end what the row is about
     */
    public record Column(
            String variable,
            Text name,
            boolean isNumeric,
            boolean isLong,
            String sortHref,
            String sorted,
            Extent extent) {

        /** Returns the heading as a label beside a value, capitalized. */
        public String label() {
            return name.capitalized();
        }
    }

    /** What the dates of a column say of a row: {@code ev:beginning}, {@code ev:ending}. */
    public enum Extent {
        /** No dates, or dates of something else. */
        NONE,
        /** The dates from which it holds. */
        BEGINNING,
        /** The last dates on which it holds. */
        ENDING
    }

    /**
     * A row.
     *
     * @param cells one list of values for each column; empty for an unbound variable
     * @param same how many leading cells equal those of the row above
     * @param noteMarks its sources
     * @param together groups of sources that are needed together, any group of which is enough;
     *     empty if each source alone is
     * @param href the page of the record that it is about; empty if a cell links to it
     */
    public record Row(
            List<List<Value>> cells,
            int same,
            List<NoteMark> noteMarks,
            List<List<NoteMark>> together,
            String href) {

        /** Returns whether the row has sources. */
        public boolean isCited() {
            return !noteMarks.isEmpty();
        }

        private Row withoutFirst() {
            return new Row(
                    cells.subList(1, cells.size()),
                    Math.max(0, same - 1),
                    noteMarks,
                    together,
                    href);
        }
    }

    /** Returns the CSS classes of a cell, or {@code null} if there are none. */
    public @Nullable String classOf(int column, Row row) {
        String name =
                columns.get(column).isNumeric()
                        ? "numeric"
                        : columns.get(column).isLong() ? "long" : "";
        return column < row.same() ? (name + " same").strip() : name.isEmpty() ? null : name;
    }

    /** Returns whether the table may be wider than a desk. */
    public boolean isVast() {
        return columns.size() + 2 * columns.stream().filter(Column::isLong).count() > 9;
    }

    /** Returns whether the table is too wide for a phone, which shows its rows as cards instead. */
    public boolean isWide() {
        return columns.size() > 2 || columns.stream().anyMatch(Column::isLong);
    }

    /** Returns the table with its first rows only. */
    public ResultTable first(int count) {
        return rows.size() <= count
                ? this
                : new ResultTable(columns, rows.subList(0, count), total, answers);
    }

    /** Returns the table without its first column. */
    public ResultTable withoutFirst() {
        return new ResultTable(
                columns.subList(1, columns.size()),
                rows.stream().map(Row::withoutFirst).toList(),
                total,
                answers);
    }

    /** Returns the indexes of the columns that satisfy a condition on the index, in order. */
    public List<Integer> indexes(IntPredicate condition) {
        return IntStream.range(0, columns.size()).filter(condition).boxed().toList();
    }

    /** Returns whether a column has values, and all of them are of the given type. */
    public boolean holdsOnly(int column, Class<? extends Value> type) {
        List<Value> values =
                rows.stream()
                        .flatMap(row -> row.cells().get(column).stream())
                        .map(value -> value instanceof Value.Rejected r ? r.value() : value)
                        .toList();
        return !values.isEmpty() && values.stream().allMatch(type::isInstance);
    }

    /** Returns whether any row needs several sources together. */
    public boolean hasTogether() {
        return rows.stream().anyMatch(row -> !row.together().isEmpty());
    }

    /** Returns whether any row has sources. */
    public boolean isCited() {
        return rows.stream().anyMatch(row -> row.isCited() || !row.href().isEmpty());
    }
}
