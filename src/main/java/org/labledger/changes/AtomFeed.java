package org.labledger.changes;

import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.labledger.display.Address;
import org.labledger.display.Language;
import org.labledger.history.State;

/**
 * Changes as an Atom feed (RFC 4287), in pages (RFC 5005, section 3). States that changed only
 * layout have no entry. The ids are made of the ledger's own IRIs and of commits, so that they stay
 * the same on whatever host a feed is served.
 *
 * @param id the IRI of the feed
 * @param entries what the ids of entries begin with; the commit follows
 * @param suffix what follows the commit in the ids of entries, or empty
 * @param title the title of the feed
 * @param author who publishes the ledger: its title
 * @param license the IRI of the licence, if there is one
 * @param origin the origin of the server, such as {@code http://localhost:3030}
 * @param page the path of the page that shows the same
 * @param path the path of the feed
 * @param parameters its parameters, without the number of the page
 */
public record AtomFeed(
        String id,
        String entries,
        String suffix,
        String title,
        String author,
        Optional<String> license,
        String origin,
        String page,
        String path,
        Map<String, String> parameters) {

    /** The media type. */
    public static final String MEDIA_TYPE = "application/atom+xml";

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    /** Returns the feed with the states of a page. */
    public String of(Listings.Page listing, Language language) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("utf-8", "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(ATOM);
            xml.writeAttribute("xml:lang", language.tag());
            element(xml, "id", id);
            element(xml, "title", title);
            element(
                    xml,
                    "updated",
                    listing.newest().map(State::time).orElse(Instant.EPOCH).toString());
            xml.writeStartElement("author");
            element(xml, "name", author);
            xml.writeEndElement();
            element(xml, "generator", "Lab Ledger");
            link(xml, "self", MEDIA_TYPE, address(listing.page()));
            link(xml, "alternate", "text/html", origin + Address.of(page, parameters));
            if (license.isPresent()) {
                link(xml, "license", "", license.get());
            }
            pages(xml, listing);
            for (Listings.Item item : listing.items()) {
                if (item.state().isPresent() && !item.isLayoutOnly()) {
                    entry(xml, item.state().get(), item.report(), language);
                }
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Writing to memory does not fail", e);
        }
        return out + "\n";
    }

    private void pages(XMLStreamWriter xml, Listings.Page listing) throws XMLStreamException {
        if (listing.pages() == 1) {
            return;
        }
        link(xml, "first", MEDIA_TYPE, address(1));
        if (listing.page() > 1) {
            link(xml, "previous", MEDIA_TYPE, address(listing.page() - 1));
        }
        if (listing.page() < listing.pages()) {
            link(xml, "next", MEDIA_TYPE, address(listing.page() + 1));
        }
        link(xml, "last", MEDIA_TYPE, address(listing.pages()));
    }

    private String address(int number) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        if (number > 1) {
            all.put("page", Integer.toString(number));
        }
        return origin + Address.of(path, all);
    }

    private void entry(XMLStreamWriter xml, State state, ChangeReport report, Language language)
            throws XMLStreamException {
        xml.writeStartElement("entry");
        element(xml, "id", entries + state.commit() + suffix);
        element(xml, "title", state.summary().isBlank() ? state.commit() : state.summary());
        element(xml, "updated", state.time().toString());
        link(
                xml,
                "alternate",
                "text/html",
                origin + Address.of("/changes/" + state.commit(), Map.of()));
        element(xml, "summary", report.summary().text());
        xml.writeStartElement("content");
        xml.writeAttribute("type", "xhtml");
        xml.writeStartElement("div");
        xml.writeDefaultNamespace(XHTML);
        new ReportXml(
                        xml,
                        language,
                        href ->
                                href.startsWith("/")
                                        ? origin + href
                                        : Address.toTheWeb(href).orElse(""),
                        "h2")
                .write(report);
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text)
            throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(ReportXml.clean(text));
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String relation, String type, String href)
            throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        if (!type.isEmpty()) {
            xml.writeAttribute("type", type);
        }
        xml.writeAttribute("href", ReportXml.clean(href));
    }
}
