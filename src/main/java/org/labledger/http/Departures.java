package org.labledger.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices clients that leave before their answer has begun, so that it need not be computed. A
 * client that has closed its side of the connection counts as one that has left, if it gets no
 * answer within {@link #GRACE}: TCP does not tell whether it still reads. Thread-safe.
 */
public final class Departures implements AutoCloseable {

    /** How long a client that has closed its side may still get the beginning of its answer. */
    public static final Duration GRACE = Duration.ofMillis(500);

    private static final Duration TICK = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    /** A request that is being answered; closing it ends the watch. */
    public final class Watch implements AutoCloseable {

        private final WatchedConnector.Watched endPoint;
        private final Runnable left;
        private long goneSince;

        private Watch(WatchedConnector.Watched endPoint, Runnable left) {
            this.endPoint = endPoint;
            this.left = left;
        }

        @Override
        public void close() {
            // While a look is being taken, nobody else may read.
            synchronized (this) {
                watches.remove(this);
            }
        }

        private void look(long now) {
            synchronized (this) {
                if (!watches.containsKey(this)) {
                    return;
                }
                if (!endPoint.hasLeft()) {
                    return;
                }
                if (goneSince == 0) {
                    goneSince = now;
                }
                if (now - goneSince < GRACE.toNanos() - TICK.toNanos() / 2) {
                    return;
                }
                watches.remove(this);
            }
            left.run();
        }
    }

    private final Map<Watch, Boolean> watches = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().name("departures").daemon().unstarted(task));

    /** Starts it. */
    public Departures() {
        clock.scheduleWithFixedDelay(
                this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Watches the client of a request whose body was read to its end.
     *
     * @param left is run once, in another thread, if it leaves; it must not block
     */
    public Watch watch(Request request, Runnable left) {
        Watch watch = new Watch(request.watched(), left);
        watches.put(watch, true);
        return watch;
    }

    private void tick() {
        long now = System.nanoTime();
        for (Watch watch : watches.keySet()) {
            try {
                watch.look(now);
            } catch (RuntimeException | Error e) {
                // The others have to be looked at too.
                LOG.error("A connection could not be watched", e);
            }
        }
    }

    /** Ends all watches. */
    @Override
    public void close() {
        clock.shutdownNow();
        watches.clear();
    }
}
