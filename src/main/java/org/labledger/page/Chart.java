package org.labledger.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer as a picture. The table that it is drawn from always stands on the same page. */
public sealed interface Chart {

    /**
     * Rows in the order of time.
     *
     * @param years the rows of each year
     */
    record Timeline(List<Year> years) implements Chart {

        /** Returns whether it is of what was said, rather than of things with names. */
        public boolean isOfSentences() {
            return years.stream()
                    .flatMap(year -> year.moments().stream())
                    .anyMatch(Moment::isSentence);
        }
    }

    /**
     * What happened in a year.
     *
     * @param name the year
     * @param moments what happened, in order
     */
    record Year(String name, List<Moment> moments) {}

    /**
     * One row of a timeline.
     *
     * @param dates its dates with the heads of their columns
     * @param main what it is about
     * @param rest the other values, with the heads of their columns
     * @param cites who says so
     */
    record Moment(List<Dated> dates, List<Value> main, List<Labelled> rest, List<Cite> cites) {

        /**
         * Returns whether it is about what somebody said, rather than about a thing with a name.
         */
        public boolean isSentence() {
            return main.stream().anyMatch(Value::isLong);
        }
    }

    /**
     * A date with what it is the date of.
     *
     * @param name the head of its column
     * @param day the date
     */
    record Dated(Text name, Value.Day day) {}

    /**
     * A value with what it is.
     *
     * @param name the head of its column
     * @param value the value
     * @param isLong whether it is a sentence
     */
    record Labelled(Text name, Value value, boolean isLong) {}

    /**
     * Numbers as bars.
     *
     * @param unit what is counted
     * @param bars the bars
     */
    record Bars(Text unit, List<Bar> bars) implements Chart {}

    /**
     * One bar.
     *
     * @param name what it stands for
     * @param shown its number in the reader's form
     * @param share its length, from 0 to 1
     */
    record Bar(Value name, String shown, double share) {}

    /**
     * An answer in a word: a number, or the state of something.
     *
     * @param value the word
     * @param rest what else the row says, such as the reason, if there is but one row
     * @param hasReasons whether there are more, which say the same word for reasons of their own
     */
    record Figure(Value value, List<Value> rest, boolean hasReasons) implements Chart {}

    /**
     * Things and what leads from one to another.
     *
     * @param wide as it is laid out for a desk
     * @param narrow as it is laid out for a phone
     * @param drawn how many things are drawn
     * @param all how many there are
     */
    record Graph(Diagram wide, Diagram narrow, int drawn, int all) implements Chart {

        /** Returns whether there was no room for some. */
        public boolean isPart() {
            return drawn < all;
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
        String labelsInAWord() {
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
