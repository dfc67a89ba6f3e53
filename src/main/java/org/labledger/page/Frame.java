package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.Language;
import org.labledger.display.Link;
import org.labledger.display.PageRequest;
import org.labledger.display.Text;
import org.labledger.display.Values;

/**
 * What stands around every page.
 *
 * @param request the request
 * @param site what the ledger is called
 * @param title what the page is called
 * @param description the page in a sentence, or empty
 * @param canonical the address that stands for this page wherever it is served
 * @param crumbs the way from the home page to this one, this one left out
 * @param languages the other languages the page can be read in
 * @param formats the forms of the same content for machines
 * @param snapshot the snapshot's full hash
 * @param license the IRI of the licence, if there is one
 * @param structuredData JSON-LD about the page, or empty
 * @param card the address of a picture for link previews, or empty
 * @param isIndexed whether search engines may list the page
 */
public record Frame(
        PageRequest request,
        Text site,
        Text title,
        Optional<Text> description,
        String canonical,
        List<Link> crumbs,
        List<LanguageLink> languages,
        List<Format> formats,
        String snapshot,
        Optional<String> license,
        String structuredData,
        String card,
        boolean isIndexed) {

    /**
     * The same page in another language.
     *
     * @param tag the language
     * @param name what the language calls itself
     * @param href where it is
     */
    public record LanguageLink(String tag, String name, String href) {}

    /**
     * The same content in another form.
     *
     * @param name what people call the form
     * @param mediaType its media type
     * @param href where it is
     */
    public record Format(String name, String mediaType, String href) {}

    /** Returns the reader's language. */
    public Language language() {
        return request.language();
    }

    /** Says something of the interface in the reader's language. */
    public String say(String key, Object... values) {
        return request.say(key, values);
    }

    /** Writes a number as the reader does. */
    public String number(int number) {
        return Values.number(number, language());
    }

    /** Returns the twelve digits by which people call the snapshot. */
    public String shortSnapshot() {
        return snapshot.substring(0, Math.min(12, snapshot.length()));
    }

    /** Returns the address of an asset. */
    public String asset(String name) {
        return Assets.path(name);
    }

    /** Returns what the reader is searching for, or the empty text. */
    public String query() {
        return request.path().equals("/search") ? request.parameter("q") : "";
    }

    /** Returns whether an entry of the main navigation is where the reader is. */
    public boolean isAt(String start) {
        return request.path().startsWith(start);
    }
}
