package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.Link;
import org.labledger.display.Notes;
import org.labledger.display.Text;

/**
 * The front page, at {@code /}.
 *
 * @param frame what surrounds the content
 * @param sentence description of the ledger in a sentence, if the home has one
 * @param lastChange when the record was last changed and what, with a link to all changes
 * @param figures numbers, each the answer of a saved query
 * @param pieces answers of the other saved queries tagged {@code home}
 * @param disagreement one of the disagreements between sources
 * @param answers answers in a line, of the saved queries tagged {@code start}
 * @param notes the sources cited
 */
public record FrontPage(
        PageFrame frame,
        Optional<Text> sentence,
        Optional<Link> lastChange,
        List<Figure> figures,
        List<ThingPage.Section> pieces,
        Optional<DisagreementCard> disagreement,
        List<Link> answers,
        Notes notes) {

    /**
     * A number.
     *
     * @param shown the formatted number
     * @param name what it counts
     * @param href the list of what it counts, or else the saved query that counts it
     * @param parts what is known about the things counted: "11 primary", "116 retellings"
     */
    public record Figure(String shown, Text name, String href, List<String> parts) {}
}
