package org.labledger.catalog;

import java.util.Objects;

/** A request gives a parameter wrongly; the message names it, its type and an example. */
public final class BadParameterException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String parameter;

    /** Creates it for the parameter of the given name. */
    public BadParameterException(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    /** Returns the name of the parameter. */
    public String parameter() {
        return parameter;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
