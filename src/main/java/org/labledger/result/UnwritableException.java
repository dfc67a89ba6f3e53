package org.labledger.result;

import java.util.Objects;

/** An answer cannot be written in a format: RDF/XML, for one, has no way to write some IRIs. */
public final class UnwritableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnwritableException(AnswerFormat format, String reason) {
        super(
                "This answer cannot be written as "
                        + format.mediaType()
                        + ": "
                        + reason
                        + (reason.endsWith(".") ? "" : ".")
                        + " Choose another format.");
    }

    UnwritableException(AnswerFormat format, Throwable cause) {
        this(format, String.valueOf(cause.getMessage()));
        initCause(cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
