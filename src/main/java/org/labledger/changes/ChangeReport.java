package org.labledger.changes;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What changed between two states, in the words of one language.
 *
 * @param sections the changes, by the parts of a home
 * @param notes what is to be said of the whole: that nothing changed in substance, how many changes
 *     are not listed, which files could not be read
 * @param summary the changes in a line
 */
public record ChangeReport(List<Section> sections, List<Phrase> notes, Phrase summary) {

    /**
     * The changes of one part of a home.
     *
     * @param heading what they are changes of
     * @param groups the changes
     */
    public record Section(Phrase heading, List<Group> groups) {}

    /**
     * The changes of one thing.
     *
     * @param title what happened to which thing
     * @param lines what is different, value by value
     * @param change the change itself; empty if it is one of a file
     */
    public record Group(Phrase title, List<Phrase> lines, Optional<ThingChange> change) {}

    /** Returns the groups of all sections. */
    public Stream<Group> groups() {
        return sections.stream().flatMap(section -> section.groups().stream());
    }

    /** Returns whether there is nothing to list. */
    public boolean isEmpty() {
        return sections.isEmpty();
    }
}
