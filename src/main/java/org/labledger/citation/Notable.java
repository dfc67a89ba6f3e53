package org.labledger.citation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;

/**
 * The sources that notes for people show: documents. Files of names and vocabularies, which a row
 * needs for its labels, are shown only where there is nothing else.
 */
public final class Notable {

    private Notable() {}

    /** Returns the sets of sources of a row, any one of which is enough, without such files. */
    public static List<Set<Node>> sets(CitedRow row) {
        Set<Node> documents = new LinkedHashSet<>();
        for (CitedSource source : row.sources()) {
            if (!source.titles().isEmpty() || source.standing().isVoice()) {
                documents.add(source.iri());
            }
        }
        if (documents.isEmpty()) {
            return row.sourceSets();
        }
        List<Set<Node>> sets = new ArrayList<>();
        for (Set<Node> set : row.sourceSets()) {
            Set<Node> shown = new LinkedHashSet<>(set);
            shown.retainAll(documents);
            sets.add(shown);
        }
        return SourceSets.smallest(sets);
    }
}
