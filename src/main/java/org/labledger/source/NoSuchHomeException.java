package org.labledger.source;

import java.io.IOException;

/** There is no home at the given path; the message says what is missing and what to do. */
public final class NoSuchHomeException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates it with a message for the person who gave the path. */
    public NoSuchHomeException(String message) {
        super(message);
    }
}
