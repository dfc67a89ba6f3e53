package org.labledger.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which the header of a request does not complete in time. Jetty's idle
 * timeout does not apply to a client that sends a byte now and then, and such clients would use up
 * the connections.
 */
public final class StalledConnections extends AbstractLifeCycle {

    /** Maximum time between two checks. A check of a thousand connections takes less than 1 ms. */
    private static final Duration MAX_INTERVAL = Duration.ofMillis(250);

    /** Minimum number of checks within the timeout. */
    private static final int MIN_CHECKS = 5;

    /** State of a connection at the last check; {@code since} is when its header began, or 0. */
    private record Seen(long requests, long bytes, long since) {}

    private final ServerConnector connector;
    private final Duration timeout;
    private final Map<EndPoint, Seen> seen = new HashMap<>();

    /**
     * Creates it.
     *
     * @param timeout maximum time for a header to arrive; it is noticed up to two {@link
     *     #MAX_INTERVAL} later
     */
    public StalledConnections(ServerConnector connector, Duration timeout) {
        this.connector = connector;
        this.timeout = timeout;
    }

    @Override
    protected void doStart() {
        schedule();
    }

    private void schedule() {
        Scheduler scheduler = connector.getScheduler();
        if (scheduler.isRunning() || isStarting()) {
            long interval = Math.min(MAX_INTERVAL.toMillis(), timeout.toMillis() / MIN_CHECKS);
            scheduler.schedule(this::sweep, interval, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        if (!isRunning()) {
            return;
        }
        long now = System.nanoTime();
        Map<EndPoint, Seen> still = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection connection = endPoint.getConnection();
            if (connection == null || isAnswering(connection)) {
                continue;
            }
            Seen before = seen.get(endPoint);
            long requests = connection.getMessagesIn();
            long bytes = connection.getBytesIn();
            long since = 0;
            if (before == null && requests == 0 && bytes > 0) {
                // A new connection, and its first request is not whole.
                since = now;
            } else if (before != null && before.requests() == requests) {
                // Bytes without a request: a header that is not complete. None: an idle connection.
                boolean isMore = before.bytes() != bytes;
                since = before.since() == 0 && isMore ? now : before.since();
            }
            if (since != 0 && now - since > timeout.toNanos()) {
                endPoint.close();
            } else {
                still.put(endPoint, new Seen(requests, bytes, since));
            }
        }
        seen.clear();
        seen.putAll(still);
        schedule();
    }

    private static boolean isAnswering(Connection connection) {
        return connection.getMessagesIn() != connection.getMessagesOut();
    }
}
