package org.labledger.http;

import org.eclipse.jetty.io.QuietException;

/**
 * A body failed after part of it had been sent. Jetty then closes the connection without the end of
 * the body, so that the client sees that it is incomplete.
 */
public final class AbortedResponseException extends RuntimeException implements QuietException {

    private static final long serialVersionUID = 1L;

    public AbortedResponseException(Throwable cause) {
        super(cause);
    }
}
