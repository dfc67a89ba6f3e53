package org.labledger.query;

import java.util.Objects;

/** An answer cannot be written in a format: RDF/XML, for one, has no way to write some IRIs. */
public final class UnwritableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnwritableException(AnswerFormat format, Throwable cause) {
        super(
                "This answer cannot be written as "
                        + format.mediaType()
                        + ": "
                        + cause.getMessage()
                        + (String.valueOf(cause.getMessage()).endsWith(".") ? "" : ".")
                        + " Choose another format.",
                cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
