package org.labledger.ontology;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.system.G;

/** Reads prefix declarations (SHACL, section 5.2.1, {@code sh:declare}). */
public final class DeclaredPrefixes {

    private DeclaredPrefixes() {}

    /** Returns the namespaces by prefix, in the order of the prefixes. */
    public static Map<String, String> in(Graph graph) {
        Map<String, String> prefixes = new TreeMap<>();
        G.find(graph, Node.ANY, SHACL.declare, Node.ANY)
                .forEach(triple -> {
                    Optional<String> prefix = text(graph, triple.getObject(), SHACL.prefix);
                    Optional<String> namespace = text(graph, triple.getObject(), SHACL.namespace);
                    if (prefix.isPresent() && namespace.isPresent()) {
                        prefixes.put(prefix.get(), namespace.get());
                    }
                });
        return prefixes;
    }

    /** Many write a namespace as the IRI that it looks like; what is meant is the same. */
    private static Optional<String> text(Graph graph, Node declaration, Node property) {
        return G.listSP(graph, declaration, property).stream()
                .filter(node -> node.isLiteral() || node.isURI())
                .map(node -> node.isLiteral() ? node.getLiteralLexicalForm() : node.getURI())
                .min(Comparator.naturalOrder());
    }
}
