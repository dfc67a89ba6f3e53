package org.labledger.catalog;

import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/**
 * A parameter of a request is missing, unknown or of the wrong type; the message names it, its type
 * and an example.
 */
public final class BadParameterException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with a parameter. */
    public enum Reason {
        /** It is required and missing. */
        MISSING,
        /** The query has no parameter of this name. */
        UNKNOWN,
        /** Its value is not one of the choices. */
        NO_CHOICE,
        /** Its value is not of its type. */
        WRONG_TYPE
    }

    private final String parameter;
    private final Reason reason;
    private final String meant;

    /** Creates it for the parameter of the given name. */
    public BadParameterException(String parameter, Reason reason, String message) {
        super(Problem.badParameter(parameter, message));
        this.parameter = parameter;
        this.reason = reason;
        this.meant = "";
    }

    /**
     * Creates it for a name that is no parameter.
     *
     * @param meant the parameter that was probably meant, or empty
     */
    BadParameterException(String parameter, String meant, String message) {
        super(Problem.badParameter(parameter, message));
        this.parameter = parameter;
        this.reason = Reason.UNKNOWN;
        this.meant = meant;
    }

    /** Returns the name of the parameter. */
    public String parameter() {
        return parameter;
    }

    /** Returns what is wrong with it, for messages in other languages. */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns the parameter that was probably meant by an unknown name; empty if none is missing.
     */
    public String meant() {
        return meant;
    }
}
