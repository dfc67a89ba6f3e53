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
 */
public record Settings(Path home, String host, int port, Duration timeout, long rows) {

    /** The host unless told otherwise: this machine only. */
    public static final String DEFAULT_HOST = "localhost";

    /** The port unless told otherwise. */
    public static final int DEFAULT_PORT = 3030;
}
