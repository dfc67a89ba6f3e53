package org.labledger.describe;

import java.util.Objects;

/**
 * A component of a fragment request is not an RDF term. The message says which one and how to write
 * it.
 */
public final class BadTermException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String position;

    /**
     * Creates the exception.
     *
     * @param position the request's parameter: {@code subject}, {@code predicate}, {@code object}
     *     or {@code graph}
     * @param message what is wrong and how to write the term
     */
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
