package org.labledger.format;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.system.G;

/**
 * The order of predicates in formatted Turtle: by the {@code sh:order} of the property in the
 * ontology (SHACL, section 2.3.2), then properties without one, by IRI.
 */
public final class PropertyOrder {

    private PropertyOrder() {}

    /** Returns a comparator of property IRIs. */
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
