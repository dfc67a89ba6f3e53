package org.labledger.syntax;

import java.util.Objects;

/** A text that is not taken as a query: what is wrong, where, and the line itself. */
public final class QuerySyntaxException extends Exception {

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
        super(message);
        this.kind = kind;
        this.line = Math.max(1, line);
        this.column = Math.max(1, column);
        this.sourceLine = Excerpt.line(text, this.line);
    }

    /** Returns what is wrong, as a sentence or two without the place. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
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

    /**
     * Returns two lines to be shown in a fixed-width font: the line of the text, shortened around
     * the column if it is long, and below it a caret at the column.
     */
    public String excerpt() {
        return Excerpt.of(sourceLine, column);
    }
}
