package org.labledger.check;

import java.util.Comparator;
import org.labledger.source.Place;

/**
 * Something that is wrong, or may be, in the files of a home.
 *
 * @param place where
 * @param severity how bad it is
 * @param message what is wrong and what to do, in a sentence or two
 * @param rule what found it: a name of this program's, or the file of the shape or query
 */
public record Finding(Place place, Severity severity, String message, String rule)
        implements Comparable<Finding> {

    /** How bad a finding is. */
    public enum Severity {
        /** The snapshot is not served. */
        ERROR,
        /** The snapshot is served; somebody should look. */
        WARNING
    }

    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::place)
                    .thenComparing(Finding::severity)
                    .thenComparing(Finding::message);

    /** Creates it, with its message in one line, whatever is cited in it. */
    public Finding {
        message = message.replaceAll("\\s*\\R\\s*", " ");
    }

    /** Creates an error. */
    static Finding error(Place place, String rule, String message) {
        return new Finding(place, Severity.ERROR, message, rule);
    }

    /** Creates a warning. */
    static Finding warning(Place place, String rule, String message) {
        return new Finding(place, Severity.WARNING, message, rule);
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code file:line:column: severity: message}. */
    @Override
    public String toString() {
        return place + ": " + severityName() + ": " + message;
    }

    /** Returns the severity in lower case, as it is printed. */
    public String severityName() {
        return severity == Severity.ERROR ? "error" : "warning";
    }
}
