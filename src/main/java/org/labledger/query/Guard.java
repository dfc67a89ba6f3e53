package org.labledger.query;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.sparql.util.Symbol;
import org.jspecify.annotations.Nullable;
import org.labledger.engine.Meter;

/**
 * Enforces the time and memory limits of one running query.
 *
 * <p>At the deadline a timer sets the cancel signal that Jena's iterators look at; our own loops
 * call {@link #check}. Jena's own timeout is not used: it stops a query from a thread shared by
 * all, which waits for a lock that the query may hold while it is being planned.
 */
final class Guard implements Meter, AutoCloseable {

    /** Maximum length of a constructed string, in UTF-16 units. */
    static final int MAX_STRING_LENGTH = 1_000_000;

    /**
     * Maximum number of digits of an integer or decimal, before and behind the point. Arithmetic
     * takes time quadratic in it, and cannot be interrupted.
     */
    static final int MAX_DIGITS = 10_000;

    private static final Symbol SYMBOL = Symbol.create("urn:x-labledger:guard");
    private static final int BYTES_PER_BINDING = 64;
    private static final int BYTES_PER_TERM = 40;

    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "query timeouts");
                thread.setDaemon(true);
                return thread;
            });

    private final Limits limits;
    private final long deadline;
    private final AtomicBoolean signal = new AtomicBoolean();
    private final ScheduledFuture<?> alarm;
    private final Pace pace = Pace.current();
    private long held;
    private boolean isLeftToArq;

    /** The blank nodes of {@code BNODE} by label, if the query uses labels. */
    private @Nullable Map<String, Node> blankNodes;

    Guard(Limits limits) {
        this.limits = limits;
        long nanos = limits.timeout().toNanos();
        this.deadline = System.nanoTime() + nanos;
        this.alarm = TIMER.schedule(() -> signal.set(true), nanos, TimeUnit.NANOSECONDS);
        pace.begin(signal);
    }

    /** Returns the guard of the query that runs in a context. */
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

    /**
     * Lets others have their turn, and stops the query if its time is over or its thread was
     * interrupted.
     */
    @Override
    public void check() {
        pace.step(held);
        if (signal.get() || Thread.currentThread().isInterrupted()) {
            throw new LimitReached(LimitException.time(limits.timeout()));
        }
    }

    /** Returns the time until the deadline, in milliseconds; 0 or less when it is over. */
    long remainingMillis() {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }

    /** Charges bytes that are kept from now on; stops the query if the limit is exceeded. */
    @Override
    public void charge(long bytes) {
        held += bytes;
        if (held > limits.memory()) {
            throw new LimitReached(LimitException.memory(limits.memory()));
        }
    }

    /** Releases bytes that are no longer kept. */
    @Override
    public void release(long bytes) {
        held -= bytes;
    }

    @Override
    public void leftToArq() {
        isLeftToArq = true;
    }

    /** Returns whether ARQ executed some operator of the query, because no plan could. */
    boolean isLeftToArq() {
        return isLeftToArq;
    }

    /** Estimates the bytes that a kept solution takes. */
    static long sizeOf(Binding binding) {
        long[] size = {BYTES_PER_BINDING};
        binding.forEach((variable, node) -> size[0] += sizeOf(node));
        return size[0];
    }

    /**
     * Estimates the bytes that a term takes. Terms of the data are shared, those that a query
     * creates are not, and nothing tells them apart.
     */
    static long sizeOf(Node node) {
        if (node.isLiteral()) {
            return BYTES_PER_TERM + node.getLiteralLexicalForm().length();
        }
        return BYTES_PER_TERM;
    }

    /** Notes that the query calls {@code BNODE} with a label. */
    void noteBlankNodeLabels() {
        if (blankNodes == null) {
            blankNodes = new HashMap<>();
        }
    }

    /** Returns whether the query calls {@code BNODE} with a label. */
    boolean labelsBlankNodes() {
        return blankNodes != null;
    }

    /** Starts another solution, in which labels stand for other blank nodes. */
    void startSolution() {
        Objects.requireNonNull(blankNodes).clear();
    }

    /** Returns the blank node of a label in the current solution (SPARQL 1.2, {@code BNODE}). */
    Node blankNode(String label) {
        return Objects.requireNonNull(blankNodes)
                .computeIfAbsent(label, l -> NodeFactory.createBlankNode());
    }

    @Override
    public void close() {
        alarm.cancel(false);
        pace.end(signal);
    }
}
