package org.labledger.describe;

import java.util.Objects;

/** A request for a fragment gives a term wrongly; the message says which, and how it is written. */
public final class BadTermException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String position;

    /** Creates it for a position: {@code subject}, {@code predicate}, {@code object}, graph. */
    public BadTermException(String position, String message) {
        super(message);
        this.position = position;
    }

    /** Returns the name of the request's parameter. */
    public String position() {
        return position;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
