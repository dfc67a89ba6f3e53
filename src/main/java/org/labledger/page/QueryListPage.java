package org.labledger.page;

import java.util.List;
import org.labledger.display.Text;

/**
 * The list of saved queries.
 *
 * @param frame what stands around it
 * @param count how many there are
 * @param topics the queries by topic
 */
public record QueryListPage(PageFrame frame, int count, List<Topic> topics) {

    /**
     * A topic.
     *
     * @param id its name in addresses
     * @param name its name
     * @param questions its queries
     */
    public record Topic(String id, Text name, List<Entry> entries) {}

    /**
     * A query in a list.
     *
     * @param title what it is called
     * @param question the question in plain words
     * @param href where it is asked
     * @param editHref where it can be changed and asked
     */
    public record Entry(Text title, Text question, String href, String editHref) {}
}
