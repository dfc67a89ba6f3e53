package org.labledger.page;

import java.util.List;
import java.util.Optional;
import org.labledger.display.Text;

/**
 * The page of a vocabulary: all its terms, each with a fragment identifier.
 *
 * @param frame what surrounds the content
 * @param iri the IRI of the vocabulary
 * @param title its label
 * @param comment its description
 * @param groups its terms by class or concept scheme
 */
public record VocabularyPage(
        PageFrame frame, String iri, Text title, Optional<Text> comment, List<Group> groups) {

    /**
     * Terms of one class or concept scheme.
     *
     * @param name the label of the class or scheme
     * @param terms the terms, by IRI
     */
    public record Group(Text name, List<Term> terms) {}

    /**
     * A term.
     *
     * @param fragment its local name
     * @param prefixed its prefixed name
     * @param name its label
     * @param comment its definition
     * @param facts its other properties
     * @param recordsHref the list of its instances, or empty if there are none
     * @param records number of its instances
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
