package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.chart.Chart;
import org.labledger.chart.SvgChart;
import org.labledger.display.Link;
import org.labledger.display.Note;
import org.labledger.display.ResultTable;
import org.labledger.display.Text;
import org.labledger.form.FormField;
import org.labledger.form.InputError;

/**
 * The page of a saved query: the question, a form, and the answer.
 *
 * @param frame what stands around it
 * @param question the question in plain words
 * @param summary what it answers, in a line
 * @param form the form for the values of its parameters
 * @param outcome the answer
 * @param picture the answer drawn
 * @param suggestions what to try when there is no answer
 * @param notes the sources
 * @param take the answer in other formats, and the query itself
 */
public record QuestionPage(
        Frame frame,
        Text question,
        Optional<Text> summary,
        Form form,
        Outcome outcome,
        Picture picture,
        List<Link> suggestions,
        List<Note> notes,
        Take take) {

    /**
     * The form of a query.
     *
     * @param action where the form is sent
     * @param fields a field for each parameter
     * @param isExample whether the values are the query's own examples, not the reader's
     * @param errors what is wrong with the values; there is no outcome where they could not be used
     */
    public record Form(
            String action, List<FormField> fields, boolean isExample, List<InputError> errors) {}

    /**
     * An answer drawn.
     *
     * @param chart the chart, if the query names a view and the answer can be drawn
     * @param drawing the same as SVG, if that is of use
     * @param href the SVG as a file
     */
    public record Picture(Optional<Chart> chart, Optional<SvgChart> drawing, String href) {

        /** Returns whether the chart shows all that the drawing would, fitted to the page. */
        public boolean isChartedWhole() {
            return chart.filter(c -> c instanceof Chart.Graph || c instanceof Chart.Bars)
                    .isPresent();
        }
    }

    /**
     * What a reader can take away.
     *
     * @param formats the answer in other formats; none if there is no answer
     * @param sparql the query as text
     * @param editHref where the query can be edited and sent
     * @param fileHref the query as a file
     */
    public record Take(
            List<Frame.Format> formats, String sparql, String editHref, String fileHref) {}

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
