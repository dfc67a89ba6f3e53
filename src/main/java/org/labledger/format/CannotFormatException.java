package org.labledger.format;

/** Turtle that cannot be formatted without a risk to its graph or comments. */
public final class CannotFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * Creates the exception.
     *
     * @param line the line, from 1
     * @param column the column, from 1
     * @param reason what prevents formatting, as a phrase without a full stop
     */
    public CannotFormatException(int line, int column, String reason) {
        super(reason);
        this.line = line;
        this.column = column;
    }

    /** Returns the line, from 1. */
    public int line() {
        return line;
    }

    /** Returns the column, from 1. */
    public int column() {
        return column;
    }
}
