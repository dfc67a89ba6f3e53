package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.Note;
import org.labledger.display.Text;

/**
 * The home page.
 *
 * @param frame what stands around it
 * @param sentence the ledger in a sentence
 * @param figures numbers, each with the question that it answers
 * @param latest the answers of the queries that the home shows here
 * @param topics the questions by topic
 * @param notes the sources
 */
public record FrontPage(
        PageFrame frame,
        Optional<Text> sentence,
        List<Figure> figures,
        List<ThingPage.Section> latest,
        List<QueryListPage.Topic> topics,
        List<Note> notes) {

    /**
     * A number with what it counts.
     *
     * @param shown the number
     * @param name what it counts
     * @param href the query that counts it
     */
    public record Figure(String shown, Text name, String href) {}
}
