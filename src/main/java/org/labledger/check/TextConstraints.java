package org.labledger.check;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.engine.ValidationContext;
import org.apache.jena.shacl.engine.constraint.PatternConstraint;
import org.apache.jena.shacl.engine.constraint.StrMaxLengthConstraint;
import org.apache.jena.shacl.engine.constraint.StrMinLengthConstraint;
import org.apache.jena.shacl.parser.Constraint;
import org.apache.jena.shacl.parser.Shape;
import org.apache.jena.shacl.validation.ReportItem;
import org.apache.jena.sparql.expr.ExprEvalException;
import org.jspecify.annotations.Nullable;
import org.labledger.query.XPathRegex;

/**
 * {@code sh:minLength}, {@code sh:maxLength} and {@code sh:pattern} as SHACL defines them (section
 * 4.4), by {@code STRLEN} and {@code REGEX} of SPARQL. Jena counts UTF-16 units, lets {@code $}
 * match before a line break at the end, and never matches under the flag {@code q}.
 */
final class TextConstraints {

    private TextConstraints() {}

    /** Replaces Jena's constraints of these kinds in all shapes. */
    static void replaceIn(Shapes shapes) {
        Deque<Shape> todo = new ArrayDeque<>(shapes.getShapeMap().values());
        Set<Shape> seen = new HashSet<>();
        while (!todo.isEmpty()) {
            Shape shape = todo.pop();
            if (seen.add(shape)) {
                Collection<Constraint> constraints = shape.getConstraints();
                List<Constraint> ours = constraints.stream().map(TextConstraints::ours).toList();
                constraints.clear();
                constraints.addAll(ours);
                todo.addAll(shape.getPropertyShapes());
            }
        }
    }

    private static Constraint ours(Constraint constraint) {
        return switch (constraint) {
            case StrMaxLengthConstraint length -> new MaxLength(length.getMaxLength());
            case StrMinLengthConstraint length -> new MinLength(length.getMinLength());
            case PatternConstraint pattern -> ours(pattern);
            default -> constraint;
        };
    }

    private static Constraint ours(PatternConstraint constraint) {
        @Nullable String flags = constraint.getFlagsStr();
        String text = constraint.getPattern();
        if (flags != null && flags.contains("q")) {
            // Jena keeps the quoted text, and then takes the quotes for a part of it.
            text = text.substring(2, text.length() - 2).replace("\\E\\\\E\\Q", "\\E");
        }
        try {
            return new Matching(text, flags, XPathRegex.compile(text, flags == null ? "" : flags));
        } catch (ExprEvalException e) {
            return constraint;
        }
    }

    /** Returns the text that SPARQL's {@code STR} gives; a blank node has none. */
    private static String text(Node node) {
        return node.isLiteral() ? node.getLiteralLexicalForm() : node.toString();
    }

    private static int length(Node node) {
        String text = text(node);
        return text.codePointCount(0, text.length());
    }

    private static final class MaxLength extends StrMaxLengthConstraint {

        MaxLength(int length) {
            super(length);
        }

        @Override
        public @Nullable ReportItem validate(ValidationContext context, Node node) {
            return !node.isBlank() && length(node) <= getMaxLength()
                    ? null
                    : super.validate(context, node);
        }
    }

    private static final class MinLength extends StrMinLengthConstraint {

        MinLength(int length) {
            super(length);
        }

        @Override
        public @Nullable ReportItem validate(ValidationContext context, Node node) {
            return node.isBlank() || length(node) >= getMinLength()
                    ? super.validate(context, node)
                    : new ReportItem(this + ": String too short: " + text(node), node);
        }
    }

    private static final class Matching extends PatternConstraint {

        private final Pattern pattern;

        Matching(String text, @Nullable String flags, Pattern pattern) {
            super(text, flags);
            this.pattern = pattern;
        }

        @Override
        public @Nullable ReportItem validate(ValidationContext context, Node node) {
            if (node.isBlank()) {
                return super.validate(context, node);
            }
            return pattern.matcher(text(node)).find()
                    ? null
                    : new ReportItem(this + ": Does not match: '" + text(node) + "'", node);
        }
    }
}
