package org.labledger.describe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.util.NodeCmp;
import org.labledger.store.Triples;
import org.labledger.vocabulary.LabelProperties;

/** What things are called, in all languages. */
final class Labels {

    private Labels() {}

    /** Returns the triples that name a thing, in the order of languages; empty if none does. */
    static List<Triple> of(Node thing, Triples graph) {
        for (Node naming : LabelProperties.BY_PREFERENCE) {
            List<Triple> labels =
                    new ArrayList<>(
                            graph.find(thing, naming, Node.ANY)
                                    .filter(t -> t.getObject().isLiteral())
                                    .toList());
            if (!labels.isEmpty()) {
                labels.sort((a, b) -> NodeCmp.compareRDFTerms(a.getObject(), b.getObject()));
                return labels;
            }
        }
        return List.of();
    }

    /** Returns the labels of each thing that has one, in the order of the things. */
    static Map<Node, List<Triple>> of(Collection<Node> things, Triples graph) {
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
