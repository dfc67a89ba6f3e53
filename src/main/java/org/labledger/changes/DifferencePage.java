package org.labledger.changes;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.labledger.display.Address;
import org.labledger.display.Language;

/** A report as an HTML page of one file: no scripts, and nothing is loaded from elsewhere. */
public final class DifferencePage {

    private static final String STYLE =
            "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0"
                    + " 1rem}ul ul{color:#444}.summary{font-weight:600}";

    private DifferencePage() {}

    /**
     * Returns the page.
     *
     * @param title what is compared
     * @param report what is different
     */
    public static String of(String title, ChangeReport report, Language language) {
        StringWriter out = new StringWriter();
        out.write("<!doctype html>\n");
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartElement("html");
            xml.writeAttribute("lang", language.tag());
            xml.writeStartElement("head");
            xml.writeEmptyElement("meta");
            xml.writeAttribute("charset", "utf-8");
            xml.writeEmptyElement("meta");
            xml.writeAttribute("name", "viewport");
            xml.writeAttribute("content", "width=device-width, initial-scale=1");
            text(xml, "title", title);
            text(xml, "style", STYLE);
            xml.writeEndElement();
            xml.writeStartElement("body");
            text(xml, "h1", title);
            xml.writeStartElement("p");
            xml.writeAttribute("class", "summary");
            xml.writeCharacters(ReportXml.clean(report.summary().text()));
            xml.writeEndElement();
            // Paths of a server lead nowhere from a file.
            new ReportXml(xml, language, href -> Address.toTheWeb(href).orElse(""), "h2")
                    .write(report);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Writing to memory does not fail", e);
        }
        return out + "\n";
    }

    private static void text(XMLStreamWriter xml, String element, String text)
            throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(ReportXml.clean(text));
        xml.writeEndElement();
    }
}
