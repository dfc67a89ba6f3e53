package org.labledger.query;

import org.apache.jena.query.QueryCancelledException;
import org.labledger.problem.HasProblem;
import org.labledger.problem.Problem;

/**
 * A query was stopped by its {@link Pace}, not by a limit of its own. Jena lets only cancellations
 * pass through its operators.
 */
public final class StoppedException extends QueryCancelledException implements HasProblem {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Creates it with what the client is told. */
    public StoppedException(Problem problem, Throwable cause) {
        initCause(cause);
        this.problem = problem;
    }

    @Override
    public Problem problem() {
        return problem;
    }
}
