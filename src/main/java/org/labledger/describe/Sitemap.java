package org.labledger.describe;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.labledger.catalog.Catalog;
import org.labledger.catalog.SavedQuery;
import org.labledger.source.UriSpace;

/**
 * The pages that search engines should know (<a
 * href="https://www.sitemaps.org/protocol.html">sitemap protocol 0.9</a>): one for each thing,
 * source, vocabulary and saved query. The protocol allows 50,000 addresses in a file; more are
 * split, and the sitemap becomes an index of its parts.
 *
 * @param addresses the addresses of the pages
 */
public record Sitemap(List<String> addresses) {

    /** How many addresses one file may hold. */
    public static final int MOST = 50_000;

    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /**
     * Lists the pages.
     *
     * @param base the address of the server as the client knows it, ending with a slash
     */
    public static Sitemap of(
            DocumentIndex documents, UriSpace space, Catalog catalog, String base) {
        List<String> addresses = new ArrayList<>();
        addresses.add(base);
        addresses.add(base + "query/");
        for (SavedQuery query : catalog.queries()) {
            addresses.add(base + "query/" + Links.encode(query.name()));
        }
        for (String iri : documents.iris()) {
            addresses.add(base + iri.substring(space.base().length()));
        }
        return new Sitemap(List.copyOf(addresses));
    }

    /** Returns {@code sitemap.xml}: the pages, or the list of its parts if there are too many. */
    public String xml(String base) {
        if (addresses.size() <= MOST) {
            return list(addresses);
        }
        List<String> parts = new ArrayList<>();
        for (int part = 1; part <= parts(); part++) {
            parts.add(base + "sitemap.xml?part=" + part);
        }
        return write("sitemapindex", "sitemap", parts.iterator());
    }

    /** Returns a part of a sitemap that is too large for one file; the first is 1. */
    public Optional<String> part(int number) {
        return number >= 1 && number <= parts()
                ? Optional.of(
                        list(
                                addresses.subList(
                                        (number - 1) * MOST,
                                        Math.min(number * MOST, addresses.size()))))
                : Optional.empty();
    }

    private int parts() {
        return (addresses.size() + MOST - 1) / MOST;
    }

    private static String list(List<String> addresses) {
        return write("urlset", "url", addresses.iterator());
    }

    private static String write(String root, String element, Iterator<String> addresses) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append('<').append(root).append(" xmlns=\"").append(NAMESPACE).append("\">\n");
        addresses.forEachRemaining(address ->
                xml.append('<')
                        .append(element)
                        .append("><loc>")
                        .append(address.replace("&", "&amp;").replace("<", "&lt;"))
                        .append("</loc></")
                        .append(element)
                        .append(">\n"));
        return xml.append("</").append(root).append(">\n").toString();
    }
}
