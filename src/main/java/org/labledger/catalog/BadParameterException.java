package org.labledger.catalog;

import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/** A request gives a parameter wrongly; the message names it, its type and an example. */
public final class BadParameterException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** In what way a parameter is wrong. */
    public enum Reason {
        /** It is required, and not given. */
        MISSING,
        /** The query has none of this name. */
        UNKNOWN,
        /** Its value is none of those that can be chosen. */
        NO_CHOICE,
        /** Its value is not of its type. */
        WRONG_TYPE
    }

    private final String parameter;
    private final Reason reason;

    /** Creates it for the parameter of the given name. */
    public BadParameterException(String parameter, Reason reason, String message) {
        super(Problem.badParameter(parameter, message));
        this.parameter = parameter;
        this.reason = reason;
    }

    /** Returns the name of the parameter. */
    public String parameter() {
        return parameter;
    }

    /** Returns in what way it is wrong, for those who say so in another language. */
    public Reason reason() {
        return reason;
    }
}
