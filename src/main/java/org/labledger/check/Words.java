package org.labledger.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.labledger.store.Ledger;

/** How terms are written in messages, and what a misspelt one may have been meant to be. */
final class Words {

    private final Ledger ledger;

    Words(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Returns a prefixed name, an IRI in angle brackets, or the lexical form of a literal. */
    String of(Node node) {
        if (node.isURI()) {
            String shortened = ledger.prefixes().abbreviate(node.getURI());
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
                        .filter(c -> distance(c.getURI(), spelt) <= most)
                        .min(
                                Comparator.comparingInt((Node c) -> distance(c.getURI(), spelt))
                                        .thenComparing(Node::getURI));
        return nearest.map(n -> " Did you mean " + of(n) + "?").orElse("");
    }

    private static String localName(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
    }

    /** The number of letters to insert, delete or replace (Levenshtein). */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
