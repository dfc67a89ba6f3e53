package org.labledger.settings;

import java.util.Set;

/**
 * How much a server takes on at once.
 *
 * @param connections maximum number of open connections; beyond it the one that is idle for the
 *     longest time is closed, and if none is idle, others wait to be accepted
 * @param backlog maximum number of connections that wait to be accepted; the system may allow fewer
 * @param queries maximum number of heavy queries that run at once
 * @param waiting maximum number of requests of one client that wait
 * @param spoolBytes maximum size of the temporary files with answers that clients have not taken
 *     yet, in bytes; one client may use half of it
 * @param trustedProxies addresses of proxies whose {@code X-Forwarded-For} tells the client
 */
public record Capacity(
        int connections,
        int backlog,
        int queries,
        int waiting,
        long spoolBytes,
        Set<String> trustedProxies) {

    /** The defaults. */
    public static final Capacity STANDARD =
            new Capacity(
                    1_000,
                    1_024,
                    Math.max(2, Runtime.getRuntime().availableProcessors()),
                    32,
                    1L << 30,
                    Set.of("127.0.0.1", "::1"));

    /** Creates a capacity with a copy of the addresses. */
    public Capacity {
        trustedProxies = Set.copyOf(trustedProxies);
    }
}
