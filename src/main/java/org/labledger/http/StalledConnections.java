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
 * Closes connections whose client sends the header of a request a byte at a time. Jetty's idle
 * timeout does not see them, since something comes all the time; they would use up the connections
 * that others need.
 */
public final class StalledConnections extends AbstractLifeCycle {

    /** How often to look, as a part of the patience. */
    private static final int LOOKS = 5;

    /** What a connection had done when it was looked at last, and since when it is incomplete. */
    private record Seen(long requests, long bytes, long since) {}

    private final ServerConnector connector;
    private final Duration patience;
    private final Map<EndPoint, Seen> seen = new HashMap<>();

    /**
     * Creates it.
     *
     * @param patience how long a header may take to be complete; it may take a fifth more, and a
     *     fifth to be noticed
     */
    public StalledConnections(ServerConnector connector, Duration patience) {
        this.connector = connector;
        this.patience = patience;
    }

    @Override
    protected void doStart() {
        schedule();
    }

    private void schedule() {
        Scheduler scheduler = connector.getScheduler();
        if (scheduler.isRunning() || isStarting()) {
            scheduler.schedule(this::sweep, patience.toMillis() / LOOKS, TimeUnit.MILLISECONDS);
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
            if (before != null && before.requests() == requests) {
                // Bytes without a request: a header that is not complete. None: an idle connection.
                boolean isMore = before.bytes() != bytes;
                since = before.since() == 0 && isMore ? now : before.since();
            }
            if (since != 0 && now - since > patience.toNanos()) {
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
