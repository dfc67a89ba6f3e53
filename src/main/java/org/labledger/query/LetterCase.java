package org.labledger.query;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.nodevalue.NodeValueOps;

/**
 * {@code LCASE} and {@code UCASE} (SPARQL 1.1, sections 17.4.3.3 and 17.4.3.4; XPath Functions and
 * Operators, sections 5.4.7 and 5.4.8) by Unicode's default mapping. Jena's follow the locale of
 * the machine: under a Turkish one {@code LCASE("ID")} would have no dot.
 */
final class LetterCase {

    private LetterCase() {}

    static NodeValue lower(NodeValue text) {
        return mapped("lcase", text, letters -> letters.toLowerCase(Locale.ROOT));
    }

    static NodeValue upper(NodeValue text) {
        return mapped("ucase", text, letters -> letters.toUpperCase(Locale.ROOT));
    }

    private static NodeValue mapped(
            String function, NodeValue text, UnaryOperator<String> mapping) {
        Node literal = NodeValueOps.checkAndGetStringLiteral(function, text);
        return NodeValue.makeNode(
                GuardedExpressions.like(literal, mapping.apply(literal.getLiteralLexicalForm())));
    }
}
