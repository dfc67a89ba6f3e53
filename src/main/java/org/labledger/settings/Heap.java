package org.labledger.settings;

/** The memory that the JVM may use for objects, in messages to operators. */
public final class Heap {

    private Heap() {}

    /**
     * Returns two sentences: that something does not fit, and how to give it more.
     *
     * @param what what does not fit, as the subject of the sentence, such as {@code The home}
     */
    public static String tooSmallFor(String what) {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        return "%s does not fit in a heap of %d MB. Set a larger one, for example with `LAB_LEDGER_JAVA_OPTS=-Xmx%dm`."
                .formatted(what, megabytes, 2 * megabytes);
    }

    /**
     * Returns whether the heap has room for more. Collects garbage first if there seems to be too
     * little, which may take seconds where the heap is large.
     *
     * @param bytes how much more
     */
    public static boolean hasRoomFor(long bytes) {
        if (free() >= bytes) {
            return true;
        }
        System.gc();
        return free() >= bytes;
    }

    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
