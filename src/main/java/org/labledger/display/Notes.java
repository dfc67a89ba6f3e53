package org.labledger.display;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;

/**
 * Collects the notes of one page. A source is numbered when it is first cited, and keeps its
 * number. Not safe for use by several threads.
 */
public final class Notes {

    private record Entry(int number, Set<String> locators) {}

    private final SourceSummaries sources;
    private final Language language;
    private final Map<Node, Entry> entries = new LinkedHashMap<>();

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
        Entry entry =
                entries.computeIfAbsent(
                        source, s -> new Entry(entries.size() + 1, new LinkedHashSet<>()));
        entry.locators().addAll(locators);
        return new NoteMark(
                entry.number(), String.join(", ", locators), sources.of(source, language));
    }

    /** Returns the notes by number. */
    public List<Note> list() {
        List<Note> notes = new ArrayList<>();
        entries.forEach((source, entry) ->
                notes.add(
                        new Note(
                                entry.number(),
                                sources.of(source, language),
                                String.join(", ", entry.locators()))));
        return notes;
    }
}
