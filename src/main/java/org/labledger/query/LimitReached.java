package org.labledger.query;

import org.apache.jena.query.QueryCancelledException;

/** Carries a {@link LimitException} through Jena, which lets only cancellations pass. */
final class LimitReached extends QueryCancelledException {

    private static final long serialVersionUID = 1L;

    private final LimitException exception;

    LimitReached(LimitException exception) {
        this.exception = exception;
    }

    LimitException exception() {
        return exception;
    }
}
