package org.labledger.term;

import java.util.Comparator;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.TextDirection;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.XSD;

/**
 * A total order of RDF 1.2 terms by their form, consistent with equals: variables, blank nodes,
 * IRIs, literals, triple terms. Strings come before language-tagged strings, those before other
 * literals. Texts are compared by codepoints.
 */
public final class TermOrder {

    /** The order. It never throws, whatever the terms. */
    public static final Comparator<Node> BY_TERM = TermOrder::compare;

    private static final Comparator<Node> LITERALS =
            Comparator.comparing(TermOrder::sort)
                    .thenComparing(Node::getLiteralLanguage, String.CASE_INSENSITIVE_ORDER)
                    .thenComparing(Node::getLiteralLexicalForm, TermOrder::compareCodepoints)
                    .thenComparing(Node::getLiteralLanguage)
                    .thenComparing(
                            Node::getLiteralBaseDirection,
                            Comparator.nullsFirst(Comparator.<TextDirection>naturalOrder()))
                    .thenComparing(Node::getLiteralDatatypeURI, TermOrder::compareCodepoints);

    private static final Comparator<Triple> TRIPLES =
            Comparator.comparing(Triple::getSubject, TermOrder::compare)
                    .thenComparing(Triple::getPredicate, TermOrder::compare)
                    .thenComparing(Triple::getObject, TermOrder::compare);

    private TermOrder() {}

    private static int compare(Node a, Node b) {
        if (a.equals(b)) {
            return 0;
        }
        int kind = kind(a);
        int difference = Integer.compare(kind, kind(b));
        if (difference != 0) {
            return difference;
        }
        return switch (kind) {
            case 0 -> compareCodepoints(a.getName(), b.getName());
            case 1 -> compareCodepoints(a.getBlankNodeLabel(), b.getBlankNodeLabel());
            case 2 -> compareCodepoints(a.getURI(), b.getURI());
            case 3 -> LITERALS.compare(a, b);
            case 4 -> TRIPLES.compare(a.getTriple(), b.getTriple());
            default -> compareCodepoints(a.toString(), b.toString());
        };
    }

    private static int kind(Node node) {
        if (node.isVariable()) {
            return 0;
        } else if (node.isBlank()) {
            return 1;
        } else if (node.isURI()) {
            return 2;
        } else if (node.isLiteral()) {
            return 3;
        }
        return node.isTripleTerm() ? 4 : 5;
    }

    private static int sort(Node literal) {
        if (!literal.getLiteralLanguage().isEmpty()) {
            return 1;
        }
        return literal.getLiteralDatatypeURI().equals(XSD.xstring.getURI()) ? 0 : 2;
    }

    /**
     * Compares texts by their codepoints (XPath and XQuery Functions and Operators 3.1, section
     * 5.3.1); Java compares UTF-16 units, which differs beyond U+FFFF.
     */
    public static int compareCodepoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char c = a.charAt(i);
            char d = b.charAt(i);
            if (c != d) {
                // Of different units, only a surrogate is more than it seems.
                boolean isSurrogate = Character.isSurrogate(c);
                return isSurrogate == Character.isSurrogate(d)
                        ? Character.compare(c, d)
                        : isSurrogate ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
