package org.labledger.history;

import org.labledger.problem.HasProblem;
import org.labledger.problem.Problem;

/** A state of the home is known, and cannot be answered from; the problem says why. */
public final class UnreadableStateException extends RuntimeException implements HasProblem {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private UnreadableStateException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** Status 409: what is in git is no complete home. */
    static UnreadableStateException incomplete(String detail) {
        return new UnreadableStateException(new Problem(409, "State cannot be read", detail));
    }

    /** Status 503: for want of memory, or because others wait already. */
    static UnreadableStateException refused(String title, String detail) {
        return new UnreadableStateException(Problem.unavailable(title, detail));
    }

    @Override
    public Problem problem() {
        return problem;
    }
}
