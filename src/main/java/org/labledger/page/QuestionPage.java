package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.chart.Chart;
import org.labledger.chart.Drawing;
import org.labledger.display.Link;
import org.labledger.display.Note;
import org.labledger.display.ResultTable;
import org.labledger.display.Text;
import org.labledger.form.Fault;
import org.labledger.form.Field;

/**
 * The page of a saved query: the question, a form, and the answer.
 *
 * @param frame what stands around it
 * @param name the query's name
 * @param question the question in plain words
 * @param summary what it answers, in a line
 * @param action where the form is sent
 * @param fields the form
 * @param isExample whether the values are the query's own examples, not the reader's
 * @param faults what is wrong with the values; the outcome is nothing where they could not be asked
 * @param outcome the answer
 * @param chart the answer as a picture, if the query names a view and it can be drawn
 * @param drawing the same drawn, if that is of use
 * @param advice what to try when there is no answer
 * @param notes the sources
 * @param formats the answer in other forms
 * @param sparql the query as text
 * @param editHref where the query can be changed and asked
 * @param fileHref the query as a file
 * @param drawingHref the drawing as a file
 */
public record QuestionPage(
        Frame frame,
        String name,
        Text question,
        Optional<Text> summary,
        String action,
        List<Field> fields,
        boolean isExample,
        List<Fault> faults,
        Outcome outcome,
        Optional<Chart> chart,
        Optional<Drawing> drawing,
        List<Link> advice,
        List<Note> notes,
        List<Frame.Format> formats,
        String sparql,
        String editHref,
        String fileHref,
        String drawingHref) {

    /** Returns whether the chart shows all that the drawing would, fitted to the page. */
    public boolean isChartedWhole() {
        return chart.filter(c -> c instanceof Chart.Graph || c instanceof Chart.Bars).isPresent();
    }

    /** What a query answered. */
    public sealed interface Outcome {

        /**
         * A result set.
         *
         * @param result the table
         * @param pages where its other pages are, if it has several
         */
        record Rows(ResultTable result, Optional<Pager> pages) implements Outcome {}

        /** Yes or no. */
        record Truth(boolean value) implements Outcome {}

        /** Nothing was asked, because the values do not allow it. */
        record Nothing() implements Outcome {}
    }

    /**
     * The pages of a table.
     *
     * @param page the page that is shown, from 1 on
     * @param last the last one
     * @param previous the address of the one before, or empty
     * @param next the address of the one after, or empty
     */
    public record Pager(int page, int last, String previous, String next) {}
}
