package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.Link;
import org.labledger.display.Notes;
import org.labledger.display.Text;

/**
 * Two things side by side: the answers of the saved queries about their class.
 *
 * @param frame what surrounds the content
 * @param sides the things; fewer than two until both are chosen
 * @param chosen the values of the first and the second choice in requests, or empty
 * @param options the things to choose from
 * @param rows the sections, those about the same side by side
 * @param notes the sources cited
 */
public record ComparePage(
        PageFrame frame,
        List<Link> sides,
        List<String> chosen,
        List<Option> options,
        List<Row> rows,
        Notes notes) {

    /**
     * A thing to choose.
     *
     * @param value the value in requests
     * @param name its name
     */
    public record Option(String value, Text name) {}

    /**
     * A section of each thing.
     *
     * @param left the section of the first, if it has one
     * @param right the section of the second, if it has one
     */
    public record Row(Optional<ThingPage.Section> left, Optional<ThingPage.Section> right) {}
}
