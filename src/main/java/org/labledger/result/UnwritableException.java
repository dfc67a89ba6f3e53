package org.labledger.result;

import java.util.Objects;
import org.labledger.problem.HasProblem;
import org.labledger.problem.Problem;

/** An answer cannot be written in a format: RDF/XML, for one, has no way to write some IRIs. */
public final class UnwritableException extends RuntimeException implements HasProblem {

    private static final long serialVersionUID = 1L;

    UnwritableException(Format format, String reason) {
        super(
                "This answer cannot be written as "
                        + format.mediaType()
                        + ": "
                        + reason
                        + (reason.endsWith(".") ? "" : ".")
                        + " Choose another format.");
    }

    UnwritableException(Format format, Throwable cause) {
        this(format, String.valueOf(cause.getMessage()));
        initCause(cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    @Override
    public Problem problem() {
        return Problem.notAcceptable(getMessage());
    }
}
