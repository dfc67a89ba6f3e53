package org.labledger.http;

/** A request cannot be answered; the problem is what its sender is told. */
public final class ProblemException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    /** Returns what to tell the sender. */
    public Problem problem() {
        return problem;
    }
}
