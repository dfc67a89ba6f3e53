package org.labledger.query;

import java.time.Duration;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/**
 * A query exceeded one of its {@link Limits} and was stopped. What {@link Engine#stream} has
 * written until then is incomplete, and the reader has to be told. The message names the limit and
 * says what to do.
 */
public final class LimitException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private LimitException(String title, String message) {
        super(Problem.unavailable(title, message));
    }

    static LimitException time(Duration timeout) {
        String time =
                timeout.toMillis() % 1000 == 0
                        ? timeout.toSeconds() + (timeout.toSeconds() == 1 ? " second" : " seconds")
                        : timeout.toMillis() + " ms";
        return new LimitException(
                "Query timed out",
                "The query timed out after "
                        + time
                        + ". Ask for less at once, or make the patterns more specific.");
    }

    static LimitException rows(long rows) {
        return new LimitException(
                "Too many rows",
                "The answer has more than " + rows + " rows. Add LIMIT, or download the dump.");
    }

    static LimitException bytes(long bytes) {
        return new LimitException(
                "Answer too large",
                "The answer is larger than "
                        + size(bytes)
                        + ". Add LIMIT, select fewer variables, or download the dump.");
    }

    static LimitException memory(long bytes) {
        return new LimitException(
                "Query needs too much memory",
                "The query needs more memory than "
                        + size(bytes)
                        + " to sort, group, join or remove duplicates. Make the patterns more"
                        + " specific, or drop ORDER BY, GROUP BY or DISTINCT.");
    }

    static LimitException string(int length) {
        return new LimitException(
                "Query needs too much memory",
                "The query built a string longer than "
                        + length
                        + " characters. Concatenate less text at once.");
    }

    static LimitException digits(int digits) {
        return new LimitException(
                "Number too long",
                "The query works with a number of more than "
                        + digits
                        + " digits. Use xsd:double, or smaller numbers.");
    }

    static LimitException depth() {
        return new LimitException(
                "Query nested too deeply",
                "The query is nested too deeply to be evaluated: too many nested brackets, steps of"
                        + " a path, or repeated groups of a regular expression. Flatten it, or bound"
                        + " the path.");
    }

    private static String size(long bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MB" : bytes + " bytes";
    }
}
