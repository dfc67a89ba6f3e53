package org.labledger.vocabulary;

import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;

/** The properties that name a thing. */
public final class Naming {

    /** In the order of preference: the first that has a value gives the name. */
    public static final List<Node> PROPERTIES =
            List.of(
                    RDFS.label.asNode(),
                    SKOS.prefLabel.asNode(),
                    DCTerms.title.asNode(),
                    Terms.schema("name"),
                    Terms.foaf("name"));

    private Naming() {}
}
