package org.labledger.syntax;

import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/** A text that is not taken as a query: what is wrong, where, and the line itself. */
public final class QuerySyntaxException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with a text. */
    public enum Kind {
        /** It does not follow the grammar of SPARQL 1.2. */
        SYNTAX,
        /** It uses a prefix that it does not declare. */
        UNDECLARED_PREFIX,
        /** It is an update (SPARQL Update), and the ledger is read-only. */
        UPDATE,
        /** It is longer than {@link QueryText#MOST_BYTES}. */
        TOO_LONG,
        /** It nests groups or expressions too deeply, or chains too many. */
        TOO_DEEP
    }

    private final Kind kind;
    private final int line;
    private final int column;
    private final String sourceLine;

    QuerySyntaxException(Kind kind, String message, String text, int line, int column) {
        this(kind, message, Math.max(1, line), Math.max(1, column), Excerpt.line(text, line));
    }

    /** The message says what is wrong, in a sentence or two without the place. */
    private QuerySyntaxException(
            Kind kind, String message, int line, int column, String sourceLine) {
        super(problem(kind, message, line, column, sourceLine), message);
        this.kind = kind;
        this.line = line;
        this.column = column;
        this.sourceLine = sourceLine;
    }

    private static Problem problem(
            Kind kind, String message, int line, int column, String sourceLine) {
        return switch (kind) {
            case UPDATE -> Problem.readOnly(message);
            case TOO_LONG -> new Problem(413, "Query too long", message);
            case TOO_DEEP, SYNTAX, UNDECLARED_PREFIX ->
                    new Problem(
                                    400,
                                    kind == Kind.TOO_DEEP
                                            ? "Query nested too deeply"
                                            : "Not a SPARQL query",
                                    "Line " + line + ", column " + column + ": " + message)
                            .with("line", line)
                            .with("column", column)
                            .withExcerpt(Excerpt.of(sourceLine, column));
        };
    }

    /** Returns the kind of mistake. */
    public Kind kind() {
        return kind;
    }

    /** Returns the line, from 1. */
    public int line() {
        return line;
    }

    /** Returns the column, from 1, counted in UTF-16 units, a tab being one. */
    public int column() {
        return column;
    }

    /** Returns the whole line of the text, without its end; it may be long. */
    public String sourceLine() {
        return sourceLine;
    }

    /**
     * Returns two lines to be shown in a fixed-width font: the line of the text, shortened around
     * the column if it is long, and below it a caret at the column.
     */
    public String excerpt() {
        return Excerpt.of(sourceLine, column);
    }
}
