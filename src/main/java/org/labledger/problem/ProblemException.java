package org.labledger.problem;

import java.util.Objects;

/**
 * A request cannot be answered. Subclasses name the cause for callers that treat it specially, such
 * as a form that marks a wrong value.
 */
public class ProblemException extends Exception implements HasProblem {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Creates it with the problem's detail as message. */
    public ProblemException(Problem problem) {
        this(problem, problem.detail());
    }

    /** Creates it with the problem's detail as message. */
    public ProblemException(Problem problem, Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    /** Creates it with a message of its own, for those who say the rest of the detail otherwise. */
    protected ProblemException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    @Override
    public final Problem problem() {
        return problem;
    }

    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
