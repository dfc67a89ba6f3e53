package org.labledger.display;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;

/**
 * Collects the notes of one page. A source gets its number when the page first shows a mark of it,
 * so that numbers are in reading order whatever the order in which parts of the page were made.
 * Sources that are cited but not shown get none. Not safe for use by several threads.
 */
public final class Notes {

    private final SourceSummaries sources;
    private final Language language;
    private final Map<Node, Entry> entries = new LinkedHashMap<>();
    private int last;

    /** A source that is cited on the page. */
    final class Entry {

        private final SourceSummary source;
        private final Set<String> locators = new LinkedHashSet<>();
        private int number;
        private String anchor = "";

        private Entry(SourceSummary source) {
            this.source = source;
        }

        SourceSummary source() {
            return source;
        }

        boolean isNumbered() {
            return number > 0;
        }

        /** Returns the number, from 1; the first call decides it. */
        int number() {
            if (number == 0) {
                number = ++last;
            }
            return number;
        }

        /** Returns the fragment identifier of the first mark; empty until it is shown. */
        String anchor() {
            return anchor;
        }

        void anchor(String fragment) {
            anchor = fragment;
        }
    }

    public Notes(SourceSummaries sources, Language language) {
        this.sources = sources;
        this.language = language;
    }

    /** Cites a source as a whole. */
    public NoteMark cite(Node source) {
        return cite(source, List.of());
    }

    /** Cites a source at locators within it. */
    public NoteMark cite(Node source, Collection<String> locators) {
        Entry entry = entries.computeIfAbsent(source, s -> new Entry(sources.of(s, language)));
        entry.locators.addAll(locators);
        return new NoteMark(entry, String.join(", ", locators), false);
    }

    /** Returns whether nothing was cited. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns the notes of the marks shown so far, by number. */
    public List<Note> list() {
        return entries.values().stream()
                .filter(Entry::isNumbered)
                .sorted(Comparator.comparingInt(Entry::number))
                .map(entry ->
                        new Note(
                                entry.number(),
                                entry.source(),
                                String.join(", ", entry.locators),
                                entry.anchor()))
                .toList();
    }
}
