package org.labledger.format;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.RiotParseException;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.util.IsoMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Formats Turtle and TriG, RDF 1.2 included: prefixes sorted by name; each subject at the margin
 * with its predicates below, indented by four, {@code a} first and the others in a given order;
 * objects on one line if they fit into {@value #MAX_COLUMNS} columns, else one per line; one empty
 * line between statements. Comments stay with the term before or after them, and empty lines after
 * comments are kept.
 *
 * <p>{@code .}, {@code ;} and {@code ,} at the end of a line have a space before them. Directives
 * keep their order if it may matter: with {@code @base}, and where a prefix is declared twice.
 */
public final class TurtleFormatter {

    /** The maximum width of a line, in code points, unless a single term is wider. */
    static final int MAX_COLUMNS = 120;

    /** The maximum depth of brackets; deeper ones are mostly indentation. */
    static final int MAX_DEPTH = 1_000;

    /** The depth of brackets that fits on the stack of any thread. */
    private static final int SHALLOW = 50;

    /** The size of a stack for {@link #MAX_DEPTH}, in bytes. */
    private static final long STACK = 512L << 20;

    private final Comparator<String> order;

    /**
     * Creates a formatter.
     *
     * @param order the order of predicate IRIs; {@code a} always comes first
     */
    public TurtleFormatter(Comparator<String> order) {
        this.order = order;
    }

    /**
     * Formats a Turtle file; see {@link #format(String, Lang)}.
     *
     * @throws CannotFormatException if it cannot be formatted
     */
    public String format(String text) throws CannotFormatException {
        return format(text, Lang.TURTLE);
    }

    /**
     * Formats a text.
     *
     * @param written a Turtle or TriG file; a byte order mark is dropped
     * @param lang which of the two it is
     * @return the formatted text, with the same graphs and comments
     * @throws CannotFormatException if the text is not valid, nests brackets deeper than {@value
     *     #MAX_DEPTH}, or the result would have another graph or lose a comment
     */
    public String format(String written, Lang lang) throws CannotFormatException {
        String text = written.startsWith("\uFEFF") ? written.substring(1) : written;
        List<Token> tokens = Tokenizer.tokens(text);
        if (depth(tokens) <= SHALLOW) {
            return format(text, tokens, lang);
        }
        AtomicReference<@Nullable String> formatted = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            try {
                                formatted.set(format(text, tokens, lang));
                            } catch (CannotFormatException e) {
                                failed.set(e);
                            }
                        },
                        "format",
                        STACK);
        thread.setUncaughtExceptionHandler((t, e) -> failed.set(e));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotFormatException(1, 1, "interrupted");
        }
        String result = formatted.get();
        if (failed.get() instanceof CannotFormatException e) {
            throw e;
        }
        if (result == null) {
            throw new IllegalStateException("The formatter failed.", failed.get());
        }
        return result;
    }

    private String format(String text, List<Token> tokens, Lang lang) throws CannotFormatException {
        DatasetGraph before = parse(text, lang);
        String formatted =
                new TreeWriter(new TreeBuilder(tokens, lang.equals(Lang.TRIG)).build(), order)
                        .write();
        if (!isSame(before, parse(formatted, lang))) {
            throw new CannotFormatException(1, 1, "formatting would change the graph");
        }
        if (!comments(tokens).equals(comments(Tokenizer.tokens(formatted)))) {
            throw new CannotFormatException(1, 1, "formatting would lose a comment");
        }
        return formatted;
    }

    /**
     * Returns the depth of the brackets.
     *
     * @throws CannotFormatException at the first bracket that is too deep
     */
    private static int depth(List<Token> tokens) throws CannotFormatException {
        int depth = 0;
        int deepest = 0;
        for (Token token : tokens) {
            if (token.kind() != Token.Kind.PUNCTUATION) {
                continue;
            }
            switch (token.text()) {
                case "[", "(", "<<", "<<(", "{|", "{" -> depth++;
                case "]", ")", ">>", ")>>", "|}", "}" -> depth--;
                default -> {}
            }
            deepest = Math.max(deepest, depth);
            if (depth > MAX_DEPTH) {
                throw new CannotFormatException(
                        token.line(),
                        token.column(),
                        "brackets are nested more than " + MAX_DEPTH + " deep");
            }
        }
        return deepest;
    }

    private static Map<String, Integer> comments(List<Token> tokens) {
        Map<String, Integer> comments = new HashMap<>();
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.COMMENT) {
                comments.merge(token.text(), 1, Integer::sum);
            }
        }
        return comments;
    }

    /**
     * Returns whether two datasets are isomorphic. Graph by graph where that says the same: Jena's
     * comparison of whole datasets tries the pairs of blank nodes one after another.
     */
    private static boolean isSame(DatasetGraph before, DatasetGraph after) {
        Set<Node> names = Iter.toSet(before.listGraphNodes());
        if (!isSeparable(before) || !names.equals(Iter.toSet(after.listGraphNodes()))) {
            return IsoMatcher.isomorphic(before, after);
        }
        return before.getDefaultGraph().isIsomorphicWith(after.getDefaultGraph())
                && names.stream()
                        .allMatch(name ->
                                before.getGraph(name).isIsomorphicWith(after.getGraph(name)));
    }

    /** Returns whether no blank node stands in two graphs, names one, or is in a triple term. */
    private static boolean isSeparable(DatasetGraph dataset) {
        Map<Node, Node> graphOf = new HashMap<>();
        Iterator<Quad> quads = dataset.find();
        while (quads.hasNext()) {
            Quad quad = quads.next();
            if (quad.getGraph().isBlank() || quad.getObject().isTripleTerm()) {
                return false;
            }
            for (Node node : List.of(quad.getSubject(), quad.getObject())) {
                if (node.isBlank()
                        && !quad.getGraph()
                                .equals(graphOf.computeIfAbsent(node, n -> quad.getGraph()))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static DatasetGraph parse(String text, Lang lang) throws CannotFormatException {
        DatasetGraph dataset = DatasetGraphFactory.create();
        try {
            RDFParser.fromString(text, lang)
                    .base("https://format.invalid/")
                    .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging)
                    .checking(false)
                    .parse(dataset);
        } catch (RiotParseException e) {
            throw new CannotFormatException(
                    (int) Math.max(1, e.getLine()),
                    (int) Math.max(1, e.getCol()),
                    "invalid " + lang.getName() + ": " + e.getOriginalMessage());
        } catch (RiotException e) {
            throw new CannotFormatException(
                    1, 1, "invalid " + lang.getName() + ": " + e.getMessage());
        }
        return dataset;
    }
}
