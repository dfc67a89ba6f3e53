package org.labledger.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.labledger.display.Address;
import org.labledger.display.Language;
import org.labledger.display.Link;
import org.labledger.display.PageRequest;
import org.labledger.display.Text;
import org.labledger.display.Values;

/**
 * What surrounds the content of every page: navigation, metadata and footer.
 *
 * @param request the request
 * @param site the title of the ledger
 * @param title the title of the page
 * @param description the page in a sentence, if there is one
 * @param canonical the canonical address of the page, independent of the host
 * @param crumbs links from the front page to this page, without this page
 * @param languages links to the page in the other languages
 * @param formats links to the content in machine-readable formats
 * @param snapshot the id of the snapshot
 * @param license the IRI of the licence, if there is one
 * @param structuredData JSON-LD about the page, or empty
 * @param card address of the picture for link previews, or empty
 * @param changes address of the changes of the ledger, or empty if it has no history
 * @param feed address of a feed of changes about the page's content, or empty
 * @param cite the address that tells how to cite what the page shows, or empty
 * @param compare the address of the page that compares what the page shows, or empty
 * @param isIndexed whether search engines may index the page
 */
public record PageFrame(
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
        String changes,
        String feed,
        String cite,
        String compare,
        boolean isIndexed) {

    /**
     * The same page in another language.
     *
     * @param tag the language tag
     * @param name the name of the language in that language
     * @param href the address
     */
    public record LanguageLink(String tag, String name, String href) {}

    /**
     * The same content in another format.
     *
     * @param name the name of the format, for people
     * @param mediaType its media type
     * @param href the address
     */
    public record Format(String name, String mediaType, String href) {}

    /** Returns the language of the page. */
    public Language language() {
        return request.language();
    }

    /** Returns a message of the interface in the language of the page. */
    public String say(String key, Object... values) {
        return request.say(key, values);
    }

    /** Returns the address of the page that helps to report an error in this one. */
    public String reportHref() {
        return Address.of("/report", Map.of("about", request.with()));
    }

    /** Formats a number in the language of the page. */
    public String number(int number) {
        return Values.number(number, language());
    }

    /** Returns the first twelve digits of the snapshot id. */
    public String shortSnapshot() {
        return snapshot.substring(0, Math.min(12, snapshot.length()));
    }

    /** Returns the address of an asset. */
    public String asset(String name) {
        return Assets.path(name);
    }

    /** Returns the current search text, or an empty string on pages other than the search. */
    public String query() {
        return request.path().equals("/search") ? request.parameter("q") : "";
    }

    /** Returns whether the page belongs to an entry of the main navigation, by its path prefix. */
    public boolean isAt(String start) {
        return request.path().startsWith(start);
    }

    /** Returns whether other sites can show the page without chrome. */
    public boolean isEmbeddable() {
        return isIndexed && Embed.isEmbeddable(request.path());
    }

    /** Returns the address of the page without chrome. */
    public String embedHref() {
        return Embed.address(request);
    }

    /** Returns the HTML with which another site shows the page. */
    public String embedCode() {
        return Embed.code(embedHref(), title.value(), Embed.WIDTH, Embed.HEIGHT);
    }

    /** Returns the address at which programs find that HTML (oEmbed 1.0, section 4). */
    public String oembedHref() {
        return request.origin()
                + Address.of("/oembed", Map.of("url", request.origin() + request.with()));
    }

    /** Returns the way to the page as JSON-LD. */
    public String breadcrumbs() {
        return StructuredData.breadcrumbs(request.origin(), say("nav.home"), crumbs);
    }
}
