package org.labledger.engine;

/** Thrown where solutions shall cite, and some operator of the query cannot be planned. */
public final class UncitedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates an exception; it is expected, so it has no stack trace. */
    public UncitedException() {
        super("An operator that cites nothing.", null, false, false);
    }
}
