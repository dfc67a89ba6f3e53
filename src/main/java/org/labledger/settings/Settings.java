package org.labledger.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of a server, read once at its start.
 *
 * @param home the folder to serve
 * @param host the host name or address to listen on
 * @param port the TCP port to listen on; 0 for any free one
 * @param timeout how long a query may run
 * @param rows how many rows an answer may have
 * @param publicUrl the address under which clients know the server, without a slash at the end,
 *     where a proxy stands before it; empty if they ask it directly
 */
public record Settings(
        Path home, String host, int port, Duration timeout, long rows, String publicUrl) {

    /** The host unless told otherwise: this machine only. */
    public static final String DEFAULT_HOST = "localhost";

    /** The port unless told otherwise. */
    public static final int DEFAULT_PORT = 3030;

    /** Settings of a server that clients ask directly. */
    public Settings(Path home, String host, int port, Duration timeout, long rows) {
        this(home, host, port, timeout, rows, "");
    }
}
