package org.labledger.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a note shows of a source, in a line.
 *
 * @param title its title
 * @param href the path of its page on this site, or empty
 * @param publisher its publisher
 * @param byline its author as printed
 * @param issued its date of publication
 * @param kind its kind: press, primary source, social post …
 * @param reading how much of it was read: full text, excerpt, quotation
 * @param url the page to read: the original one if its address is known
 * @param copy the copy that was read, if that is another page
 * @param via the site on which it was read, if that is not the publisher's
 * @param strength how it stands among sources
 */
public record SourceSummary(
        Text title,
        String href,
        Optional<Text> publisher,
        Optional<String> byline,
        Optional<Value.Date> issued,
        Optional<Text> kind,
        Optional<Text> reading,
        Optional<String> url,
        Optional<String> copy,
        Optional<String> via,
        Strength strength) {

    /** How a source stands, the strongest first. */
    public enum Strength {
        /** It is by the person or organization that acts or speaks. */
        PRIMARY,
        /** It reports for itself. */
        REPORT,
        /** It repeats what others report. */
        RETELLING,
        /** A program wrote it. */
        MACHINE,
        /** The editors of the ledger wrote it. */
        EDITORIAL;

        /** Returns the name in style sheets and messages. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns publisher and date, or the title if neither is known. */
    public String brief() {
        List<String> parts = new ArrayList<>();
        publisher.ifPresent(p -> parts.add(p.value()));
        issued.ifPresent(day -> parts.add(day.shown()));
        return parts.isEmpty() ? title.value() : String.join(", ", parts);
    }
}
