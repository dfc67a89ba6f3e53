package org.labledger.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.labledger.problem.Problem;

/**
 * Stops a server so that running answers end whole. Thread-safe.
 *
 * <p>From the beginning on, each answer ends its connection (RFC 9112, section 9.6), and {@link
 * #hasBegun} lets a probe tell load balancers to send nothing more. The listening socket closes
 * after a delay, since they need time to notice; connections without a request close then. Answers
 * that are not complete when their time is over are interrupted.
 */
public final class Draining implements HttpConfiguration.Customizer {

    private static final Duration POLL = Duration.ofMillis(50);

    /** How long a connection has to be idle before it is closed: a request may be on its way. */
    private static final Duration IDLE = Duration.ofMillis(300);

    /** How long answers that were interrupted may take to end with a problem. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private record Idle(long bytes, long since) {}

    private final Set<Connection> busy = ConcurrentHashMap.newKeySet();
    private final Set<Thread> answering = ConcurrentHashMap.newKeySet();
    private final List<Runnable> ends = new CopyOnWriteArrayList<>();
    private volatile boolean hasBegun;
    private volatile boolean isOver;

    /** Returns whether the server is about to stop. */
    public boolean hasBegun() {
        return hasBegun;
    }

    /** Returns whether the time of running answers is over: a failure is no defect then. */
    public boolean isOver() {
        return isOver;
    }

    /** Returns what a client is told whose answer was interrupted. */
    public static Problem problem() {
        return Problem.unavailable("Server stopping", "The server is shutting down.")
                .withHeader("Connection", "close");
    }

    /** Registers what is to be done when the time of running answers is over. */
    public void whenOver(Runnable end) {
        ends.add(end);
    }

    /** Registers the current thread as one that makes an answer, until {@link #leave}. */
    public void enter() {
        answering.add(Thread.currentThread());
    }

    /** Ends {@link #enter}; the thread is not interrupted any more. */
    public void leave() {
        synchronized (answering) {
            answering.remove(Thread.currentThread());
        }
        if (isOver) {
            // Whatever the thread does next is not to be interrupted.
            Thread.interrupted();
        }
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        Connection connection = request.getConnectionMetaData().getConnection();
        busy.add(connection);
        Request.addCompletionListener(request, failure -> busy.remove(connection));
        if (hasBegun) {
            responseHeaders.put(HttpHeader.CONNECTION, "close");
        }
        return request;
    }

    /**
     * Ends the answers of a server, which can be stopped then. Blocks for both times at most, and a
     * few seconds.
     *
     * @param delay how long new connections are still accepted
     * @param timeout how long running answers may take after that
     * @return whether all answers ended whole
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean drain(Server server, Duration delay, Duration timeout)
            throws InterruptedException {
        hasBegun = true;
        TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        List<ServerConnector> connectors = List.copyOf(server.getBeans(ServerConnector.class));
        for (ServerConnector connector : connectors) {
            // Jetty's own timeout would also cut answers whose client reads slowly.
            connector.setShutdownIdleTimeout(-1);
            connector.shutdown();
        }
        if (areEnded(connectors, timeout)) {
            return true;
        }
        isOver = true;
        ends.forEach(Runnable::run);
        synchronized (answering) {
            answering.forEach(Thread::interrupt);
        }
        areEnded(connectors, LAST_WORDS);
        return false;
    }

    /** Waits until no connection is open; closes those that are idle. */
    private boolean areEnded(List<ServerConnector> connectors, Duration timeout)
            throws InterruptedException {
        Map<EndPoint, Idle> idle = new HashMap<>();
        long begun = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            boolean isOpen = false;
            for (ServerConnector connector : connectors) {
                for (EndPoint endPoint : connector.getConnectedEndPoints()) {
                    isOpen = true;
                    closeIfIdle(endPoint, now, idle);
                }
            }
            if (!isOpen) {
                return true;
            }
            if (now - begun > timeout.toNanos()) {
                return busy.isEmpty();
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    private void closeIfIdle(EndPoint endPoint, long now, Map<EndPoint, Idle> idle) {
        Connection connection = endPoint.getConnection();
        if (connection == null || busy.contains(connection)) {
            idle.remove(endPoint);
            return;
        }
        Idle before = idle.get(endPoint);
        if (before == null || before.bytes() != connection.getBytesIn()) {
            idle.put(endPoint, new Idle(connection.getBytesIn(), now));
        } else if (now - before.since() > IDLE.toNanos()) {
            endPoint.close();
        }
    }
}
