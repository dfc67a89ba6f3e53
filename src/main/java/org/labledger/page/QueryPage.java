package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.chart.Chart;
import org.labledger.chart.SvgChart;
import org.labledger.display.Link;
import org.labledger.display.Notes;
import org.labledger.display.ResultTable;
import org.labledger.display.Text;
import org.labledger.form.FormField;
import org.labledger.form.InputError;

/**
 * The page of a saved query: form and answer.
 *
 * @param frame what surrounds the content
 * @param headline the answer in a line, or else the question
 * @param question the question in plain words
 * @param summary what it answers, in a line
 * @param form the form for its parameters
 * @param outcome the answer
 * @param picture the answer as a chart
 * @param suggestions links to try if the answer is empty
 * @param notes the sources cited
 * @param cited what stands below an answer with the sources of each row; empty if they were not
 *     asked for
 * @param take links to the answer in other formats, and the query text
 */
public record QueryPage(
        PageFrame frame,
        Text headline,
        Text question,
        Optional<Text> summary,
        Form form,
        Outcome outcome,
        Picture picture,
        List<Link> suggestions,
        Notes notes,
        Optional<CitedNotes> cited,
        Take take) {

    /**
     * The form of a query.
     *
     * @param action address the form is sent to
     * @param fields one field per parameter
     * @param isExample whether the values are the example of the query, not those of the reader
     * @param errors problems with the values; if any of them could not be used, there is no outcome
     */
    public record Form(
            String action, List<FormField> fields, boolean isExample, List<InputError> errors) {}

    /**
     * The answer as a chart.
     *
     * @param chart the chart, if the query has a view and the answer can be drawn
     * @param drawing the chart as SVG, if that is of use
     * @param href address of the SVG
     */
    public record Picture(Optional<Chart> chart, Optional<SvgChart> drawing, String href) {

        /** Returns whether the chart on the page shows all that the drawing shows. */
        public boolean isChartedWhole() {
            return chart.filter(c -> c instanceof Chart.Graph || c instanceof Chart.Bars)
                    .isPresent();
        }
    }

    /**
     * What a reader can download.
     *
     * @param formats the answer in other formats; empty without an answer
     * @param sparql the text of the query
     * @param sourcesHref address of the page with the sources of each row, or without them if it
     *     has them
     * @param editHref address of the query in the editor
     * @param fileHref address of the query file
     */
    public record Take(
            List<PageFrame.Format> formats,
            String sparql,
            String sourcesHref,
            String editHref,
            String fileHref) {}

    /** The answer to a query. */
    public sealed interface Outcome {

        /**
         * A result set or graph.
         *
         * @param result the table
         * @param pages links to its other pages, if there are several
         * @param wholeHref the address of the page with all rows; empty if it has them
         */
        record Rows(ResultTable result, Optional<Pager> pages, String wholeHref)
                implements Outcome {}

        /**
         * The answer to an ASK query.
         *
         * @param value the answer
         */
        record Truth(boolean value) implements Outcome {}

        /** No answer: the query was not run, because its values cannot be used. */
        record Nothing() implements Outcome {}
    }
}
