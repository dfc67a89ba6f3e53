package org.labledger.persist;

import java.io.IOException;

/** A state file does not hold what its writer wrote; the state has to be made anew. */
public final class DamagedStateException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a sentence that says what is wrong. */
    public DamagedStateException(String message) {
        super(message);
    }
}
