package org.labledger.query;

import java.util.Objects;

/** A syntactically correct query that cannot be evaluated. */
public final class UnevaluableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnevaluableException(Throwable cause) {
        super("The query cannot be evaluated: " + cause.getMessage(), cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
