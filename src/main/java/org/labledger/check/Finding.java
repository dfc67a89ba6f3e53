package org.labledger.check;

import java.util.Comparator;
import org.labledger.source.Location;

/**
 * A problem in the files of a home; ordered by location, then severity.
 *
 * @param location where it is
 * @param severity whether it prevents serving
 * @param message what is wrong and what to do, on one line
 * @param check which check found it: a name such as {@code syntax}, or the path of the shapes or
 *     query file
 */
public record Finding(Location location, Severity severity, String message, String check)
        implements Comparable<Finding> {

    /** Whether a finding prevents serving. */
    public enum Severity {
        /** The snapshot is not served. */
        ERROR,
        /** The snapshot is served nevertheless. */
        WARNING
    }

    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::location)
                    .thenComparing(Finding::severity)
                    .thenComparing(Finding::message);

    /** Creates a finding; line breaks in the message become spaces. */
    public Finding {
        message = message.replaceAll("\\s*\\R\\s*", " ");
    }

    /** Creates an error. */
    static Finding error(Location location, String check, String message) {
        return new Finding(location, Severity.ERROR, message, check);
    }

    /** Creates a warning. */
    static Finding warning(Location location, String check, String message) {
        return new Finding(location, Severity.WARNING, message, check);
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code file:line:column: severity: message}. */
    @Override
    public String toString() {
        return location + ": " + severityName() + ": " + message;
    }

    /** Returns the severity in lower case. */
    public String severityName() {
        return severity == Severity.ERROR ? "error" : "warning";
    }
}
