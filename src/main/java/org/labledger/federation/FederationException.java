package org.labledger.federation;

import org.apache.jena.query.QueryCancelledException;
import org.labledger.problem.HasProblem;
import org.labledger.problem.Problem;

/**
 * A {@code SERVICE} could not be answered. The message is for the client and names the endpoint.
 *
 * <p>It is a cancellation, because Jena lets no other exception out of a FILTER: inside EXISTS any
 * other makes the condition false, and the answer would look complete. Catch it before {@link
 * QueryCancelledException}.
 */
public abstract sealed class FederationException extends QueryCancelledException
        implements HasProblem
        permits EndpointRefusedException, EndpointFailedException, TooManyRequestsException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    FederationException(int status, String title, String message) {
        this.problem = new Problem(status, title, message);
    }

    @Override
    public final Problem problem() {
        return problem;
    }

    @Override
    public final String getMessage() {
        return problem.detail();
    }
}
