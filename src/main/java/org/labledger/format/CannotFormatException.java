package org.labledger.format;

/** A file is left as it is, because its layout cannot be changed and proved to mean the same. */
public final class CannotFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    /** Creates it for a line of the file; the reason completes "left as it is, for …". */
    public CannotFormatException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** Returns the line, from 1. */
    public int line() {
        return line;
    }
}
