package org.labledger.federation;

import org.apache.jena.query.QueryCancelledException;
import org.labledger.problem.HasProblem;
import org.labledger.problem.Problem;

/**
 * A {@code SERVICE} could not be answered. The message is for the person who asked; it names the
 * endpoint.
 *
 * <p>It counts as a cancellation, because that is the one exception that Jena lets out of a FILTER:
 * any other one inside EXISTS makes the condition false, and the answer would look whole. Who
 * catches both has to catch this one first.
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
