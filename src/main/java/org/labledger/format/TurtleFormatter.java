package org.labledger.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Formats Turtle: prefixes sorted by name; each subject at the margin with its predicates below,
 * indented by four, {@code a} first and the others in a given order; objects on one line if they
 * fit into {@value #MAX_COLUMNS} columns, else one per line; one empty line between statements.
 * Comments stay with the term before or after them, and empty lines after comments are kept.
 *
 * <p>{@code .}, {@code ;} and {@code ,} at the end of a line have a space before them.
 */
public final class TurtleFormatter {

    /** The maximum width of a line, in code points, unless a single term is wider. */
    static final int MAX_COLUMNS = 120;

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
     * Formats a text.
     *
     * @param text a Turtle file
     * @return the formatted text, with the same graph and comments
     * @throws CannotFormatException if the text is not valid Turtle, uses unsupported syntax (RDF
     *     1.2 annotations and reifiers), or the result would have another graph or lose a comment
     */
    public String format(String text) throws CannotFormatException {
        if (text.startsWith("\uFEFF")) {
            // A byte order mark is not written again.
            return format(text.substring(1));
        }
        Graph before = parse(text);
        List<Token> tokens = Tokenizer.tokens(text);
        String formatted = new TreeWriter(new TreeBuilder(tokens).build()).write();
        verify(before, tokens, formatted);
        return formatted;
    }

    private static void verify(Graph before, List<Token> tokens, String formatted)
            throws CannotFormatException {
        if (!before.isIsomorphicWith(parse(formatted))) {
            throw new CannotFormatException(1, "formatting would change the graph");
        }
        if (!comments(tokens).equals(comments(Tokenizer.tokens(formatted)))) {
            throw new CannotFormatException(1, "formatting would lose a comment");
        }
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

    private static Graph parse(String text) throws CannotFormatException {
        Graph graph = GraphMemFactory.createDefaultGraphSameTerm();
        try {
            RDFParser.fromString(text, Lang.TURTLE)
                    .base("https://format.invalid/")
                    .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging)
                    .checking(false)
                    .parse(graph);
        } catch (RiotException e) {
            throw new CannotFormatException(1, "invalid Turtle: " + e.getMessage());
        }
        return graph;
    }

    /**
     * The comments on lines of their own before a term, predicate or statement.
     *
     * @param lines the comments; an empty text is an empty line
     * @param hasBlankBefore whether an empty line precedes them
     */
    private record LeadingComments(List<String> lines, boolean hasBlankBefore) {

        boolean isEmpty() {
            return lines.isEmpty();
        }
    }

    /** A prefix declaration in its formatted form. */
    private record Directive(
            LeadingComments lead, String name, String text, @Nullable String trailing) {}

    /** A term: an IRI, name or literal as written, a blank node property list, or a collection. */
    private sealed interface Term {
        record Plain(String text) implements Term {}

        record Collection(List<Term> items) implements Term {}

        record Properties(List<Predicate> predicates) implements Term {}
    }

    private record ObjectEntry(LeadingComments lead, Term term, List<String> trailing) {}

    private record Predicate(
            LeadingComments lead, String name, List<ObjectEntry> objects, List<String> trailing) {}

    private record Statement(
            LeadingComments lead,
            Term subject,
            List<Predicate> predicates,
            List<String> trailing) {}

    private record Document(
            List<Directive> directives, List<Statement> statements, LeadingComments end) {}

    /** Builds the syntax tree from the tokens. */
    private static final class TreeBuilder {
        private final List<Token> tokens;
        private int at;

        TreeBuilder(List<Token> tokens) {
            this.tokens = tokens;
        }

        Document build() throws CannotFormatException {
            List<Directive> directives = new ArrayList<>();
            List<Statement> statements = new ArrayList<>();
            while (true) {
                LeadingComments lead = leadingComments();
                Token token = peek();
                if (token.kind() == Token.Kind.END) {
                    return new Document(directives, statements, lead);
                } else if (token.kind() == Token.Kind.DIRECTIVE) {
                    if (!statements.isEmpty()) {
                        throw cannot("directive after the first triple");
                    }
                    directives.add(directive(lead));
                } else {
                    statements.add(statement(lead));
                }
            }
        }

        private Directive directive(LeadingComments lead) throws CannotFormatException {
            Token keyword = next();
            if (!keyword.text().toLowerCase(Locale.ROOT).endsWith("prefix")) {
                throw cannot("unsupported directive " + keyword.text());
            }
            Token prefix = next();
            Token iri = next();
            if (prefix.kind() != Token.Kind.NAME || iri.kind() != Token.Kind.IRI) {
                throw cannot("comment inside a prefix declaration");
            }
            if (keyword.text().startsWith("@") && !next().is(".")) {
                throw cannot("comment inside a prefix declaration");
            }
            return new Directive(
                    lead,
                    prefix.text(),
                    "@prefix " + prefix.text() + " " + iri.text() + " .",
                    trailingComment());
        }

        private Statement statement(LeadingComments lead) throws CannotFormatException {
            Term subject = term();
            List<Predicate> predicates = List.of();
            if (!peek().is(".")) {
                predicates = predicates(".");
            }
            if (!next().is(".")) {
                at--;
                throw cannot("expected the end of the statement");
            }
            List<String> trailing = new ArrayList<>();
            String comment = trailingComment();
            if (comment != null) {
                trailing.add(comment);
            }
            return new Statement(lead, subject, predicates, trailing);
        }

        private List<Predicate> predicates(String end) throws CannotFormatException {
            List<Predicate> predicates = new ArrayList<>();
            while (true) {
                LeadingComments lead = leadingComments();
                if (peek().is(end)) {
                    if (!lead.isEmpty()) {
                        throw cannot("comment before the end of a statement");
                    }
                    return predicates;
                }
                predicates.add(predicate(lead));
                if (peek().is(";")) {
                    while (peek().is(";")) {
                        next();
                    }
                    String trailing = trailingComment();
                    if (trailing != null) {
                        predicates.getLast().trailing().add(trailing);
                    }
                }
            }
        }

        private Predicate predicate(LeadingComments lead) throws CannotFormatException {
            Token name = next();
            boolean isTerm =
                    name.kind() == Token.Kind.IRI
                            || name.kind() == Token.Kind.NAME
                            || (name.kind() == Token.Kind.WORD && name.text().equals("a"));
            if (!isTerm) {
                at--;
                throw cannot("expected a predicate");
            }
            List<String> trailing = new ArrayList<>();
            List<ObjectEntry> objects = new ArrayList<>();
            while (true) {
                LeadingComments before = leadingComments();
                Term object = term();
                List<String> objectTrailing = new ArrayList<>();
                objects.add(new ObjectEntry(before, object, objectTrailing));
                String comment = trailingComment();
                if (comment != null) {
                    objectTrailing.add(comment);
                }
                LeadingComments beforeSeparator = leadingComments();
                objectTrailing.addAll(beforeSeparator.lines());
                if (!peek().is(",")) {
                    return new Predicate(lead, name.text(), objects, trailing);
                }
                next();
                comment = trailingComment();
                if (comment != null) {
                    objectTrailing.add(comment);
                }
            }
        }

        private Term term() throws CannotFormatException {
            Token token = next();
            switch (token.kind()) {
                case STRING -> {
                    if (peek().kind() == Token.Kind.LANGUAGE) {
                        return new Term.Plain(token.text() + next().text());
                    }
                    if (peek().is("^^")) {
                        next();
                        return new Term.Plain(token.text() + "^^" + next().text());
                    }
                    return new Term.Plain(token.text());
                }
                case IRI, NAME, BLANK_NODE, NUMBER, WORD -> {
                    return new Term.Plain(token.text());
                }
                case PUNCTUATION -> {
                    if (token.is("[")) {
                        List<Predicate> predicates = predicates("]");
                        next();
                        return new Term.Properties(predicates);
                    }
                    if (token.is("(")) {
                        List<Term> items = new ArrayList<>();
                        while (!peek().is(")")) {
                            if (peek().kind() == Token.Kind.COMMENT) {
                                throw cannot("comment inside a collection");
                            }
                            items.add(term());
                        }
                        next();
                        return new Term.Collection(items);
                    }
                    at--;
                    throw cannot("unsupported syntax " + token.text());
                }
                default -> {
                    at--;
                    throw cannot("expected a term");
                }
            }
        }

        /** Consumes the comments on lines of their own. */
        private LeadingComments leadingComments() {
            List<String> before = new ArrayList<>();
            boolean blankBefore = peek().newlinesBefore() > 1;
            while (peek().kind() == Token.Kind.COMMENT) {
                Token comment = next();
                if (!before.isEmpty() && comment.newlinesBefore() > 1) {
                    before.add("");
                }
                before.add(comment.text());
            }
            if (!before.isEmpty() && peek().newlinesBefore() > 1) {
                before.add("");
            }
            return new LeadingComments(before, blankBefore);
        }

        private @Nullable String trailingComment() {
            Token token = peek();
            return token.kind() == Token.Kind.COMMENT && !token.isFirstOnLine()
                    ? next().text()
                    : null;
        }

        private Token peek() {
            return tokens.get(at);
        }

        private Token next() {
            return tokens.get(at++);
        }

        private CannotFormatException cannot(String reason) {
            return new CannotFormatException(
                    tokens.get(Math.min(at, tokens.size() - 1)).line(), reason);
        }
    }

    /** Writes a syntax tree. */
    private final class TreeWriter {
        private final Document document;
        private final StringBuilder out = new StringBuilder();
        private final Map<String, String> namespaces = new HashMap<>();

        TreeWriter(Document document) {
            this.document = document;
        }

        String write() {
            List<Directive> directives = new ArrayList<>(document.directives());
            Set<String> names = new HashSet<>();
            boolean isPlain = directives.stream().allMatch(d -> names.add(d.name()));
            // A comment before the first prefix is about the file: it stays at the top.
            LeadingComments top =
                    directives.isEmpty()
                            ? new LeadingComments(List.of(), false)
                            : directives.getFirst().lead();
            if (isPlain) {
                directives.sort(Comparator.comparing(Directive::name));
            }
            comments(top, "");
            for (Directive directive : directives) {
                if (directive.lead() != top) {
                    comments(directive.lead(), "");
                }
                out.append(directive.text());
                if (directive.trailing() != null) {
                    out.append(' ').append(directive.trailing());
                }
                out.append('\n');
                String[] parts = directive.text().split(" ", -1);
                namespaces.put(parts[1], parts[2].substring(1, parts[2].length() - 1));
            }
            for (Statement statement : document.statements()) {
                emptyLine();
                comments(statement.lead(), "");
                write(statement);
            }
            if (!document.end().isEmpty()) {
                emptyLine();
                comments(document.end(), "");
                while (out.length() > 1 && out.substring(out.length() - 2).equals("\n\n")) {
                    out.setLength(out.length() - 1);
                }
            }
            return out.toString();
        }

        private void emptyLine() {
            if (!out.isEmpty() && !out.substring(Math.max(0, out.length() - 2)).equals("\n\n")) {
                out.append('\n');
            }
        }

        private void comments(LeadingComments lead, String indent) {
            for (String comment : lead.lines()) {
                if (!comment.isEmpty()) {
                    out.append(indent).append(comment);
                }
                out.append('\n');
            }
        }

        private void write(Statement statement) {
            out.append(multiline(statement.subject(), 0));
            if (statement.predicates().isEmpty()) {
                out.append(" .");
            } else {
                out.append('\n')
                        .append(predicates(statement.predicates(), 4, " .", statement.trailing()));
                return;
            }
            statement.trailing().forEach(comment -> out.append(' ').append(comment));
            out.append('\n');
        }

        /**
         * Writes predicates one per line, each with its objects and the separator that ends it. A
         * line holds one trailing comment; of two, the first moves to a line before it.
         */
        private String predicates(
                List<Predicate> predicates, int indent, String end, List<String> endTrailing) {
            List<Predicate> sorted = new ArrayList<>(predicates);
            sorted.sort(
                    Comparator.comparing((Predicate p) -> p.name().equals("a") ? 0 : 1)
                            .thenComparing(p -> expand(p.name()), order));
            StringBuilder text = new StringBuilder();
            String margin = " ".repeat(indent);
            for (int i = 0; i < sorted.size(); i++) {
                Predicate predicate = sorted.get(i);
                boolean isLast = i == sorted.size() - 1;
                if (predicate.lead().hasBlankBefore() && i > 0) {
                    text.append('\n');
                }
                for (String comment : predicate.lead().lines()) {
                    text.append(comment.isEmpty() ? "" : margin + comment).append('\n');
                }
                List<String> trailing = new ArrayList<>(predicate.objects().getLast().trailing());
                trailing.addAll(predicate.trailing());
                if (isLast) {
                    trailing.addAll(endTrailing);
                }
                for (int j = 0; j < trailing.size() - 1; j++) {
                    text.append(margin).append(trailing.get(j)).append('\n');
                }
                text.append(margin).append(objects(predicate, indent));
                text.append(isLast ? end : " ;");
                if (!trailing.isEmpty()) {
                    text.append(' ').append(trailing.getLast());
                }
                text.append('\n');
            }
            return text.toString();
        }

        private String objects(Predicate predicate, int indent) {
            List<ObjectEntry> objects = predicate.objects();
            boolean isBare =
                    objects.stream().allMatch(o -> o.lead().isEmpty())
                            && objects.subList(0, objects.size() - 1).stream()
                                    .allMatch(o -> o.trailing().isEmpty());
            if (isBare) {
                String line = predicate.name() + " " + inline(objects);
                // Two more for the space and the separator at the end.
                if (!line.contains("\n")
                        && indent + width(line) + 2 <= MAX_COLUMNS
                        && isInline(objects)) {
                    return line;
                }
            }
            StringBuilder text = new StringBuilder(predicate.name());
            String margin = " ".repeat(indent + 4);
            for (int i = 0; i < objects.size(); i++) {
                ObjectEntry object = objects.get(i);
                boolean isLast = i == objects.size() - 1;
                List<String> before = new ArrayList<>(object.lead().lines());
                if (!isLast && object.trailing().size() > 1) {
                    before.addAll(object.trailing().subList(0, object.trailing().size() - 1));
                }
                if (i == 0 && before.isEmpty()) {
                    text.append(' ').append(multiline(object.term(), indent));
                } else {
                    text.append('\n');
                    for (String comment : before) {
                        text.append(comment.isEmpty() ? "" : margin + comment).append('\n');
                    }
                    text.append(margin).append(multiline(object.term(), indent + 4));
                }
                if (!isLast) {
                    text.append(" ,");
                    if (!object.trailing().isEmpty()) {
                        text.append(' ').append(object.trailing().getLast());
                    }
                }
            }
            return text.toString();
        }

        private boolean isInline(List<ObjectEntry> objects) {
            return objects.stream().allMatch(o -> isInline(o.term()));
        }

        /** Returns whether a term contains no comments, so that it fits on one line. */
        private boolean isInline(Term term) {
            return switch (term) {
                case Term.Plain plain -> true;
                case Term.Collection collection ->
                        collection.items().stream().allMatch(this::isInline);
                case Term.Properties properties ->
                        properties.predicates().stream()
                                .allMatch(p ->
                                        p.lead().isEmpty()
                                                && p.trailing().isEmpty()
                                                && p.objects().stream()
                                                        .allMatch(o ->
                                                                o.lead().isEmpty()
                                                                        && o.trailing().isEmpty()
                                                                        && isInline(o.term())));
            };
        }

        private String inline(List<ObjectEntry> objects) {
            List<String> texts = objects.stream().map(o -> inline(o.term())).toList();
            return String.join(", ", texts);
        }

        private String inline(Term term) {
            return switch (term) {
                case Term.Plain plain -> plain.text();
                case Term.Collection collection ->
                        collection.items().isEmpty()
                                ? "()"
                                : "( "
                                        + String.join(
                                                " ",
                                                collection.items().stream()
                                                        .map(this::inline)
                                                        .toList())
                                        + " )";
                case Term.Properties properties -> {
                    if (properties.predicates().isEmpty()) {
                        yield "[]";
                    }
                    List<Predicate> sorted = new ArrayList<>(properties.predicates());
                    sorted.sort(
                            Comparator.comparing((Predicate p) -> p.name().equals("a") ? 0 : 1)
                                    .thenComparing(p -> expand(p.name()), order));
                    yield "[ "
                            + String.join(
                                    " ; ",
                                    sorted.stream()
                                            .map(p -> p.name() + " " + inline(p.objects()))
                                            .toList())
                            + " ]";
                }
            };
        }

        private String multiline(Term term, int indent) {
            if (isInline(term)) {
                String line = inline(term);
                if (term instanceof Term.Plain || indent + width(line) + 2 <= MAX_COLUMNS) {
                    return line;
                }
            }
            return switch (term) {
                case Term.Plain plain -> plain.text();
                case Term.Collection collection -> {
                    StringBuilder text = new StringBuilder("(");
                    for (Term item : collection.items()) {
                        text.append('\n')
                                .append(" ".repeat(indent + 4))
                                .append(multiline(item, indent + 4));
                    }
                    yield text.append('\n').append(" ".repeat(indent)).append(')').toString();
                }
                case Term.Properties properties ->
                        "[\n"
                                + predicates(properties.predicates(), indent + 4, "", List.of())
                                + " ".repeat(indent)
                                + "]";
            };
        }

        private String expand(String name) {
            if (name.startsWith("<")) {
                return name.substring(1, name.length() - 1);
            }
            int colon = name.indexOf(':');
            if (colon < 0) {
                return name;
            }
            String namespace = namespaces.get(name.substring(0, colon + 1));
            return namespace == null ? name : namespace + name.substring(colon + 1);
        }

        private static int width(String line) {
            return line.codePointCount(0, line.length());
        }
    }
}
