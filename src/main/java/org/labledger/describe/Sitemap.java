package org.labledger.describe;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.labledger.catalog.Catalog;
import org.labledger.catalog.SavedQuery;
import org.labledger.source.UriSpace;

/**
 * The pages for search engines (<a href="https://www.sitemaps.org/protocol.html">Sitemaps protocol
 * 0.9</a>): one per thing, source, vocabulary and saved query. With more than {@value
 * #MAX_ADDRESSES} addresses, the limit of one file, it is split into parts and {@code sitemap.xml}
 * is their index.
 *
 * @param addresses the addresses of the pages
 */
public record Sitemap(List<String> addresses) {

    /** Maximum number of addresses in one file. */
    public static final int MAX_ADDRESSES = 50_000;

    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /**
     * Lists the pages.
     *
     * @param base base URL of the server as the client sees it, with a trailing slash
     */
    public static Sitemap of(
            DocumentIndex documents, UriSpace space, Catalog catalog, String base) {
        List<String> addresses = new ArrayList<>();
        addresses.add(base);
        addresses.add(base + "query/");
        for (SavedQuery query : catalog.queries()) {
            addresses.add(base + "query/" + UriSpace.encode(query.name()));
        }
        for (String iri : documents.iris()) {
            String uri = DocumentIndex.escaped(iri);
            boolean leadsThere = space.isPlain(iri) && documents.find(uri).equals(Optional.of(iri));
            addresses.add(
                    leadsThere
                            ? base + uri.substring(space.base().length())
                            : base + UriSpace.documentByIri(iri).substring(1));
        }
        return new Sitemap(List.copyOf(addresses));
    }

    /**
     * Returns {@code sitemap.xml}: the addresses, or the index of the parts if there are too many.
     */
    public String xml(String base) {
        if (addresses.size() <= MAX_ADDRESSES) {
            return list(addresses);
        }
        List<String> parts = new ArrayList<>();
        for (int part = 1; part <= parts(); part++) {
            parts.add(base + "sitemap.xml?part=" + part);
        }
        return write("sitemapindex", "sitemap", parts.iterator());
    }

    /** Returns a part, from 1; empty if there is none of this number. */
    public Optional<String> part(int number) {
        return number >= 1 && number <= parts()
                ? Optional.of(
                        list(
                                addresses.subList(
                                        (number - 1) * MAX_ADDRESSES,
                                        Math.min(number * MAX_ADDRESSES, addresses.size()))))
                : Optional.empty();
    }

    private int parts() {
        return (addresses.size() + MAX_ADDRESSES - 1) / MAX_ADDRESSES;
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
