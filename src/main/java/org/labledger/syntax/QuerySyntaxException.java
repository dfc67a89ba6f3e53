package org.labledger.syntax;

import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/** A text that is not an acceptable query, with the position of the error. */
public final class QuerySyntaxException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** The kinds of errors. */
    public enum Kind {
        /** The text is not in the grammar of SPARQL 1.2 (section 19.8). */
        SYNTAX,
        /** It uses an undeclared prefix. */
        UNDECLARED_PREFIX,
        /** It is a SPARQL Update request; the ledger is read-only. */
        UPDATE,
        /** It is longer than {@link QueryText#MAX_BYTES}. */
        TOO_LONG,
        /** It nests too deeply or chains too many patterns or operators. */
        TOO_DEEP
    }

    private final Kind kind;
    private final int line;
    private final int column;
    private final String sourceLine;

    QuerySyntaxException(Kind kind, String message, String text, int line, int column) {
        this(kind, message, Math.max(1, line), Math.max(1, column), Excerpt.line(text, line));
    }

    /**
     * Creates the exception.
     *
     * @param message what is wrong and what to do, without the position
     */
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

    /** Returns the kind of error. */
    public Kind kind() {
        return kind;
    }

    /** Returns the line, from 1. */
    public int line() {
        return line;
    }

    /** Returns the column, from 1, in UTF-16 units; a tab is one. */
    public int column() {
        return column;
    }

    /**
     * Returns two lines for a fixed-width font: the line, cut around the column if it is long, and
     * a caret below the column.
     */
    public String excerpt() {
        return Excerpt.of(sourceLine, column);
    }
}
