package org.labledger.describe;

import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/** A request for a fragment gives a term wrongly; the message says which, and how it is written. */
public final class BadTermException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final String position;

    /** Creates it for a position: {@code subject}, {@code predicate}, {@code object}, graph. */
    public BadTermException(String position, String message) {
        super(Problem.badParameter(position, message));
        this.position = position;
    }

    /** Returns the name of the request's parameter. */
    public String position() {
        return position;
    }
}
