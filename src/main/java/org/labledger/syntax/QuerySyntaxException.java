package org.labledger.syntax;

import java.util.Objects;

/** A text that is not an acceptable query, with the position of the error. */
public final class QuerySyntaxException extends Exception {

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
        super(message);
        this.kind = kind;
        this.line = Math.max(1, line);
        this.column = Math.max(1, column);
        this.sourceLine = Excerpt.line(text, this.line);
    }

    /** Returns what is wrong and what to do, without the position. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
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

    /** Returns the whole line without its line break, however long. */
    public String sourceLine() {
        return sourceLine;
    }

    /**
     * Returns two lines for a fixed-width font: the line, cut around the column if it is long, and
     * a caret below the column.
     */
    public String excerpt() {
        return Excerpt.of(sourceLine, column);
    }
}
