package org.labledger.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of a server, read once at startup.
 *
 * @param home the folder to serve
 * @param host the host name or address to listen on
 * @param port the TCP port to listen on; 0 for any free one
 * @param timeout maximum run time of a query
 * @param rows maximum number of rows of an answer
 * @param publicUrl the origin that clients use, without a trailing slash, if the server is behind a
 *     proxy; else empty, and the {@code Host} header of a request decides
 * @param capacity how much it takes on at once
 * @param historyBytes how much memory past states of the home may keep, in bytes, by estimate; 0 if
 *     they are not to be had
 */
public record Settings(
        Path home,
        String host,
        int port,
        Duration timeout,
        long rows,
        String publicUrl,
        Capacity capacity,
        long historyBytes) {

    /** The default host: this machine only. */
    public static final String DEFAULT_HOST = "localhost";

    /** The default port. */
    public static final int DEFAULT_PORT = 3030;

    /** The default memory for past states: an eighth of the heap. */
    public static final long HISTORY_BYTES = Runtime.getRuntime().maxMemory() / 8;

    /** Creates the settings of a server with the default memory for past states. */
    public Settings(
            Path home,
            String host,
            int port,
            Duration timeout,
            long rows,
            String publicUrl,
            Capacity capacity) {
        this(home, host, port, timeout, rows, publicUrl, capacity, HISTORY_BYTES);
    }

    /** Creates the settings of a server of the standard capacity. */
    public Settings(
            Path home, String host, int port, Duration timeout, long rows, String publicUrl) {
        this(home, host, port, timeout, rows, publicUrl, Capacity.STANDARD);
    }

    /** Creates the settings of a server without a proxy. */
    public Settings(Path home, String host, int port, Duration timeout, long rows) {
        this(home, host, port, timeout, rows, "");
    }
}
