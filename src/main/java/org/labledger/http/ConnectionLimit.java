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
        if (getNetworkConnectionCount() >= most && isLooking.compareAndSet(false, true)) {
            schedule();
        }
    }

    private void schedule() {
        Scheduler scheduler = connector.getScheduler();
        if (scheduler.isRunning()) {
            scheduler.schedule(this::look, LOOK, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        if (getNetworkConnectionCount() >= most) {
            closeIdle(Math.max(1, most - many));
            schedule();
        } else {
            isLooking.set(false);
        }
    }

    private void closeIdle(int number) {
        connector.getConnectedEndPoints().stream()
                .filter(ConnectionLimit::isIdle)
                .sorted(Comparator.comparingLong(ConnectionLimit::idleFor).reversed())
                .limit(number)
                .forEach(EndPoint::close);
    }

    private static boolean isIdle(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        return connection != null
                && connection.getMessagesIn() == connection.getMessagesOut()
                && idleFor(endPoint) >= MIN_IDLE;
    }

    private static long idleFor(EndPoint endPoint) {
        return endPoint instanceof IdleTimeout timed ? timed.getIdleFor() : 0;
    }
}
