package org.labledger.desk;

/** Something that cannot be entered as it was given; the message says why and what would do. */
public final class DeskException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates it with a message for the person who enters. */
    public DeskException(String message) {
        super(message);
    }
}
