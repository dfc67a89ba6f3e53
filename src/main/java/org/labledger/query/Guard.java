package org.labledger.query;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.sparql.util.Symbol;

/**
 * Watches one query while it runs: its time, and what it holds in memory.
 *
 * <p>At the deadline a timer sets the signal that the engine's iterators look at; whatever of ours
 * loops without them calls {@link #check}. Jena's own timeout is not used: it stops a query from a
 * thread shared by all, which waits for a lock that the query may hold while it is being planned.
 */
final class Guard implements AutoCloseable {

    /** No string longer than this is built, in UTF-16 units. */
    static final int LONGEST_STRING = 1_000_000;

    private static final Symbol SYMBOL = Symbol.create("urn:x-labledger:guard");
    private static final int OF_BINDING = 64;
    private static final int OF_VALUE = 40;

    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "query timeouts");
                thread.setDaemon(true);
                return thread;
            });

    private final Limits limits;
    private final AtomicBoolean signal = new AtomicBoolean();
    private final ScheduledFuture<?> alarm;
    private long held;

    Guard(Limits limits) {
        this.limits = limits;
        long nanos = limits.timeout().toNanos();
        this.alarm = TIMER.schedule(() -> signal.set(true), nanos, TimeUnit.NANOSECONDS);
    }

    /** Returns the guard of the query that runs in the context. */
    static Guard in(Context context) {
        Guard guard = context.get(SYMBOL);
        if (guard == null) {
            throw new IllegalStateException("This query runs without a guard.");
        }
        return guard;
    }

    void enter(Context context) {
        context.set(SYMBOL, this);
    }

    Limits limits() {
        return limits;
    }

    AtomicBoolean signal() {
        return signal;
    }

    /** Ends the query if its time is over. */
    void check() {
        if (signal.get() || Thread.currentThread().isInterrupted()) {
            throw new LimitReached(LimitException.time(limits.timeout()));
        }
    }

    /** Counts bytes that are held from now on; ends the query if they are too many. */
    void hold(long bytes) {
        held += bytes;
        if (held > limits.memory()) {
            throw new LimitReached(LimitException.memory(limits.memory()));
        }
    }

    /** Counts bytes that are no longer held. */
    void release(long bytes) {
        held -= bytes;
    }

    /** Returns about how many bytes a solution takes that is kept. */
    static long sizeOf(Binding binding) {
        long[] size = {OF_BINDING};
        binding.forEach((variable, node) -> size[0] += sizeOf(node));
        return size[0];
    }

    /**
     * Returns about how many bytes a term takes. Terms of the data are shared, but those that a
     * query makes are not, and nothing tells them apart.
     */
    static long sizeOf(Node node) {
        if (node.isLiteral()) {
            return OF_VALUE + node.getLiteralLexicalForm().length();
        }
        return OF_VALUE;
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }
}
