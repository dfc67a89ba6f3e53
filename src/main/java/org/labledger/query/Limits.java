package org.labledger.query;

import java.time.Duration;

/**
 * What one query may use.
 *
 * @param timeout the wall-clock time after which it is stopped
 * @param rows the number of rows, triples or quads after which it is stopped
 */
public record Limits(Duration timeout, long rows) {

    /** The limits unless told otherwise: 30 seconds, a million rows. */
    public static final Limits STANDARD = new Limits(Duration.ofSeconds(30), 1_000_000);
}
