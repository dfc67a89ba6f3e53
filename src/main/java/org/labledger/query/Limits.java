package org.labledger.query;

import java.time.Duration;

/**
 * What one query may use.
 *
 * @param timeout the wall-clock time after which it is stopped
 * @param rows the number of rows, triples or quads of the answer after which it is stopped
 * @param bytes the bytes of output after which it is stopped; only where output is streamed
 * @param memory how many bytes, by an estimate, it may hold at one time for sorting, grouping,
 *     joining, paths and telling duplicates
 */
public record Limits(Duration timeout, long rows, long bytes, long memory) {

    /** The limits unless told otherwise: 30 seconds, a million rows, 512 MB of output, 256 MB. */
    public static final Limits STANDARD = new Limits(Duration.ofSeconds(30), 1_000_000);

    /** The standard limits, with a timeout and a number of rows. */
    public Limits(Duration timeout, long rows) {
        this(timeout, rows, 512L << 20, 256L << 20);
    }

    /** Returns these limits with a shorter timeout; a longer one changes nothing. */
    public Limits within(Duration shorter) {
        return shorter.compareTo(timeout) < 0 ? new Limits(shorter, rows, bytes, memory) : this;
    }
}
