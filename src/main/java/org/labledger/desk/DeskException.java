package org.labledger.desk;

/** Input that cannot be entered. The message names the cause and the correction. */
public final class DeskException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message for the person who enters the data. */
    public DeskException(String message) {
        super(message);
    }
}
