package org.labledger.describe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.labledger.store.Triples;
import org.labledger.term.TermOrder;
import org.labledger.vocabulary.LabelProperties;

/** Label triples of resources, in all languages. */
final class Labels {

    private Labels() {}

    /**
     * Returns the labels of a resource: the triples of the first {@linkplain Naming#PROPERTIES
     * naming property} that it has, sorted.
     */
    static List<Triple> of(Node thing, Triples graph) {
        for (Node naming : LabelProperties.BY_PREFERENCE) {
            List<Triple> labels =
                    new ArrayList<>(
                            graph.find(thing, naming, Node.ANY)
                                    .filter(t -> t.getObject().isLiteral())
                                    .toList());
            if (!labels.isEmpty()) {
                labels.sort((a, b) -> TermOrder.BY_TERM.compare(a.getObject(), b.getObject()));
                return labels;
            }
        }
        return List.of();
    }

    /** Returns the labels of each resource that has any, in the order of the resources. */
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
