package org.labledger.query;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.atlas.io.IndentedLineBuffer;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.ARQException;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpAsQuery;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.core.Substitute;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.graph.NodeTransformLib;
import org.apache.jena.sparql.serializer.FormatterElement;
import org.apache.jena.sparql.serializer.SerializationContext;
import org.apache.jena.sparql.syntax.Element;
import org.apache.jena.sparql.syntax.ElementGroup;
import org.apache.jena.sparql.syntax.ElementSubQuery;
import org.apache.jena.sparql.util.FmtUtils;
import org.labledger.engine.Support;

/** Writes what was not found as SPARQL. */
final class Absences {

    /** A string, which stays as it is, or white space. */
    private static final Pattern SPACE = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")|\\s+");

    /** A string or an IRI, or a variable. */
    private static final Pattern VARIABLE =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|<[^<>\\s]*>|[?]([A-Za-z0-9_]+)");

    /** Where a variable is named and cannot be replaced. */
    private static final Pattern NAMING = Pattern.compile("\\b(SELECT|AS|VALUES)\\b");

    /** The texts of patterns without values. */
    private final Map<Op, String> texts = new IdentityHashMap<>();

    Absence of(Support.Missing missing) {
        Absence.Kind kind =
                switch (missing.kind()) {
                    case NOT_EXISTS -> Absence.Kind.NOT_EXISTS;
                    case MINUS -> Absence.Kind.MINUS;
                    case OPTIONAL -> Absence.Kind.OPTIONAL;
                };
        String general = texts.computeIfAbsent(missing.pattern(), Absences::text);
        String text =
                NAMING.matcher(general).find()
                        ? text(Substitute.substitute(missing.pattern(), missing.values()))
                        : VARIABLE.matcher(general)
                                .replaceAll(match ->
                                        Matcher.quoteReplacement(value(match, missing.values())));
        return new Absence(
                kind,
                missing.graph() == null
                        ? text
                        : "GRAPH " + FmtUtils.stringForNode(missing.graph()) + " { " + text + " }");
    }

    private static String value(MatchResult match, Binding values) {
        Node value = match.group(1) == null ? null : values.get(Var.alloc(match.group(1)));
        return value == null ? match.group() : FmtUtils.stringForNode(value);
    }

    /** Returns the elements of a group graph pattern. */
    static String text(Op pattern) {
        if (pattern instanceof OpBGP triples) {
            return triples.getPattern().getList().stream()
                    .map(Absences::text)
                    .collect(Collectors.joining(" . "));
        }
        Op named = NodeTransformLib.transform(Absences::blank, pattern);
        Query query;
        try {
            query = OpAsQuery.asQuery(named);
        } catch (ARQException | UnsupportedOperationException e) {
            // An operator that only the optimizer makes.
            return onOneLine(named.toString());
        }
        return text(
                query.getAggregators().isEmpty() && !query.hasGroupBy() && !query.isDistinct()
                        ? query.getQueryPattern()
                        : new ElementSubQuery(query));
    }

    private static String text(Triple triple) {
        return Stream.of(triple.getSubject(), triple.getPredicate(), triple.getObject())
                .map(node -> FmtUtils.stringForNode(blank(node)))
                .collect(Collectors.joining(" "));
    }

    private static Node blank(Node node) {
        return Var.isVar(node) && Grounding.isBlank(Var.alloc(node))
                ? Var.alloc("?" + node.getName())
                : node;
    }

    static String text(Element pattern) {
        IndentedLineBuffer out = new IndentedLineBuffer();
        FormatterElement.format(out, new SerializationContext(), pattern);
        String text = onOneLine(out.asString());
        return pattern instanceof ElementGroup && text.startsWith("{") && text.endsWith("}")
                ? text.substring(1, text.length() - 1).strip()
                : text;
    }

    private static String onOneLine(String text) {
        return SPACE.matcher(text.strip())
                .replaceAll(match ->
                        Matcher.quoteReplacement(match.group(1) == null ? " " : match.group(1)));
    }
}
