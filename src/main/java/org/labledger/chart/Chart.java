package org.labledger.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.labledger.display.NoteMark;
import org.labledger.display.Text;
import org.labledger.display.Value;

/** An answer as a picture. The table that it is drawn from always stands on the same page. */
public sealed interface Chart {

    /**
     * Rows in the order of time.
     *
     * @param years the rows of each year
     */
    record Timeline(List<Year> years) implements Chart {}

    /**
     * What happened in a year.
     *
     * @param name the year
     * @param moments what happened, in order
     */
    record Year(String name, List<TimelineItem> items) {}

    /**
     * One row of a timeline.
     *
     * @param dates its dates with the heads of their columns
     * @param main what it is about
     * @param rest the other values, with the heads of their columns
     * @param noteMarks who says so
     * @param isSentence whether it is about what somebody said, rather than about a thing with a
     *     name
     */
    record TimelineItem(
            List<LabelledDate> dates,
            List<Value> main,
            List<LabelledValue> rest,
            List<NoteMark> noteMarks,
            boolean isSentence) {}

    /**
     * A date with what it is the date of.
     *
     * @param name the head of its column
     * @param day the date
     */
    record LabelledDate(Text name, Value.Date day) {}

    /**
     * A value with what it is.
     *
     * @param name the head of its column
     * @param value the value
     * @param isLong whether it is a sentence
     */
    record LabelledValue(Text name, Value value, boolean isLong) {

        /** Returns whether its name says more than it says itself. */
        public boolean isNamed() {
            return !name.value().equals(value.text().value());
        }
    }

    /**
     * Numbers as bars. A bar of several numbers has them end to end, so that it is as long as their
     * sum.
     *
     * @param of what the bars stand for: the head of the column of their names
     * @param measures what is measured: the heads of the columns of numbers
     * @param bars the bars
     * @param all how many there are, of which the first ones are drawn
     */
    record Bars(Text of, List<Text> measures, List<Bar> bars, int total) implements Chart {

        /** Returns whether there was no room for some. */
        public boolean isTruncated() {
            return bars.size() < total;
        }
    }

    /**
     * One bar.
     *
     * @param name what it stands for
     * @param shown its numbers in the reader's form
     * @param pieces its pieces, one for each number
     */
    record Bar(Value name, String shown, List<Segment> segments) {}

    /**
     * A piece of a bar, in shares of the longest bar.
     *
     * @param from where it begins, from 0 to 1
     * @param share its length, from 0 to 1
     */
    record Segment(double from, double share) {

        /** Returns where it begins, as SVG has shares. */
        public String x() {
            return SvgChart.percent(from);
        }

        /** Returns its length, as SVG has shares. */
        public String width() {
            return SvgChart.percent(share);
        }
    }

    /**
     * An answer in a word: a number, or the state of something.
     *
     * @param value the word
     * @param rest what else the row says, such as the reason, if there is but one row
     * @param hasReasons whether there are more, which say the same word for reasons of their own
     */
    record SingleValue(Value value, List<Value> rest, boolean hasReasons) implements Chart {}

    /**
     * Things and what leads from one to another.
     *
     * @param wide as it is laid out for a desk
     * @param narrow as it is laid out for a phone
     * @param drawn how many things are drawn
     * @param all how many there are
     */
    record Graph(Diagram wide, Diagram narrow, int drawn, int total) implements Chart {

        /** Returns whether there was no room for some. */
        public boolean isTruncated() {
            return drawn < total;
        }
    }

    /**
     * A thing in a graph.
     *
     * @param name what it is called
     * @param language the language of the name, or {@code null} for the reader's
     * @param href its page, or empty
     */
    record Node(Text name, @Nullable String language, String href) {}

    /**
     * From a thing to a thing, with all that is said of it.
     *
     * @param from the number of the thing where it begins
     * @param to the number of the thing where it ends
     * @param labels what is said of it
     */
    record Edge(int from, int to, List<Label> labels) {

        /** Returns all that is said of it in one line. */
        String joinedLabels() {
            return String.join("; ", labels.stream().map(label -> label.name().value()).toList());
        }
    }

    /**
     * What is said of an edge.
     *
     * @param name the words
     * @param language their language, or {@code null} for the reader's
     */
    record Label(Text name, @Nullable String language) {}
}
