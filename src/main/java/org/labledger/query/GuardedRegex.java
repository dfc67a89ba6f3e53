package org.labledger.query;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.expr.ExprEvalException;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.RegexEngine;
import org.apache.jena.sparql.expr.nodevalue.NodeValueOps;
import org.jspecify.annotations.Nullable;

/**
 * {@code REGEX} and {@code REPLACE} (SPARQL 1.1, sections 17.4.3.14 and .15) that stop with the
 * query. Java's engine is used: it has back references, which XPath requires and an engine of
 * linear time cannot have. It reads the text through {@link Watched}, which looks at the clock, so
 * that even catastrophic backtracking stops.
 */
final class GuardedRegex {

    private final Guard guard;
    private @Nullable String lastKey;
    private @Nullable Pattern lastPattern;

    GuardedRegex(Guard guard) {
        this.guard = guard;
    }

    NodeValue matches(List<NodeValue> values) {
        String text = string("REGEX", values.get(0));
        return NodeValue.booleanReturn(
                pattern("REGEX", values, 1).matcher(new Watched(text, guard)).find());
    }

    NodeValue replace(List<NodeValue> values) {
        Node node = NodeValueOps.checkAndGetStringLiteral("REPLACE", values.get(0));
        String text = node.getLiteralLexicalForm();
        String replacement = string("REPLACE", values.get(2));
        Pattern pattern = pattern("REPLACE", values, 1);
        Matcher matcher = pattern.matcher(new Watched(text, guard));
        StringBuilder replaced = new StringBuilder();
        boolean found = false;
        try {
            while (matcher.find()) {
                // Java finds the empty string once more after a match up to the end; XPath does
                // not.
                if (found && matcher.start() == matcher.end()) {
                    continue;
                }
                found = true;
                matcher.appendReplacement(replaced, replacement);
                if (replaced.length() > Guard.MAX_STRING_LENGTH) {
                    throw new LimitReached(LimitException.string(Guard.MAX_STRING_LENGTH));
                }
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ExprEvalException("REPLACE: invalid replacement: " + e.getMessage());
        }
        matcher.appendTail(replaced);
        String result = replaced.toString();
        if (result.length() > Guard.MAX_STRING_LENGTH) {
            throw new LimitReached(LimitException.string(Guard.MAX_STRING_LENGTH));
        }
        return result.equals(text) ? values.get(0) : NodeValue.makeNode(like(node, result));
    }

    /** Returns a literal with another text, and the language and base direction of the first. */
    private static Node like(Node node, String text) {
        if (node.getLiteralLanguage().isEmpty()) {
            return NodeFactory.createLiteralString(text);
        }
        return node.getLiteralBaseDirection() == null
                ? NodeFactory.createLiteralLang(text, node.getLiteralLanguage())
                : NodeFactory.createLiteralDirLang(
                        text, node.getLiteralLanguage(), node.getLiteralBaseDirection());
    }

    private Pattern pattern(String name, List<NodeValue> values, int index) {
        String text = string(name, values.get(index));
        int flagsAt = name.equals("REGEX") ? 2 : 3;
        String flags = values.size() > flagsAt ? string(name, values.get(flagsAt)) : "";
        String key = flags + "/" + text;
        if (lastPattern == null || !key.equals(lastKey)) {
            try {
                lastPattern = RegexEngine.makePattern(name, text, flags);
                lastKey = key;
            } catch (PatternSyntaxException e) {
                throw new ExprEvalException(name + ": " + e.getMessage());
            }
        }
        return lastPattern;
    }

    private static String string(String name, NodeValue value) {
        return NodeValueOps.checkAndGetStringLiteral(name, value).getLiteralLexicalForm();
    }

    /** A text that looks at the clock while it is read. */
    private static final class Watched implements CharSequence {

        private static final int READS_PER_CHECK = 4096;

        private final String text;
        private final Guard guard;
        private int reads;

        Watched(String text, Guard guard) {
            this.text = text;
            this.guard = guard;
        }

        @Override
        public char charAt(int index) {
            if (++reads >= READS_PER_CHECK) {
                reads = 0;
                guard.check();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
