package org.labledger.federation;

import org.apache.jena.query.QueryCancelledException;

/**
 * A {@code SERVICE} could not be answered. The message is for the client and names the endpoint.
 *
 * <p>It is a cancellation, because Jena lets no other exception out of a FILTER: inside EXISTS any
 * other makes the condition false, and the answer would look complete. Catch it before {@link
 * QueryCancelledException}.
 */
public abstract sealed class FederationException extends QueryCancelledException
        permits EndpointRefusedException, EndpointFailedException, TooManyRequestsException {

    private static final long serialVersionUID = 1L;

    private final String message;

    FederationException(String message) {
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
