package org.labledger.query;

import java.time.Duration;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/**
 * A query exceeded a limit and was stopped. What {@link Engine#stream} has written by then is no
 * answer; the caller must make its reader aware of that.
 */
public final class LimitException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** Which limit it was. */
    public enum Kind {
        /** {@link Limits#timeout}. */
        TIME("Query timed out"),
        /** {@link Limits#rows}. */
        ROWS("Too many rows"),
        /** {@link Limits#bytes}. */
        BYTES("Answer too large"),
        /** {@link Limits#memory}, or a string too long to be built. */
        MEMORY("Query needs too much memory"),
        /** The evaluation would exceed the stack of a thread. */
        DEPTH("Query nested too deeply");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    private final Kind kind;

    /** Creates it with a message that names the limit and says what to do. */
    public LimitException(Kind kind, String message) {
        super(Problem.unavailable(kind.title, message));
        this.kind = kind;
    }

    /** Returns which limit it was. */
    public Kind kind() {
        return kind;
    }

    static LimitException time(Duration timeout) {
        String seconds =
                timeout.toMillis() % 1000 == 0
                        ? timeout.toSeconds() + " seconds"
                        : timeout.toMillis() + " ms";
        return new LimitException(
                Kind.TIME,
                "The query did not finish within "
                        + seconds
                        + " and was stopped. Ask for less at once, or make the patterns more"
                        + " specific.");
    }

    static LimitException rows(long rows) {
        return new LimitException(
                Kind.ROWS,
                "The answer has more than "
                        + rows
                        + " rows. Use LIMIT, or take the data as a dump.");
    }

    static LimitException bytes(long bytes) {
        return new LimitException(
                Kind.BYTES,
                "The answer is longer than "
                        + inWords(bytes)
                        + ". Use LIMIT, select fewer variables, or take the data as a dump.");
    }

    static LimitException memory(long bytes) {
        return new LimitException(
                Kind.MEMORY,
                "The query needs more than "
                        + inWords(bytes)
                        + " to sort, group, join or remove duplicates, and was stopped. Make the"
                        + " patterns more specific, or do without ORDER BY, GROUP BY or DISTINCT.");
    }

    static LimitException string(int length) {
        return new LimitException(
                Kind.MEMORY,
                "The query builds a string longer than "
                        + length
                        + " characters and was stopped. Put together less text at once.");
    }

    static LimitException depth() {
        return new LimitException(
                Kind.DEPTH,
                "The query is nested too deeply to be evaluated: brackets, a path of very many steps,"
                        + " or a regular expression with very many repeated groups. Flatten it, or"
                        + " bound the path.");
    }

    private static String inWords(long bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MB" : bytes + " bytes";
    }
}
