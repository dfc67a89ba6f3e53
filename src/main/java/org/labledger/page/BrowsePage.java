package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.SourceSummary;
import org.labledger.display.Text;
import org.labledger.display.Value;

/**
 * The list of classes, or of the records of one class.
 *
 * @param frame what surrounds the content
 * @param title what is listed
 * @param comment description of it
 * @param kinds the classes; empty on the list of one class
 * @param records the records of this page; empty on the list of classes
 * @param count number of records in all
 * @param pages links to the other pages, if there are several
 */
public record BrowsePage(
        PageFrame frame,
        Text title,
        Optional<Text> comment,
        List<Kind> kinds,
        List<Entry> records,
        int count,
        Optional<Pager> pages) {

    /**
     * A class of records.
     *
     * @param name its label
     * @param comment its description
     * @param href address of the list of its records
     * @param count number of its records
     */
    public record Kind(Text name, Optional<Text> comment, String href, int count) {}

    /**
     * A record in a list.
     *
     * @param name the record
     * @param comment its description, in a line
     * @param source its bibliographic line, if it is a source
     */
    public record Entry(Value name, Optional<Text> comment, Optional<SourceSummary> source) {}
}
