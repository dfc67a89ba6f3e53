package org.labledger.describe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.util.NodeCmp;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.labledger.vocabulary.Terms;

/** What things are called, in all languages. */
final class Labels {

    /** The properties that name a thing; the first that has a value counts. */
    private static final List<Node> NAMING =
            List.of(
                    RDFS.label.asNode(),
                    SKOS.prefLabel.asNode(),
                    DCTerms.title.asNode(),
                    Terms.schema("name"),
                    Terms.foaf("name"));

    private Labels() {}

    /** Returns the triples that name a thing, in the order of languages; empty if none does. */
    static List<Triple> of(Node thing, Graph graph) {
        for (Node naming : NAMING) {
            List<Triple> labels =
                    new ArrayList<>(
                            graph.find(thing, naming, Node.ANY)
                                    .filterKeep(t -> t.getObject().isLiteral())
                                    .toList());
            if (!labels.isEmpty()) {
                labels.sort((a, b) -> NodeCmp.compareRDFTerms(a.getObject(), b.getObject()));
                return labels;
            }
        }
        return List.of();
    }

    /** Returns the labels of each thing that has one, in the order of the things. */
    static Map<Node, List<Triple>> of(Collection<Node> things, Graph graph) {
        Map<Node, List<Triple>> labels = new LinkedHashMap<>();
        for (Node thing : things) {
            List<Triple> own = thing.isURI() ? of(thing, graph) : List.of();
            if (!own.isEmpty()) {
                labels.put(thing, own);
            }
        }
        return labels;
    }
}
