package org.labledger.page;

import java.util.List;
import org.labledger.display.Text;

/**
 * The list of saved queries.
 *
 * @param frame what surrounds the content
 * @param count number of queries
 * @param topics the queries by topic
 */
public record QueryListPage(PageFrame frame, int count, List<Topic> topics) {

    /**
     * A topic.
     *
     * @param id fragment identifier
     * @param name its label
     * @param entries its queries
     */
    public record Topic(String id, Text name, List<Entry> entries) {}

    /**
     * A query in a list.
     *
     * @param title its title
     * @param question the question in plain words
     * @param href the page of the query
     * @param editHref the query in the editor
     */
    public record Entry(Text title, Text question, String href, String editHref) {}
}
