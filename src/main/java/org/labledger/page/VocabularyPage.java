package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.Text;

/**
 * The page of a vocabulary: all its terms, each at its own fragment.
 *
 * @param frame what stands around it
 * @param iri the vocabulary's IRI
 * @param title what it is called
 * @param comment what it is about
 * @param groups its terms by what they are
 */
public record VocabularyPage(
        PageFrame frame, String iri, Text title, Optional<Text> comment, List<Group> groups) {

    /**
     * Terms of one sort.
     *
     * @param name the class that they belong to
     * @param terms the terms, by name
     */
    public record Group(Text name, List<Term> terms) {}

    /**
     * A term.
     *
     * @param fragment its name within the vocabulary
     * @param prefixed its prefixed name
     * @param name what it is called
     * @param comment what it means
     * @param facts what else is said of it
     * @param recordsHref where the records of it are listed, if it is a class that has any
     * @param records how many there are
     */
    public record Term(
            String fragment,
            String prefixed,
            Text name,
            Optional<Text> comment,
            List<ThingPage.Fact> facts,
            String recordsHref,
            int records) {}
}
