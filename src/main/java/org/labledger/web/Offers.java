package org.labledger.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.labledger.http.Offer;
import org.labledger.result.Format;

/** What routes offer: formats of the table, JSON, pages. An offer without a format is the page. */
final class Offers {

    private static final List<String> HTML = List.of("text/html", "application/xhtml+xml");

    /** JSON for programs, which are the default, or a page for browsers; the page is true. */
    static final List<Offer<Boolean>> JSON_OR_PAGE =
            List.of(
                    new Offer<>(List.of("json"), List.of("application/json"), false),
                    new Offer<>(List.of("html"), HTML, true));

    private static final Offer<Optional<Format>> PAGE =
            new Offer<>(List.of("html"), HTML, Optional.empty());

    private static final Map<Format, Offer<Optional<Format>>> BY_FORMAT = byFormat();

    private Offers() {}

    private static Map<Format, Offer<Optional<Format>>> byFormat() {
        Map<Format, Offer<Optional<Format>>> offers = new EnumMap<>(Format.class);
        for (Format format : Format.values()) {
            offers.put(
                    format, new Offer<>(format.names(), format.mediaTypes(), Optional.of(format)));
        }
        return offers;
    }

    /** Offers some formats, the first by default. */
    static List<Offer<Optional<Format>>> of(List<Format> formats) {
        return formats.stream().map(BY_FORMAT::get).toList();
    }

    /** Offers some formats, and a page to those who like it better than any of them. */
    static List<Offer<Optional<Format>>> orPage(List<Format> formats) {
        return withPage(formats, formats.size());
    }

    /** Offers some formats, and a page to those who like it better than the first so many. */
    static List<Offer<Optional<Format>>> withPage(List<Format> formats, int before) {
        List<Offer<Optional<Format>>> offers = new ArrayList<>(of(formats));
        offers.add(before, PAGE);
        return List.copyOf(offers);
    }
}
