package org.labledger.changes;

import java.util.List;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.labledger.display.Language;
import org.labledger.display.Text;

/**
 * Writes reports as XHTML, for feeds and for pages that stand alone. What XML cannot hold (XML 1.0,
 * section 2.2) becomes U+FFFD.
 */
final class ReportXml {

    private final XMLStreamWriter xml;
    private final Language language;
    private final UnaryOperator<String> links;
    private final String heading;

    /**
     * Creates a writer of reports.
     *
     * @param language the language of the surrounding text
     * @param links returns where a link leads, given a path of this site or an address; empty if it
     *     leads nowhere
     * @param heading the element of the headings of sections, such as {@code h2}
     */
    ReportXml(XMLStreamWriter xml, Language language, UnaryOperator<String> links, String heading) {
        this.xml = xml;
        this.language = language;
        this.links = links;
        this.heading = heading;
    }

    void write(ChangeReport report) throws XMLStreamException {
        for (ChangeReport.Section section : report.sections()) {
            element(heading, section.heading());
            xml.writeStartElement("ul");
            for (ChangeReport.Group group : section.groups()) {
                xml.writeStartElement("li");
                phrase(group.title());
                if (!group.lines().isEmpty()) {
                    xml.writeStartElement("ul");
                    for (Phrase line : group.lines()) {
                        element("li", line);
                    }
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        for (Phrase note : notes(report)) {
            element("p", note);
        }
    }

    private static List<Phrase> notes(ChangeReport report) {
        return report.isEmpty() && report.notes().isEmpty()
                ? List.of(report.summary())
                : report.notes();
    }

    private void element(String name, Phrase phrase) throws XMLStreamException {
        xml.writeStartElement(name);
        phrase(phrase);
        xml.writeEndElement();
    }

    private void phrase(Phrase phrase) throws XMLStreamException {
        for (Phrase.Piece piece : phrase.pieces()) {
            String href = piece.href().isEmpty() ? "" : links.apply(piece.href());
            Text text = piece.text();
            boolean isMarked = text.isForeignTo(language) || text.dirAttribute() != null;
            if (!href.isEmpty()) {
                xml.writeStartElement("a");
                xml.writeAttribute("href", clean(href));
            } else if (isMarked) {
                xml.writeStartElement("span");
            }
            if (isMarked && text.isForeignTo(language)) {
                xml.writeAttribute("lang", text.language());
                xml.writeAttribute("xml:lang", text.language());
            }
            if (text.dirAttribute() != null) {
                xml.writeAttribute("dir", text.direction());
            }
            xml.writeCharacters(clean(text.value()));
            if (!href.isEmpty() || isMarked) {
                xml.writeEndElement();
            }
        }
    }

    /** Replaces what XML cannot hold. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c ->
                        clean.appendCodePoint(
                                c == '\t'
                                                || c == '\n'
                                                || c == '\r'
                                                || (c >= 0x20 && c < 0x7F)
                                                || (c > 0x9F && c < 0xD800)
                                                || (c > 0xDFFF && c < 0xFDD0)
                                                || (c > 0xFDEF && c < 0xFFFE)
                                                || c > 0xFFFF
                                        ? c
                                        : 0xFFFD));
        return clean.toString();
    }
}
