package org.labledger.index;

import java.util.stream.IntStream;

/** Loops over ranges of an array that several processors share. */
final class Parallel {

    /** Elements that are worth a task of their own. */
    private static final int MIN_RANGE = 1 << 14;

    private Parallel() {}

    /** A loop body for a range of indices. */
    interface Range {
        /** Handles the indices from {@code from} to before {@code to}. */
        void handle(int from, int to);
    }

    /** Splits the indices from 0 to before {@code length} and handles all ranges. */
    static void ranges(int length, Range body) {
        int count = (length + MIN_RANGE - 1) / MIN_RANGE;
        IntStream.range(0, count)
                .parallel()
                .forEach(i ->
                        body.handle(i * MIN_RANGE, (int) Math.min(length, (i + 1L) * MIN_RANGE)));
    }
}
