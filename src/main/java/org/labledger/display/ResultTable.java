package org.labledger.display;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result set as a table for people.
 *
 * @param columns the columns that are shown
 * @param rows the rows of this page of the table
 * @param total how many rows there are on all pages
 * @param answers how many solutions the query has: several may be one row, with a note for each
 */
public record ResultTable(List<Column> columns, List<Row> rows, int total, int answers) {

    /**
     * A column.
     *
     * @param variable the variable it shows
     * @param name its head
     * @param isNumeric whether all its values are numbers
     * @param isLong whether its values are sentences
     * @param sortHref where the table is sorted by it, or turned round if it already is
     * @param sorted {@code ascending}, {@code descending} or {@code none} (WAI-ARIA, {@code
     *     aria-sort})
     */
    public record Column(
            String variable,
            Text name,
            boolean isNumeric,
            boolean isLong,
            String sortHref,
            String sorted) {

        /** Returns its head as it stands beside a value, where the table has no room for heads. */
        public String label() {
            return name.capitalized();
        }
    }

    /**
     * A row.
     *
     * @param cells one for each column; each a list, empty where nothing is known
     * @param same how many of its first cells are those of the row above
     * @param noteMarks the sources that say so
     */
    public record Row(List<List<Value>> cells, int same, List<NoteMark> noteMarks) {

        /** Returns whether some source is named. */
        public boolean isCited() {
            return !noteMarks.isEmpty();
        }

        private Row withoutFirst() {
            return new Row(cells.subList(1, cells.size()), Math.max(0, same - 1), noteMarks);
        }
    }

    /** Returns the classes of a cell in the style sheet, or {@code null} for an ordinary one. */
    public @Nullable String classOf(int column, Row row) {
        String name =
                columns.get(column).isNumeric()
                        ? "numeric"
                        : columns.get(column).isLong() ? "long" : "";
        return column < row.same() ? (name + " same").strip() : name.isEmpty() ? null : name;
    }

    /**
     * Returns whether a phone has no room for its columns side by side: its rows are then set as
     * cards, each value beside the head of its column.
     */
    public boolean isWide() {
        return columns.size() > 2 || columns.stream().anyMatch(Column::isLong);
    }

    /** Returns the table without its first column. */
    public ResultTable withoutFirst() {
        return new ResultTable(
                columns.subList(1, columns.size()),
                rows.stream().map(Row::withoutFirst).toList(),
                total,
                answers);
    }

    /** Returns whether any row names its sources. */
    public boolean isCited() {
        return rows.stream().anyMatch(Row::isCited);
    }
}
