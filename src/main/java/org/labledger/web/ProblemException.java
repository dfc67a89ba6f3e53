package org.labledger.web;

/** A request cannot be answered; the problem is what its sender is told. */
final class ProblemException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    ProblemException(Problem problem, Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    /** Returns what to tell the sender. */
    Problem problem() {
        return problem;
    }
}
