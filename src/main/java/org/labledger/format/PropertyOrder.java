package org.labledger.format;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.system.G;

/**
 * The order of predicates that a home wishes: that of the {@code sh:order} which its ontology gives
 * to properties; properties without one come after, by their IRIs.
 */
public final class PropertyOrder {

    private PropertyOrder() {}

    /** Returns the order of the IRIs of properties. */
    public static Comparator<String> in(Graph ontology) {
        Map<String, Double> orders = new HashMap<>();
        G.find(ontology, Node.ANY, SHACL.order, Node.ANY)
                .forEach(triple -> {
                    if (triple.getSubject().isURI()
                            && triple.getObject().isLiteral()
                            && triple.getObject().getLiteralValue() instanceof Number n) {
                        orders.put(triple.getSubject().getURI(), n.doubleValue());
                    }
                });
        return Comparator.comparingDouble(
                        (String iri) -> orders.getOrDefault(iri, Double.MAX_VALUE))
                .thenComparing(Comparator.naturalOrder());
    }
}
