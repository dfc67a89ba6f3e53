package org.labledger.http;

import org.labledger.problem.HasProblem;
import org.labledger.problem.Problem;

/** A request got no place to run in time, or its place was taken away. */
public final class RefusedException extends RuntimeException implements HasProblem {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.title());
        this.problem = problem;
    }

    @Override
    public Problem problem() {
        return problem;
    }
}
