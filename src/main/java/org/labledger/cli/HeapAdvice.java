package org.labledger.cli;

import java.util.Optional;

/** Says when the heap of the JVM is too small for a home. */
final class HeapAdvice {

    /** The system property with the heap in MB that the launcher thinks the home needs. */
    private static final String NEEDED = "labledger.heap";

    private HeapAdvice() {}

    /** Returns a sentence or two about this JVM; empty if it was not started by the launcher. */
    static Optional<String> advice() {
        return advice(Runtime.getRuntime().maxMemory() >> 20, Long.getLong(NEEDED, 0));
    }

    /**
     * Returns a sentence or two if the heap is too small.
     *
     * @param heap the maximum size of the heap, in MB; collectors hold back up to a tenth
     * @param needed what the home needs, in MB
     */
    static Optional<String> advice(long heap, long needed) {
        return heap >= needed - needed / 10
                ? Optional.empty()
                : Optional.of(
                        "The heap of "
                                + heap
                                + " MB may be too small for this home, which needs about "
                                + needed
                                + " MB. If there is more memory, set LAB_LEDGER_JAVA_OPTS=-Xmx"
                                + needed
                                + "m.");
    }
}
