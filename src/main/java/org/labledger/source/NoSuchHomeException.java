package org.labledger.source;

import java.io.IOException;

/** A path without a home; the message says what is missing and what to do. */
public final class NoSuchHomeException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message for the user who gave the path. */
    public NoSuchHomeException(String message) {
        super(message);
    }
}
