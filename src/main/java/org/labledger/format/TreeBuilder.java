package org.labledger.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.labledger.format.SyntaxTree.Annotation;
import org.labledger.format.SyntaxTree.Comments;
import org.labledger.format.SyntaxTree.Directive;
import org.labledger.format.SyntaxTree.GraphBlock;
import org.labledger.format.SyntaxTree.Item;
import org.labledger.format.SyntaxTree.ObjectEntry;
import org.labledger.format.SyntaxTree.Predicate;
import org.labledger.format.SyntaxTree.Statement;
import org.labledger.format.SyntaxTree.Term;

/** Builds the syntax tree from the tokens. */
final class TreeBuilder {

    private final List<Token> tokens;
    private final boolean isTrig;
    private int at;

    /** Comments inside a term or directive, where no line can hold them; moved behind or before. */
    private final List<String> inside = new ArrayList<>();

    TreeBuilder(List<Token> tokens, boolean isTrig) {
        this.tokens = tokens;
        this.isTrig = isTrig;
    }

    SyntaxTree build() throws CannotFormatException {
        List<Item> items = new ArrayList<>();
        while (true) {
            Comments lead = leadingComments();
            Token token = peek();
            if (token.kind() == Token.Kind.END) {
                return new SyntaxTree(items, lead);
            } else if (token.kind() == Token.Kind.DIRECTIVE) {
                items.add(directive(lead));
            } else if (isTrig && startsGraph()) {
                items.add(graph(lead));
            } else {
                items.add(statement(lead, "."));
            }
        }
    }

    private Directive directive(Comments lead) throws CannotFormatException {
        String keyword = take().text();
        String name = keyword.replace("@", "").toLowerCase(Locale.ROOT);
        String prefix = name.equals("prefix") ? take().text() : null;
        String value = take().text();
        if (keyword.startsWith("@") && !take().is(".")) {
            at--;
            throw cannot("expected the end of the directive");
        }
        String trailing = trailingComment();
        String text =
                switch (name) {
                    case "prefix" -> "@prefix " + prefix + " " + value + " .";
                    case "base" -> "@base " + value + " .";
                    default -> keyword + " " + value + (keyword.startsWith("@") ? " ." : "");
                };
        return new Directive(
                with(lead, insideComments()),
                prefix,
                prefix == null ? null : value.substring(1, value.length() - 1),
                text,
                trailing);
    }

    /** Returns whether a graph of TriG begins here: braces, maybe with a name before them. */
    private boolean startsGraph() {
        int i = at;
        if (isWord(tokens.get(i), "graph")) {
            return true;
        }
        while (tokens.get(i).kind() == Token.Kind.COMMENT) {
            i++;
        }
        if (tokens.get(i).is("{")) {
            return true;
        }
        // A name is one term, or [].
        i += tokens.get(i).is("[") ? 2 : 1;
        while (i < tokens.size() && tokens.get(i).kind() == Token.Kind.COMMENT) {
            i++;
        }
        return i < tokens.size() && tokens.get(i).is("{");
    }

    private static boolean isWord(Token token, String word) {
        return token.kind() == Token.Kind.WORD && token.text().equalsIgnoreCase(word);
    }

    private GraphBlock graph(Comments lead) throws CannotFormatException {
        StringBuilder name = new StringBuilder();
        while (!peekTerm().is("{")) {
            Token part = take();
            boolean isBracket = part.is("]");
            name.append(name.isEmpty() || isBracket ? "" : " ").append(part.text());
        }
        take();
        Comments before = with(lead, insideComments());
        List<Item> statements = new ArrayList<>();
        while (true) {
            Comments own = leadingComments();
            if (peek().is("}")) {
                next();
                return new GraphBlock(before, name.toString(), statements, own, trailingComment());
            }
            if (peek().kind() == Token.Kind.END) {
                throw cannot("expected the end of the graph");
            }
            statements.add(statement(own, "}"));
        }
    }

    /** Reads a statement up to its dot, which may be missing before the end of a graph. */
    private Statement statement(Comments lead, String end) throws CannotFormatException {
        Term subject = term();
        List<Predicate> predicates = new ArrayList<>();
        Comments last = predicates(predicates, ".", end);
        List<String> trailing = new ArrayList<>();
        if (peek().is(".")) {
            next();
            String comment = trailingComment();
            if (comment != null) {
                trailing.add(comment);
            }
        } else if (!peek().is(end)) {
            throw cannot("expected the end of the statement");
        }
        return new Statement(with(lead, insideComments()), subject, predicates, last, trailing);
    }

    /** Reads predicates up to one of two ends, and returns the comments before it. */
    private Comments predicates(List<Predicate> predicates, String end, String otherEnd)
            throws CannotFormatException {
        while (true) {
            Comments lead = leadingComments();
            while (peek().is(";")) {
                next();
                lead = with(lead, leadingComments().lines());
            }
            if (peek().is(end) || peek().is(otherEnd)) {
                return lead;
            }
            predicates.add(predicate(lead));
            if (peek().is(";")) {
                next();
                String trailing = trailingComment();
                if (trailing != null) {
                    predicates.getLast().trailing().add(trailing);
                }
            }
        }
    }

    private Predicate predicate(Comments lead) throws CannotFormatException {
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
            ObjectEntry object = object();
            objects.add(object);
            object.trailing().addAll(leadingComments().lines());
            if (!peek().is(",")) {
                return new Predicate(lead, name.text(), objects, trailing);
            }
            next();
            String comment = trailingComment();
            if (comment != null) {
                object.trailing().add(comment);
            }
        }
    }

    private ObjectEntry object() throws CannotFormatException {
        Comments before = leadingComments();
        Term term = term();
        List<Annotation> annotations = new ArrayList<>();
        while (peekTerm().is("~") || peekTerm().is("{|")) {
            annotations.add(annotation());
        }
        List<String> trailing = new ArrayList<>(insideComments());
        String comment = trailingComment();
        if (comment != null) {
            trailing.add(comment);
        }
        return new ObjectEntry(before, term, annotations, trailing);
    }

    private Annotation annotation() throws CannotFormatException {
        if (take().is("~")) {
            Token name = peekTerm();
            boolean isNamed =
                    name.kind() == Token.Kind.IRI
                            || name.kind() == Token.Kind.NAME
                            || name.kind() == Token.Kind.BLANK_NODE
                            || name.is("[");
            return new Annotation.Reifier(isNamed ? "~ " + plain(term()) : "~");
        }
        List<Predicate> predicates = new ArrayList<>();
        Comments end = predicates(predicates, "|}", "|}");
        next();
        return new Annotation.Block(predicates, end);
    }

    /** Returns a reifier's name as text: a plain term or {@code []}. */
    private static String plain(Term term) {
        return term instanceof Term.Plain name ? name.text() : "[]";
    }

    private Term term() throws CannotFormatException {
        Token token = take();
        switch (token.kind()) {
            case STRING -> {
                if (peekTerm().kind() == Token.Kind.LANGUAGE) {
                    return new Term.Plain(token.text() + take().text());
                }
                if (peekTerm().is("^^")) {
                    take();
                    return new Term.Plain(token.text() + "^^" + take().text());
                }
                return new Term.Plain(token.text());
            }
            case IRI, NAME, BLANK_NODE, NUMBER, WORD -> {
                return new Term.Plain(token.text());
            }
            case PUNCTUATION -> {
                switch (token.text()) {
                    case "[" -> {
                        List<Predicate> predicates = new ArrayList<>();
                        Comments end = predicates(predicates, "]", "]");
                        next();
                        return new Term.Properties(predicates, end);
                    }
                    case "(" -> {
                        return collection();
                    }
                    case "<<", "<<(" -> {
                        return triple(token.text(), token.is("<<") ? ">>" : ")>>");
                    }
                    default -> {}
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

    private Term collection() throws CannotFormatException {
        List<ObjectEntry> items = new ArrayList<>();
        while (true) {
            Comments lead = leadingComments();
            if (peek().is(")")) {
                next();
                return new Term.Collection(items, lead);
            }
            Term item = term();
            List<String> trailing = new ArrayList<>(insideComments());
            String comment = trailingComment();
            if (comment != null) {
                trailing.add(comment);
            }
            items.add(new ObjectEntry(lead, item, List.of(), trailing));
        }
    }

    private Term triple(String open, String close) throws CannotFormatException {
        List<Term> parts = new ArrayList<>();
        while (!peekTerm().is(close)) {
            if (peekTerm().is("~")) {
                take();
                parts.add(new Term.Plain("~"));
            } else {
                parts.add(term());
            }
        }
        take();
        return new Term.Triple(open, parts, close);
    }

    /** Consumes the comments on lines of their own. */
    private Comments leadingComments() {
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
        return new Comments(before, blankBefore);
    }

    private @Nullable String trailingComment() {
        Token token = peek();
        return token.kind() == Token.Kind.COMMENT && !token.isFirstOnLine() ? next().text() : null;
    }

    private static Comments with(Comments comments, List<String> more) {
        if (more.isEmpty()) {
            return comments;
        }
        List<String> lines = new ArrayList<>(comments.lines());
        lines.addAll(more);
        return new Comments(lines, comments.hasBlankBefore());
    }

    private List<String> insideComments() {
        List<String> comments = List.copyOf(inside);
        inside.clear();
        return comments;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        return tokens.get(at++);
    }

    /**
     * Returns the next token that is no comment, without consuming anything; comments before it are
     * consumed with it.
     */
    private Token peekTerm() {
        int i = at;
        while (tokens.get(i).kind() == Token.Kind.COMMENT) {
            i++;
        }
        return tokens.get(i);
    }

    /** Consumes the next token that is no comment, and keeps the comments before it. */
    private Token take() throws CannotFormatException {
        while (peek().kind() == Token.Kind.COMMENT) {
            inside.add(next().text());
        }
        if (peek().kind() == Token.Kind.END) {
            throw cannot("unexpected end of the file");
        }
        return next();
    }

    private CannotFormatException cannot(String reason) {
        Token token = tokens.get(Math.min(at, tokens.size() - 1));
        return new CannotFormatException(token.line(), token.column(), reason);
    }
}
