package org.labledger.query;

import java.util.Objects;

/** A query went over a limit and was stopped; no part of its answer is given. */
public final class LimitException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates it with a message that names the limit. */
    public LimitException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
