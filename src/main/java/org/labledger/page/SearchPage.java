package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.Text;

/**
 * What a search found.
 *
 * @param frame what stands around it
 * @param text what was looked for
 * @param total how many things there are
 * @param hits those on this page
 * @param kinds how many there are of each kind, as links that narrow the search
 * @param all the address of the search without a kind, if it was narrowed, or empty
 * @param pages where the other pages are, if there are several
 */
public record SearchPage(
        PageFrame frame,
        String text,
        int total,
        List<Hit> hits,
        List<KindLink> kinds,
        String all,
        Optional<QueryPage.Pager> pages) {

    /**
     * Something that was found.
     *
     * @param name what it is called
     * @param href its page
     * @param kinds what it is
     * @param pieces the text in which it was found, in pieces
     * @param language the language of that text
     */
    public record Hit(
            Text name, String href, List<Text> kinds, List<Piece> pieces, String language) {}

    /**
     * A piece of a text.
     *
     * @param text the piece
     * @param isFound whether it is what was looked for
     */
    public record Piece(String text, boolean isFound) {}

    /**
     * A kind of things found.
     *
     * @param name what it is called
     * @param href the search for this kind alone
     * @param count how many there are
     */
    public record KindLink(Text name, String href, int count) {}
}
