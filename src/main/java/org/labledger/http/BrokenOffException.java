package org.labledger.http;

import org.eclipse.jetty.io.QuietException;

/**
 * A body could not be completed after a part of it had gone out. Jetty closes the connection on it
 * without the end of the body, so that the client sees that something is missing.
 */
public final class BrokenOffException extends RuntimeException implements QuietException {

    private static final long serialVersionUID = 1L;

    public BrokenOffException(Throwable cause) {
        super(cause);
    }
}
