package org.labledger.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.labledger.snapshot.Snapshot;

/** How terms are written in messages, and what a misspelt one may have been meant to be. */
final class Words {

    private final Snapshot snapshot;

    public Words(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Returns a prefixed name, an IRI in angle brackets, or the lexical form of a literal. */
    public String of(Node node) {
        if (node.isURI()) {
            String shortened = snapshot.prefixes().abbreviate(node.getURI());
            return shortened != null ? shortened : "<" + node.getURI() + ">";
        }
        if (node.isLiteral()) {
            return "\"" + node.getLiteralLexicalForm() + "\"";
        }
        return "a blank node";
    }

    /** Returns " Did you mean …?" if one of the candidates is spelt nearly like the node. */
    String suggestion(Node node, Collection<Node> candidates) {
        String spelt = node.toString();
        int most = Math.max(2, localName(spelt).length() / 4);
        Optional<Node> nearest =
                candidates.stream()
                        .filter(Node::isURI)
                        .filter(c -> Math.abs(c.getURI().length() - spelt.length()) <= most)
                        .filter(c -> !c.equals(node))
                        .filter(c -> Spelling.distance(c.getURI(), spelt) <= most)
                        .min(
                                Comparator.comparingInt(
                                                (Node c) -> Spelling.distance(c.getURI(), spelt))
                                        .thenComparing(Node::getURI));
        return nearest.map(n -> " Did you mean " + of(n) + "?").orElse("");
    }

    private static String localName(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
    }
}
