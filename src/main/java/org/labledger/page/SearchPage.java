package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.Link;
import org.labledger.display.Text;

/**
 * The results of a search.
 *
 * @param frame what surrounds the content
 * @param text the search text
 * @param answers answers of saved queries, in a line
 * @param total number of results
 * @param hits the results on this page
 * @param kinds links that restrict the search to one class, with counts
 * @param all address of the unrestricted search, or empty if it is not restricted
 * @param pages links to the other pages, if there are several
 */
public record SearchPage(
        PageFrame frame,
        String text,
        List<Link> answers,
        int total,
        List<Hit> hits,
        List<KindLink> kinds,
        String all,
        Optional<Pager> pages) {

    /**
     * A result.
     *
     * @param name its name
     * @param href its page
     * @param kinds its classes
     * @param pieces the matching text, in pieces; empty if that is the name
     * @param language language tag of the matching text
     */
    public record Hit(
            Text name, String href, List<Text> kinds, List<Piece> pieces, String language) {}

    /**
     * A piece of a text.
     *
     * @param text the piece
     * @param isFound whether it matches the search
     */
    public record Piece(String text, boolean isFound) {}

    /**
     * A class of results.
     *
     * @param name its label
     * @param href the search restricted to it
     * @param count number of results
     */
    public record KindLink(Text name, String href, int count) {}
}
