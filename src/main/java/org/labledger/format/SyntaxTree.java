package org.labledger.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The syntax tree of a Turtle or TriG file, with its comments. Terms are kept as written.
 *
 * @param items directives, statements and graphs, in file order
 * @param end the comments after the last of them
 */
record SyntaxTree(List<Item> items, Comments end) {

    /**
     * The comments on lines of their own before a term, predicate or statement.
     *
     * @param lines the comments; an empty text is an empty line
     * @param hasBlankBefore whether an empty line precedes them
     */
    record Comments(List<String> lines, boolean hasBlankBefore) {

        static final Comments NONE = new Comments(List.of(), false);

        boolean isEmpty() {
            return lines.isEmpty();
        }
    }

    /** A part of a file. */
    sealed interface Item {

        /** Returns the comments before it. */
        Comments lead();
    }

    /**
     * A directive in its formatted form.
     *
     * @param prefix the prefix with its colon, or {@code null} if it declares none
     * @param namespace the namespace of the prefix, or {@code null}
     */
    record Directive(
            Comments lead,
            @Nullable String prefix,
            @Nullable String namespace,
            String text,
            @Nullable String trailing)
            implements Item {}

    /**
     * Triples with one subject.
     *
     * @param end the comments between the last separator and the end of the statement
     * @param trailing the comments behind the end of the statement
     */
    record Statement(
            Comments lead,
            Term subject,
            List<Predicate> predicates,
            Comments end,
            List<String> trailing)
            implements Item {}

    /**
     * A graph of TriG.
     *
     * @param name what stands before the brace; empty for the default graph
     * @param end the comments before the closing brace
     */
    record GraphBlock(
            Comments lead,
            String name,
            List<Item> statements,
            Comments end,
            @Nullable String trailing)
            implements Item {}

    /** A predicate with its objects. */
    record Predicate(
            Comments lead, String name, List<ObjectEntry> objects, List<String> trailing) {}

    /** An object with its reifiers and annotations. */
    record ObjectEntry(
            Comments lead, Term term, List<Annotation> annotations, List<String> trailing) {}

    /** What is said of a triple, behind its object (RDF 1.2 Turtle, section 2.11). */
    sealed interface Annotation {
        /** {@code ~}, with the name of the reifier if it has one. */
        record Reifier(String text) implements Annotation {}

        /** Predicates in <code>{| |}</code>. */
        record Block(List<Predicate> predicates, Comments end) implements Annotation {}
    }

    /** A term. */
    sealed interface Term {
        /** An IRI, a name or a literal. */
        record Plain(String text) implements Term {}

        /** A collection; its items have comments. */
        record Collection(List<ObjectEntry> items, Comments end) implements Term {}

        /** A blank node property list. */
        record Properties(List<Predicate> predicates, Comments end) implements Term {}

        /** A triple term or reified triple: the terms between two marks. */
        record Triple(String open, List<Term> parts, String close) implements Term {}
    }
}
