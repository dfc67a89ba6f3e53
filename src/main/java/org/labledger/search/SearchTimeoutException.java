package org.labledger.search;

import org.labledger.problem.HasProblem;
import org.labledger.problem.Problem;

/** A search, or waiting for its index, took too long. */
public final class SearchTimeoutException extends RuntimeException implements HasProblem {

    private static final long serialVersionUID = 1L;

    SearchTimeoutException() {
        super("The search took too long and was stopped.");
    }

    @Override
    public Problem problem() {
        return Problem.unavailable(
                "Search timed out",
                "The search took too long and was stopped. Try again with fewer words.");
    }
}
