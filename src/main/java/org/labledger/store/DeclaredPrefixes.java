package org.labledger.store;

import java.util.Map;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.system.G;

/** Reads prefix declarations (SHACL, section 5.2.1, {@code sh:declare}). */
final class DeclaredPrefixes {

    private DeclaredPrefixes() {}

    /** Returns the namespaces by prefix, in the order of the prefixes. */
    static Map<String, String> in(Graph graph) {
        Map<String, String> prefixes = new TreeMap<>();
        G.find(graph, Node.ANY, SHACL.declare, Node.ANY)
                .forEach(triple -> {
                    Node prefix = G.getZeroOrOneSP(graph, triple.getObject(), SHACL.prefix);
                    Node namespace = G.getZeroOrOneSP(graph, triple.getObject(), SHACL.namespace);
                    if (prefix != null && namespace != null) {
                        prefixes.put(
                                prefix.getLiteralLexicalForm(), namespace.getLiteralLexicalForm());
                    }
                });
        return prefixes;
    }
}
