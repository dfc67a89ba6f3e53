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
 * Gives a Turtle file its one layout: prefixes in the order of their names; each subject at the
 * margin, its predicates below, indented by four, {@code a} first and the others in a given order;
 * objects on one line if they fit into {@value #WIDTH} columns, else one per line; one empty line
 * between statements. Comments stay with what they stand before or behind, and an empty line
 * between a comment and what follows stays too.
 *
 * <p>A {@code .}, {@code ;} or {@code ,} ends a line after a space, and follows directly within one
 * only for the comma.
 */
public final class TurtleFormatter {

    /** The columns of a line, as long as no single term is wider. */
    static final int WIDTH = 120;

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
     * @return the same graph with the same comments in the one layout
     * @throws CannotFormatException if the text is not valid Turtle, uses a form that has no layout
     *     (RDF 1.2 annotations and reifiers), or cannot be proved to mean the same
     */
    public String format(String text) throws CannotFormatException {
        Graph before = parse(text);
        List<Token> tokens = Tokenizer.tokens(text);
        String formatted = new Layout(new Reader(tokens).read()).write();
        prove(before, tokens, formatted);
        return formatted;
    }

    private static void prove(Graph before, List<Token> tokens, String formatted)
            throws CannotFormatException {
        if (!before.isIsomorphicWith(parse(formatted))) {
            throw new CannotFormatException(1, "the formatted text would not be the same graph");
        }
        if (!comments(tokens).equals(comments(Tokenizer.tokens(formatted)))) {
            throw new CannotFormatException(1, "a comment would be lost");
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
            throw new CannotFormatException(1, "it is not valid Turtle: " + e.getMessage());
        }
        return graph;
    }

    /**
     * Comments and a term, predicate or statement that they belong to.
     *
     * @param before comments on lines of their own before it; an empty text is an empty line
     * @param blankBefore whether an empty line stands before all that
     */
    private record Lead(List<String> before, boolean blankBefore) {

        boolean isEmpty() {
            return before.isEmpty();
        }
    }

    /** A directive: its tokens, joined by single spaces. */
    private record Directive(Lead lead, String name, String text, @Nullable String behind) {}

    /** A term, or a blank node property list, or a collection. */
    private sealed interface Term {
        record Plain(String text) implements Term {}

        record Collection(List<Term> items) implements Term {}

        record Properties(List<Predicate> predicates) implements Term {}
    }

    private record Entry(Lead lead, Term term, List<String> behind) {}

    private record Predicate(Lead lead, String name, List<Entry> objects, List<String> behind) {}

    private record Statement(
            Lead lead, Term subject, List<Predicate> predicates, List<String> behind) {}

    private record Document(List<Directive> directives, List<Statement> statements, Lead end) {}

    /** Builds the tree of a file from its tokens. */
    private static final class Reader {
        private final List<Token> tokens;
        private int at;

        Reader(List<Token> tokens) {
            this.tokens = tokens;
        }

        Document read() throws CannotFormatException {
            List<Directive> directives = new ArrayList<>();
            List<Statement> statements = new ArrayList<>();
            while (true) {
                Lead lead = lead();
                Token token = peek();
                if (token.kind() == Token.Kind.END) {
                    return new Document(directives, statements, lead);
                } else if (token.kind() == Token.Kind.DIRECTIVE) {
                    if (!statements.isEmpty()) {
                        throw cannot("a directive stands after the first statement");
                    }
                    directives.add(directive(lead));
                } else {
                    statements.add(statement(lead));
                }
            }
        }

        private Directive directive(Lead lead) throws CannotFormatException {
            Token keyword = next();
            if (!keyword.text().toLowerCase(Locale.ROOT).endsWith("prefix")) {
                throw cannot("it has a directive " + keyword.text());
            }
            Token prefix = next();
            Token iri = next();
            if (prefix.kind() != Token.Kind.NAME || iri.kind() != Token.Kind.IRI) {
                throw cannot("a comment stands inside a prefix declaration");
            }
            if (keyword.text().startsWith("@") && !next().is(".")) {
                throw cannot("a comment stands inside a prefix declaration");
            }
            return new Directive(
                    lead,
                    prefix.text(),
                    "@prefix " + prefix.text() + " " + iri.text() + " .",
                    commentBehind());
        }

        private Statement statement(Lead lead) throws CannotFormatException {
            Term subject = term();
            List<Predicate> predicates = List.of();
            if (!peek().is(".")) {
                predicates = predicates(".");
            }
            if (!next().is(".")) {
                at--;
                throw cannot("a statement does not end here");
            }
            List<String> behind = new ArrayList<>();
            String comment = commentBehind();
            if (comment != null) {
                behind.add(comment);
            }
            return new Statement(lead, subject, predicates, behind);
        }

        private List<Predicate> predicates(String end) throws CannotFormatException {
            List<Predicate> predicates = new ArrayList<>();
            while (true) {
                Lead lead = lead();
                if (peek().is(end)) {
                    if (!lead.isEmpty()) {
                        throw cannot("a comment stands before the end of a statement");
                    }
                    return predicates;
                }
                predicates.add(predicate(lead));
                if (peek().is(";")) {
                    while (peek().is(";")) {
                        next();
                    }
                    String behind = commentBehind();
                    if (behind != null) {
                        predicates.getLast().behind().add(behind);
                    }
                }
            }
        }

        private Predicate predicate(Lead lead) throws CannotFormatException {
            Token name = next();
            boolean isTerm =
                    name.kind() == Token.Kind.IRI
                            || name.kind() == Token.Kind.NAME
                            || (name.kind() == Token.Kind.WORD && name.text().equals("a"));
            if (!isTerm) {
                at--;
                throw cannot("a predicate is missing here");
            }
            List<String> behind = new ArrayList<>();
            List<Entry> objects = new ArrayList<>();
            while (true) {
                Lead before = lead();
                Term object = term();
                List<String> behindObject = new ArrayList<>();
                objects.add(new Entry(before, object, behindObject));
                String comment = commentBehind();
                if (comment != null) {
                    behindObject.add(comment);
                }
                Lead beforePunctuation = lead();
                behindObject.addAll(beforePunctuation.before());
                if (!peek().is(",")) {
                    return new Predicate(lead, name.text(), objects, behind);
                }
                next();
                comment = commentBehind();
                if (comment != null) {
                    behindObject.add(comment);
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
                                throw cannot("a comment stands inside a collection");
                            }
                            items.add(term());
                        }
                        next();
                        return new Term.Collection(items);
                    }
                    at--;
                    throw cannot("it has no layout for " + token.text());
                }
                default -> {
                    at--;
                    throw cannot("a term is missing here");
                }
            }
        }

        /** Takes the comments that stand on lines of their own. */
        private Lead lead() {
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
            return new Lead(before, blankBefore);
        }

        private @Nullable String commentBehind() {
            Token token = peek();
            return token.kind() == Token.Kind.COMMENT && !token.isOnItsOwnLine()
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

    /** Writes a tree. */
    private final class Layout {
        private final Document document;
        private final StringBuilder out = new StringBuilder();
        private final Map<String, String> namespaces = new HashMap<>();

        Layout(Document document) {
            this.document = document;
        }

        String write() {
            List<Directive> directives = new ArrayList<>(document.directives());
            Set<String> names = new HashSet<>();
            boolean isPlain = directives.stream().allMatch(d -> names.add(d.name()));
            // A comment before the first prefix is about the file, and stays at its top.
            Lead top =
                    directives.isEmpty()
                            ? new Lead(List.of(), false)
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
                if (directive.behind() != null) {
                    out.append(' ').append(directive.behind());
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

        private void comments(Lead lead, String indent) {
            for (String comment : lead.before()) {
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
                        .append(predicates(statement.predicates(), 4, " .", statement.behind()));
                return;
            }
            statement.behind().forEach(comment -> out.append(' ').append(comment));
            out.append('\n');
        }

        /**
         * Predicates one below the other, each with its objects and the sign that ends it. A line
         * has room for one comment behind it: where two would meet, the first goes before.
         */
        private String predicates(
                List<Predicate> predicates, int indent, String end, List<String> behindEnd) {
            List<Predicate> sorted = new ArrayList<>(predicates);
            sorted.sort(
                    Comparator.comparing((Predicate p) -> p.name().equals("a") ? 0 : 1)
                            .thenComparing(p -> expand(p.name()), order));
            StringBuilder text = new StringBuilder();
            String margin = " ".repeat(indent);
            for (int i = 0; i < sorted.size(); i++) {
                Predicate predicate = sorted.get(i);
                boolean isLast = i == sorted.size() - 1;
                if (predicate.lead().blankBefore() && i > 0) {
                    text.append('\n');
                }
                for (String comment : predicate.lead().before()) {
                    text.append(comment.isEmpty() ? "" : margin + comment).append('\n');
                }
                List<String> behind = new ArrayList<>(predicate.objects().getLast().behind());
                behind.addAll(predicate.behind());
                if (isLast) {
                    behind.addAll(behindEnd);
                }
                for (int j = 0; j < behind.size() - 1; j++) {
                    text.append(margin).append(behind.get(j)).append('\n');
                }
                text.append(margin).append(objects(predicate, indent));
                text.append(isLast ? end : " ;");
                if (!behind.isEmpty()) {
                    text.append(' ').append(behind.getLast());
                }
                text.append('\n');
            }
            return text.toString();
        }

        private String objects(Predicate predicate, int indent) {
            List<Entry> objects = predicate.objects();
            boolean isBare =
                    objects.stream().allMatch(o -> o.lead().isEmpty())
                            && objects.subList(0, objects.size() - 1).stream()
                                    .allMatch(o -> o.behind().isEmpty());
            if (isBare) {
                String line = predicate.name() + " " + inline(objects);
                // Two more for the space and the sign at the end.
                if (!line.contains("\n")
                        && indent + width(line) + 2 <= WIDTH
                        && isInline(objects)) {
                    return line;
                }
            }
            StringBuilder text = new StringBuilder(predicate.name());
            String margin = " ".repeat(indent + 4);
            for (int i = 0; i < objects.size(); i++) {
                Entry object = objects.get(i);
                boolean isLast = i == objects.size() - 1;
                List<String> before = new ArrayList<>(object.lead().before());
                if (!isLast && object.behind().size() > 1) {
                    before.addAll(object.behind().subList(0, object.behind().size() - 1));
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
                    if (!object.behind().isEmpty()) {
                        text.append(' ').append(object.behind().getLast());
                    }
                }
            }
            return text.toString();
        }

        private boolean isInline(List<Entry> objects) {
            return objects.stream().allMatch(o -> isInline(o.term()));
        }

        /** Whether a term has no comments inside, so that it can stand on one line. */
        private boolean isInline(Term term) {
            return switch (term) {
                case Term.Plain plain -> true;
                case Term.Collection collection ->
                        collection.items().stream().allMatch(this::isInline);
                case Term.Properties properties ->
                        properties.predicates().stream()
                                .allMatch(p ->
                                        p.lead().isEmpty()
                                                && p.behind().isEmpty()
                                                && p.objects().stream()
                                                        .allMatch(o ->
                                                                o.lead().isEmpty()
                                                                        && o.behind().isEmpty()
                                                                        && isInline(o.term())));
            };
        }

        private String inline(List<Entry> objects) {
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
                if (term instanceof Term.Plain || indent + width(line) + 2 <= WIDTH) {
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
