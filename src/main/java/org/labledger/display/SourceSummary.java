package org.labledger.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A source as a note shows it, in a line.
 *
 * @param title its title
 * @param href its page here, or empty if it has none
 * @param publisher who published it
 * @param byline its author as printed
 * @param issued when it was published
 * @param kind what sort of document it is
 * @param reading how it was read
 * @param url the page that was read
 * @param via the site on which it was read, if not its publisher's
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
        Optional<String> via) {

    /** Returns who published it and when, or else its title. */
    public String brief() {
        List<String> parts = new ArrayList<>();
        publisher.ifPresent(p -> parts.add(p.value()));
        issued.ifPresent(day -> parts.add(day.shown()));
        return parts.isEmpty() ? title.value() : String.join(", ", parts);
    }
}
