package org.labledger.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.labledger.ontology.Prefixes;
import org.labledger.snapshot.Snapshot;

/** Terms in messages, and suggestions for misspelt ones. */
final class TermText {

    private final Snapshot snapshot;

    /** By the very set of candidates: a misspelt term may stand in every file. */
    private final Map<Collection<Node>, Map<Node, String>> suggestions = new IdentityHashMap<>();

    TermText(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Returns a prefixed name, an IRI in angle brackets, or a quoted lexical form. */
    String of(Node term) {
        if (term.isURI()) {
            String prefixed = snapshot.prefixes().abbreviate(term.getURI());
            if (prefixed == null) {
                prefixed = Prefixes.WELL_KNOWN.abbreviate(term.getURI());
            }
            return prefixed != null ? prefixed : "<" + term.getURI() + ">";
        }
        if (term.isLiteral()) {
            return "\"" + term.getLiteralLexicalForm() + "\"";
        }
        return "a blank node";
    }

    /**
     * Returns {@code " Did you mean …?"} with the closest candidate, or an empty text if none is
     * within two edits or a quarter of the local name.
     */
    String suggestion(Node term, Collection<Node> candidates) {
        return suggestions
                .computeIfAbsent(candidates, c -> new HashMap<>())
                .computeIfAbsent(term, t -> closest(t, candidates));
    }

    private String closest(Node term, Collection<Node> candidates) {
        String text = term.toString();
        int limit = Math.max(2, localName(text).length() / 4);
        Optional<Node> closest =
                candidates.stream()
                        .filter(Node::isURI)
                        .filter(c -> Math.abs(c.getURI().length() - text.length()) <= limit)
                        .filter(c -> !c.equals(term))
                        .filter(c -> EditDistance.between(c.getURI(), text) <= limit)
                        .min(
                                Comparator.comparingInt(
                                                (Node c) -> EditDistance.between(c.getURI(), text))
                                        .thenComparing(Node::getURI));
        return closest.map(n -> " Did you mean " + of(n) + "?").orElse("");
    }

    private static String localName(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
    }
}
