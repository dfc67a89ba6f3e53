package org.labledger.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.expr.ExprEvalException;
import org.apache.jena.sparql.expr.NodeValue;
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

    /**
     * Returns the test for one pattern, or {@code null} if the pattern or the flags are an error.
     *
     * @param constants the pattern, and flags if there are some
     */
    @Nullable Predicate<String> test(List<NodeValue> constants) {
        Pattern pattern;
        try {
            List<NodeValue> values = new ArrayList<>(constants);
            values.addFirst(NodeValue.nvEmptyString);
            pattern = pattern("REGEX", values, 1);
        } catch (RuntimeException e) {
            // An error for every string, which evaluation for each solution makes of it.
            return null;
        }
        return text -> pattern.matcher(new Watched(text, guard)).find();
    }

    NodeValue replace(List<NodeValue> values) {
        Node node = NodeValueOps.checkAndGetStringLiteral("REPLACE", values.get(0));
        String text = node.getLiteralLexicalForm();
        Pattern pattern = pattern("REPLACE", values, 1);
        if (pattern.matcher(new Watched("", guard)).find()) {
            throw new ExprEvalException("REPLACE: the pattern matches the empty string.");
        }
        String replacement = string("REPLACE", values.get(2));
        boolean isLiteral = flags("REPLACE", values, 3).indexOf('q') >= 0;
        Matcher matcher = pattern.matcher(new Watched(text, guard));
        StringBuilder replaced = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            replaced.append(text, end, matcher.start());
            end = matcher.end();
            if (isLiteral) {
                replaced.append(replacement);
            } else {
                appendReplacement(replaced, replacement, matcher);
            }
            if (replaced.length() > Guard.MAX_STRING_LENGTH) {
                throw new LimitReached(LimitException.string(Guard.MAX_STRING_LENGTH));
            }
        }
        if (end == 0) {
            if (!isLiteral) {
                // An invalid replacement is an error even where nothing is replaced.
                appendReplacement(new StringBuilder(), replacement, matcher);
            }
            return values.get(0);
        }
        replaced.append(text, end, text.length());
        if (replaced.length() > Guard.MAX_STRING_LENGTH) {
            throw new LimitReached(LimitException.string(Guard.MAX_STRING_LENGTH));
        }
        return NodeValue.makeNode(GuardedExpressions.like(node, replaced.toString()));
    }

    /**
     * Appends the replacement of a match: {@code $N} is a group, as many digits as there are groups
     * for, and nothing if there is no such group; {@code \\$} and {@code \\\\} are characters.
     */
    private static void appendReplacement(
            StringBuilder replaced, String replacement, Matcher matcher) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            char next = i + 1 < replacement.length() ? replacement.charAt(i + 1) : 0;
            if (c == '\\') {
                if (next != '\\' && next != '$') {
                    throw new ExprEvalException("REPLACE: only \\\\ and \\$ can be escaped.");
                }
                replaced.append(next);
                i++;
            } else if (c == '$') {
                if (next < '0' || next > '9') {
                    throw new ExprEvalException("REPLACE: $ needs the number of a group.");
                }
                int group = next - '0';
                i++;
                while (i + 1 < replacement.length()
                        && replacement.charAt(i + 1) >= '0'
                        && replacement.charAt(i + 1) <= '9'
                        && 10 * group + replacement.charAt(i + 1) - '0' <= matcher.groupCount()) {
                    group = 10 * group + replacement.charAt(i + 1) - '0';
                    i++;
                }
                if (group <= matcher.groupCount() && matcher.hasMatch()) {
                    String captured = matcher.group(group);
                    replaced.append(captured == null ? "" : captured);
                }
            } else {
                replaced.append(c);
            }
        }
    }

    private static String flags(String name, List<NodeValue> values, int index) {
        return values.size() > index ? string(name, values.get(index)) : "";
    }

    private Pattern pattern(String name, List<NodeValue> values, int index) {
        String text = string(name, values.get(index));
        String flags = flags(name, values, name.equals("REGEX") ? 2 : 3);
        String key = flags + "/" + text;
        if (lastPattern == null || !key.equals(lastKey)) {
            lastPattern = XPathRegex.compile(text, flags);
            lastKey = key;
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
