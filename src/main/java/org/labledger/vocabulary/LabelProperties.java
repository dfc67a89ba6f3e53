package org.labledger.vocabulary;

import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;

/** The properties that hold the label of a thing. */
public final class LabelProperties {

    /** The properties by preference: the first one that has a value holds the label. */
    public static final List<Node> BY_PREFERENCE =
            List.of(
                    RDFS.label.asNode(),
                    SKOS.prefLabel.asNode(),
                    DCTerms.title.asNode(),
                    Namespaces.schema("name"),
                    Namespaces.foaf("name"));

    private LabelProperties() {}
}
