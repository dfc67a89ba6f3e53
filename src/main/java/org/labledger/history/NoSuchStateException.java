package org.labledger.history;

import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/** No state of the home is known by some text: 400 if it cannot be one, 404 if there is none. */
public final class NoSuchStateException extends ProblemException {

    private static final long serialVersionUID = 1L;

    NoSuchStateException(Problem problem) {
        super(problem);
    }

    static NoSuchStateException malformed(String detail) {
        return new NoSuchStateException(Problem.badRequest(detail));
    }

    static NoSuchStateException unknown(String detail) {
        return new NoSuchStateException(Problem.notFound(detail));
    }
}
