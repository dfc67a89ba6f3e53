package org.labledger.describe;

import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/**
 * A component of a fragment request is not an RDF term. The message says which one and how to write
 * it.
 */
public final class BadTermException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param position the request's parameter: {@code subject}, {@code predicate}, {@code object}
     *     or {@code graph}
     * @param message what is wrong and how to write the term
     */
    public BadTermException(String position, String message) {
        super(Problem.badParameter(position, message));
    }
}
