package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.SourceSummary;
import org.labledger.display.Text;
import org.labledger.display.Value;

/**
 * The list of kinds of records, or of the records of one kind.
 *
 * @param frame what stands around it
 * @param title what is listed
 * @param comment what that is
 * @param kinds the kinds, if it lists them
 * @param records the records, if it lists them
 * @param count how many there are in all
 * @param pages where the other pages are, if there are several
 */
public record BrowsePage(
        Frame frame,
        Text title,
        Optional<Text> comment,
        List<Kind> kinds,
        List<Entry> records,
        int count,
        Optional<QuestionPage.Pager> pages) {

    /**
     * A kind of records.
     *
     * @param name what it is called
     * @param comment what it is
     * @param href where its records are listed
     * @param count how many there are
     */
    public record Kind(Text name, Optional<Text> comment, String href, int count) {}

    /**
     * A record in a list.
     *
     * @param name the record
     * @param comment what it is, in a line
     * @param source the record as a source, if it is one
     */
    public record Entry(Value name, Optional<Text> comment, Optional<SourceSummary> source) {}
}
