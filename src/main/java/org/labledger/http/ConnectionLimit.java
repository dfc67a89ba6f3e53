package org.labledger.http;

import java.nio.channels.SelectableChannel;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.IdleTimeout;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Bounds the number of open connections. Near the bound, the connection that has been idle for the
 * longest time is closed for each new one; if all have a request, others wait to be accepted.
 */
public final class ConnectionLimit extends NetworkConnectionLimit {

    /** How long a connection is left alone at least, in milliseconds: its request is coming. */
    private static final long MIN_IDLE = 100;

    /** Time between two looks for idle connections while none is accepted, in milliseconds. */
    private static final long LOOK = 50;

    private record Idle(EndPoint endPoint, long millis) {}

    private final ServerConnector connector;
    private final int most;
    private final int many;
    private final AtomicBoolean isLooking = new AtomicBoolean();

    /**
     * Creates it.
     *
     * @param most maximum number of open connections
     */
    public ConnectionLimit(int most, ServerConnector connector) {
        super(most, connector);
        this.most = most;
        this.many = most - most / 10;
        this.connector = connector;
    }

    @Override
    public void onAccepted(SelectableChannel channel) {
        super.onAccepted(channel);
        if (getNetworkConnectionCount() >= many) {
            closeIdle(1);
        }
        lookLaterIfFull();
    }

    private void lookLaterIfFull() {
        Scheduler scheduler = connector.getScheduler();
        if (getNetworkConnectionCount() >= most
                && scheduler.isRunning()
                && isLooking.compareAndSet(false, true)) {
            scheduler.schedule(this::look, LOOK, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            if (getNetworkConnectionCount() >= most) {
                closeIdle(Math.max(1, most - many));
            }
        } finally {
            isLooking.set(false);
            lookLaterIfFull();
        }
    }

    private void closeIdle(int number) {
        connector.getConnectedEndPoints().stream()
                .filter(ConnectionLimit::isBetweenRequests)
                // Read once: an order must not change while it is made.
                .map(endPoint -> new Idle(endPoint, idleFor(endPoint)))
                .filter(idle -> idle.millis() >= MIN_IDLE)
                .sorted(Comparator.comparingLong(Idle::millis).reversed())
                .limit(number)
                .forEach(idle -> idle.endPoint().close());
    }

    private static boolean isBetweenRequests(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        return connection != null && connection.getMessagesIn() == connection.getMessagesOut();
    }

    private static long idleFor(EndPoint endPoint) {
        return endPoint instanceof IdleTimeout timed ? timed.getIdleFor() : 0;
    }
}
