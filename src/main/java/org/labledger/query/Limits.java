package org.labledger.query;

import java.time.Duration;

/**
 * The limits of one query; a query that exceeds one is stopped.
 *
 * @param timeout maximum wall-clock time
 * @param rows maximum number of rows, triples or quads of the answer
 * @param bytes maximum size of the output; only where output is streamed
 * @param memory maximum number of bytes, by an estimate, that sorting, grouping, joining, paths and
 *     DISTINCT may keep at one time
 */
public record Limits(Duration timeout, long rows, long bytes, long memory) {

    /** The defaults: 30 seconds, a million rows, 512 MB of output, 256 MB of memory. */
    public static final Limits STANDARD = new Limits(Duration.ofSeconds(30), 1_000_000);

    /** Creates the standard limits with another timeout and number of rows. */
    public Limits(Duration timeout, long rows) {
        this(timeout, rows, 512L << 20, 256L << 20);
    }

    /** Returns these limits with a shorter timeout; a longer one changes nothing. */
    public Limits within(Duration shorter) {
        return shorter.compareTo(timeout) < 0 ? new Limits(shorter, rows, bytes, memory) : this;
    }
}
