package org.labledger.chart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.labledger.display.NoteMark;
import org.labledger.display.ResultTable;
import org.labledger.display.Text;
import org.labledger.display.Value;

/** A result table as a chart, before layout. The page always shows the table as well. */
public sealed interface Chart {

    /**
     * Rows grouped by year.
     *
     * @param years the years in the order of the query; rows without a date come last, under a
     *     heading instead of a year
     */
    record Timeline(List<Year> years) implements Chart {

        /** Returns whether rows have a beginning or an end, not only dates of events. */
        public boolean hasPeriods() {
            return years.stream()
                    .flatMap(year -> year.items().stream())
                    .flatMap(item -> item.dates().stream())
                    .anyMatch(dated -> dated.extent() != ResultTable.Extent.NONE);
        }

        /** Returns the timeline with its first rows only. */
        public Timeline first(int count) {
            List<Year> kept = new ArrayList<>();
            int left = count;
            for (Year year : years) {
                if (left > 0) {
                    kept.add(
                            new Year(
                                    year.name(),
                                    year.items().subList(0, Math.min(left, year.items().size()))));
                    left -= year.items().size();
                }
            }
            return new Timeline(kept);
        }
    }

    /**
     * The rows of one year.
     *
     * @param name the year, or the heading of rows without a date
     * @param items the rows, in order
     */
    record Year(String name, List<TimelineItem> items) {}

    /**
     * One row of a timeline.
     *
     * @param dates the dates, each with its column heading
     * @param main the first column that holds no dates
     * @param rest the other values, each with its column heading
     * @param noteMarks the sources of the row
     * @param isSentence whether the main column holds sentences rather than names
     */
    record TimelineItem(
            List<LabelledDate> dates,
            List<Value> main,
            List<LabelledValue> rest,
            List<NoteMark> noteMarks,
            boolean isSentence) {}

    /**
     * A date with its column heading.
     *
     * @param name the column heading
     * @param day the date
     * @param extent whether what the row is about begins or ends with it
     * @param isRejected whether the accepted view does not have it
     */
    record LabelledDate(Text name, Value.Date day, ResultTable.Extent extent, boolean isRejected) {

        /** Creates a date that stands and is neither a beginning nor an end. */
        public LabelledDate(Text name, Value.Date day) {
            this(name, day, ResultTable.Extent.NONE, false);
        }
    }

    /**
     * A value with its column heading.
     *
     * @param name the column heading
     * @param value the value
     * @param isLong whether the value is a sentence rather than a name
     */
    record LabelledValue(Text name, Value value, boolean isLong) {

        /** Returns whether the heading adds anything to the value. */
        public boolean isNamed() {
            return !name.value().equals(value.text().value());
        }
    }

    /**
     * Numbers as bars. Bars with several numbers are stacked end to end, so that the length of a
     * bar is the sum.
     *
     * @param of the heading of the column that labels the bars
     * @param measures the headings of the columns with numbers
     * @param bars the bars, at most {@link ChartFactory#MAX_BARS}
     * @param total the number of bars before truncation
     */
    record Bars(Text of, List<Text> measures, List<Bar> bars, int total) implements Chart {

        /** Returns whether some were left out. */
        public boolean isTruncated() {
            return bars.size() < total;
        }
    }

    /**
     * One bar.
     *
     * @param name its label
     * @param shown its numbers, formatted for the reader's language
     * @param segments one segment for each number
     */
    record Bar(Value name, String shown, List<Segment> segments) {}

    /**
     * A segment of a bar, as fractions of the longest bar.
     *
     * @param from where it begins, from 0 to 1
     * @param share its length, from 0 to 1
     */
    record Segment(double from, double share) {

        /** Returns the start as an SVG percentage. */
        public String x() {
            return SvgChart.percent(from);
        }

        /** Returns the length as an SVG percentage. */
        public String width() {
            return SvgChart.percent(share);
        }
    }

    /**
     * A result that is one value: a number, or the state of something.
     *
     * @param value the value
     * @param rest the other columns, such as the reason, if the result has one row; otherwise empty
     * @param hasReasons whether the result has several rows with the same value, which the table
     *     lists as reasons
     */
    record SingleValue(Value value, List<Value> rest, boolean hasReasons) implements Chart {}

    /**
     * Things by what has become of them.
     *
     * @param states the states, in the order of the query
     */
    record States(List<State> states) implements Chart {}

    /**
     * A state with the things in it.
     *
     * @param name its name
     * @param things the things, in the order of the query
     */
    record State(Text name, List<Value> things) {}

    /**
     * Numbers by month, those of several things on top of each other.
     *
     * @param months all months from the first to the last, without a gap, as {@code 2024-05}
     * @param series the things, the one with the largest sum first
     */
    record Months(List<String> months, List<Series> series) implements Chart {

        /** Returns the sum of the highest month. */
        public double max() {
            double max = 0;
            for (int i = 0; i < months.size(); i++) {
                int month = i;
                max = Math.max(max, series.stream().mapToDouble(s -> s.numbers().get(month)).sum());
            }
            return max;
        }
    }

    /**
     * The numbers of one thing.
     *
     * @param name the thing
     * @param numbers a number for each month
     * @param total their sum, formatted for the reader's language
     */
    record Series(Value name, List<Double> numbers, String total) {}

    /**
     * A directed graph.
     *
     * @param wide the layout for wide screens
     * @param narrow the layout for phones
     * @param drawn the number of nodes drawn
     * @param total the number of nodes before truncation
     */
    record Graph(Diagram wide, Diagram narrow, int drawn, int total) implements Chart {

        /** Returns whether some were left out. */
        public boolean isTruncated() {
            return drawn < total;
        }
    }

    /**
     * A node of a graph.
     *
     * @param name its label
     * @param language the language tag of the label, or {@code null} for the language of the page
     * @param href the path of its page, or empty
     */
    record Node(Text name, @Nullable String language, String href) {}

    /**
     * An edge of a graph.
     *
     * @param from the index of the source node
     * @param to the index of the target node
     * @param labels its labels; several rows may share an edge
     */
    record Edge(int from, int to, List<Label> labels) {

        /** Returns all labels in one line. */
        String joinedLabels() {
            return String.join("; ", labels.stream().map(label -> label.name().value()).toList());
        }
    }

    /**
     * A label of an edge.
     *
     * @param name the text
     * @param language the language tag of the text, or {@code null} for the language of the page
     */
    record Label(Text name, @Nullable String language) {}
}
