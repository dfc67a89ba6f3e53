package org.labledger.query;

import java.util.Objects;
import org.labledger.problem.HasProblem;
import org.labledger.problem.Problem;

/** A syntactically correct query that cannot be evaluated. */
public final class UnevaluableException extends RuntimeException implements HasProblem {

    private static final long serialVersionUID = 1L;

    UnevaluableException(Throwable cause) {
        super("The query cannot be evaluated: " + cause.getMessage(), cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    @Override
    public Problem problem() {
        return Problem.badRequest(getMessage());
    }
}
