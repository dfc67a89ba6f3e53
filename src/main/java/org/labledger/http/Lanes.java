package org.labledger.http;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.labledger.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which requests may compute, so that no guest can keep the others from it. Thread-safe.
 *
 * <p>A request begins on the light lane. After a {@link #SLICE}, or when it keeps more than a
 * little memory, it has to leave it: another one gets its place, and it needs a place on the heavy
 * lane. So the places of the light lane come free all the time, whatever is asked. If the heavy
 * lane is full it pauses at its next {@linkplain Place#step step}; requests that make no steps
 * cannot pause, and run on without a place. While there are requests on the light lane, those on
 * the heavy one leave them the processors for up to half of the time.
 *
 * <p>Free places go to the client that has the fewest, and among its requests to the oldest. A
 * heavy request of a client that has more places than one that waits pauses after {@link #TURN},
 * unless it keeps much memory. So clients take turns, and one alone may have all places.
 *
 * <p>Waiting for the light lane holds no thread. A pause holds the thread that computes; there are
 * at most {@link #MAX_PAUSING} of them and those that were running already. Where too many wait or
 * pause, one of the client that has the most is refused.
 */
public final class Lanes implements AutoCloseable {

    /**
     * How much processor time a request may take on the light lane. On a busy machine a light
     * request takes long and is light all the same.
     */
    public static final Duration SLICE = Duration.ofMillis(50);

    /**
     * The same for a client that has a request on the heavy lane, or one that waits for it: a crowd
     * of heavy requests of one client would fill the light lane with their beginnings.
     */
    public static final Duration SHORT_SLICE = Duration.ofMillis(10);

    /** How long a request may stay on the light lane, if it takes little processor time. */
    public static final Duration MAX_STAY = Duration.ofSeconds(1);

    /** How long a heavy request runs before it pauses for another client. */
    public static final Duration TURN = Duration.ofMillis(500);

    /** Maximum number of requests that wait for their first place on the heavy lane. */
    public static final int MAX_PAUSING = 16;

    /** Maximum number of requests that wait for the light lane, in multiples of one client's. */
    public static final int MAX_WAITING_CLIENTS = 8;

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

    /** How long a heavy request makes way at once for the light ones, at most half of its time. */
    private static final Duration WAY = Duration.ofMillis(5);

    /** How long it sleeps before it looks whether there are still some. */
    private static final Duration MAX_PARK = Duration.ofNanos(200_000);

    /** Time after which a request that pauses looks whether its time is over. */
    private static final Duration LOOK = Duration.ofMillis(80);

    private static final Duration TICK = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /**
     * Sizes and times.
     *
     * @param light maximum number of requests on the light lane
     * @param heavy maximum number of requests on the heavy lane
     * @param waiting maximum number of requests of one client that wait for the light lane
     * @param maxWait maximum time that a request waits for the light lane
     * @param maxPause maximum time that it waits for its first place on the heavy lane
     * @param lightMemory maximum number of bytes that a request keeps on the light lane or while it
     *     pauses, by the estimate of its memory limit
     */
    public record Sizes(
            int light,
            int heavy,
            int waiting,
            Duration maxWait,
            Duration maxPause,
            long lightMemory) {}

    private enum State {
        /** It has a place on the light lane. */
        LIGHT,
        /** It has left the light lane and waits for the heavy one. */
        DUE,
        /** It has a place on the heavy lane. */
        HEAVY,
        /** It has one, which another client is to get. */
        YIELDING,
        /** It has given its place back until its client has read something. */
        RESTING,
        /** It waited too long, or too many wait. */
        REFUSED,
        /** Its client has gone, or the server stops. */
        CANCELLED,
        /** It has ended. */
        ENDED
    }

    /** What one client has. */
    private static final class Client {
        private int light;
        private int heavy;
        private int pausing;
        private int waiting;
        private int resting;

        boolean isIdle() {
            return light + heavy + pausing + waiting + resting == 0;
        }
    }

    private record Waiting(String client, long since, CompletableFuture<Place> place) {}

    private final Sizes sizes;
    private final Executor executor;
    private final ScheduledExecutorService clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Client> clients = new HashMap<>();
    private final Set<Waiting> entering = new LinkedHashSet<>();
    private final Set<Place> running = ConcurrentHashMap.newKeySet();
    private final Set<Place> due = new LinkedHashSet<>();
    private int light;
    private int heavy;
    private int resting;
    private boolean isClosed;

    /** Whether there are requests on the light lane; heavy ones read it at every step. */
    private volatile boolean isLightBusy;

    /**
     * Creates it.
     *
     * @param executor runs those that have waited; it must not refuse any
     */
    public Lanes(Sizes sizes, Executor executor) {
        this.sizes = sizes;
        this.executor = executor;
        this.clock =
                Executors.newSingleThreadScheduledExecutor(
                        task -> Thread.ofPlatform().name("lanes").daemon().unstarted(task));
        clock.scheduleWithFixedDelay(
                this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Asks for a place on the light lane. Does not block. If the result is not complete at once, it
     * is completed in a thread of the executor; who has no use for it any more cancels it. It fails
     * with a {@link RefusedException}, status 503, if too many wait or it takes too long.
     *
     * @param client the address of the client
     */
    public CompletableFuture<Place> enter(String client) {
        lock.lock();
        try {
            Client of = clients.computeIfAbsent(client, c -> new Client());
            if (!isClosed && entering.isEmpty() && light < sizes.light()) {
                return CompletableFuture.completedFuture(begin(client, of));
            }
            CompletableFuture<Place> place = new CompletableFuture<>();
            if (isClosed) {
                place.completeExceptionally(new RefusedException(Draining.problem()));
            } else if (of.waiting >= sizes.waiting() || !mayWait(of)) {
                place.completeExceptionally(new RefusedException(busy()));
            } else {
                of.waiting++;
                Waiting waiting = new Waiting(client, System.nanoTime(), place);
                entering.add(waiting);
                place.whenComplete((p, failure) -> leave(waiting));
            }
            forgetIfIdle(client, of);
            return place;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is room to wait; a client that has more than this one makes some. */
    private boolean mayWait(Client of) {
        if (entering.size() < MAX_WAITING_CLIENTS * sizes.waiting()) {
            return true;
        }
        Optional<Waiting> most =
                fewest(entering, waiting -> -client(waiting.client()).waiting)
                        .filter(waiting -> client(waiting.client()).waiting > of.waiting + 1);
        most.ifPresent(waiting -> {
            leave(waiting);
            execute(() -> waiting.place().completeExceptionally(new RefusedException(busy())));
        });
        return most.isPresent();
    }

    /** Returns how many compute, on both lanes or without a place. */
    public int running() {
        return counted(() -> running.size() - due.size());
    }

    /** Returns how many wait for one of the lanes. */
    public int waiting() {
        return counted(() -> entering.size() + due.size());
    }

    private int counted(IntSupplier count) {
        lock.lock();
        try {
            return count.getAsInt();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses those that wait and all that come: the server stops. */
    @Override
    public void close() {
        clock.shutdownNow();
        List<Waiting> refused;
        lock.lock();
        try {
            isClosed = true;
            refused = List.copyOf(entering);
            List.copyOf(due).forEach(place -> place.stop(State.CANCELLED));
        } finally {
            lock.unlock();
        }
        refused.forEach(waiting ->
                waiting.place().completeExceptionally(new RefusedException(Draining.problem())));
    }

    private static Problem busy() {
        return Problem.unavailable(
                "Server busy",
                "The server is running as many queries as it can. Try again in a few seconds.");
    }

    private void leave(Waiting waiting) {
        lock.lock();
        try {
            if (entering.remove(waiting)) {
                Client of = client(waiting.client());
                of.waiting--;
                forgetIfIdle(waiting.client(), of);
            }
        } finally {
            lock.unlock();
        }
    }

    private Client client(String address) {
        return clients.computeIfAbsent(address, c -> new Client());
    }

    private void forgetIfIdle(String address, Client client) {
        if (client.isIdle()) {
            clients.remove(address);
        }
    }

    private Place begin(String client, Client of) {
        light++;
        isLightBusy = true;
        of.light++;
        Place place = new Place(client, of);
        running.add(place);
        return place;
    }

    /** Gives free places of the light lane to those that wait. The lock is held. */
    private void admit() {
        while (light < sizes.light() && !entering.isEmpty()) {
            Waiting next =
                    fewest(entering, waiting -> client(waiting.client()).light).orElseThrow();
            entering.remove(next);
            Client of = client(next.client());
            of.waiting--;
            Place place = begin(next.client(), of);
            try {
                executor.execute(() -> {
                    if (!next.place().complete(place)) {
                        place.close();
                    }
                });
            } catch (RejectedExecutionException e) {
                // The server has stopped; nobody is there to answer.
                place.close();
            }
        }
    }

    /** Gives free places of the heavy lane to those that are due. The lock is held. */
    private void promote() {
        while (heavy < sizes.heavy() && !due.isEmpty()) {
            Place next = fewest(due, place -> place.of.heavy).orElseThrow();
            due.remove(next);
            next.of.pausing--;
            next.toHeavy();
            next.changed.signal();
        }
    }

    /** Returns the first of those for which the number is the smallest. */
    private static <T> Optional<T> fewest(Iterable<T> all, ToIntFunction<T> number) {
        T best = null;
        for (T one : all) {
            if (best == null || number.applyAsInt(one) < number.applyAsInt(best)) {
                best = one;
            }
        }
        return Optional.ofNullable(best);
    }

    private void tick() {
        List<Waiting> late = new ArrayList<>();
        long now = System.nanoTime();
        // Outside of the lock, which every request needs: this asks the system.
        Map<Place, Long> times = new HashMap<>();
        for (Place place : running) {
            if (place.state == State.LIGHT && now - place.begun > SHORT_SLICE.toNanos()) {
                times.put(place, place.processorTime());
            }
        }
        lock.lock();
        try {
            times.forEach((place, time) -> {
                if (place.state == State.LIGHT && place.hasHadItsSlice(now, time)) {
                    place.leaveLightLane();
                }
            });
            for (Waiting waiting : entering) {
                if (now - waiting.since() > sizes.maxWait().toNanos()) {
                    late.add(waiting);
                }
            }
            takeTurns(now);
        } catch (RuntimeException | Error e) {
            // The next tick has to come.
            LOG.error("The lanes could not be tended", e);
        } finally {
            lock.unlock();
        }
        for (Waiting waiting : late) {
            execute(() -> waiting.place().completeExceptionally(new RefusedException(busy())));
        }
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server has stopped", e);
        }
    }

    /** Asks those to pause whose clients have more places than one that waits has. */
    private void takeTurns(long now) {
        Optional<Place> next = fewest(due, place -> place.of.heavy);
        boolean isAsked =
                running.stream()
                        .anyMatch(place ->
                                place.state == State.YIELDING
                                        && now - place.since < 2 * TURN.toNanos());
        if (next.isEmpty() || isAsked) {
            return;
        }
        running.stream()
                .filter(place ->
                        place.state == State.HEAVY
                                && place.of.heavy > next.get().of.heavy
                                && now - place.since > TURN.toNanos())
                .max(
                        Comparator.comparingInt((Place place) -> place.of.heavy)
                                .thenComparingLong(place -> now - place.since))
                .ifPresent(place -> place.state = State.YIELDING);
    }

    /** Permission to compute, for one request. Closing it lets the next one compute. */
    public final class Place implements AutoCloseable {

        private final Client of;
        private final String client;
        private final Set<AtomicBoolean> signals = ConcurrentHashMap.newKeySet();
        private final Condition changed = lock.newCondition();

        /** When it came to where it is, as {@link System#nanoTime}. */
        private long since = System.nanoTime();

        private final long begun = System.nanoTime();

        /** The processor time of the thread when it began, in nanoseconds. */
        private volatile long cpuBefore;

        /** When it may make way again, as {@link System#nanoTime}. Used by its thread alone. */
        private long nextWay = System.nanoTime();

        /** Whether it had a place on the heavy lane before: then it pauses as long as it takes. */
        private boolean wasHeavy;

        private volatile State state = State.LIGHT;
        private volatile boolean isCancelled;
        private volatile @Nullable Thread thread;

        private Place(String client, Client of) {
            this.client = client;
            this.of = of;
        }

        /** Returns the address of the client. */
        String client() {
            return client;
        }

        /** The current thread computes from now on; {@link #cancel} interrupts it. */
        public void use() {
            cpuBefore = PROCESSOR.getCurrentThreadCpuTime();
            thread = Thread.currentThread();
        }

        /**
         * Lets others compute, if it is their turn: blocks until this request may go on, or one of
         * its queries is stopped.
         *
         * @param held the bytes that it keeps now, by the estimate of its memory limit
         * @throws RefusedException if it may not go on
         */
        public void step(long held) {
            State now = state;
            if (now == State.HEAVY) {
                makeWay();
                return;
            }
            if (now == State.LIGHT && held <= sizes.lightMemory()) {
                return;
            }
            lock.lock();
            try {
                if (state == State.LIGHT && held > sizes.lightMemory()) {
                    leaveLightLane();
                }
                if (state == State.YIELDING) {
                    giveWay(held);
                }
                awaitTurn();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RefusedException(Draining.problem());
            } finally {
                lock.unlock();
            }
        }

        /**
         * Leaves the processors to light requests for a moment. If there are always some, a heavy
         * request goes on at half its speed.
         */
        private void makeWay() {
            if (!isLightBusy) {
                return;
            }
            long start = System.nanoTime();
            if (start < nextWay) {
                return;
            }
            long now = start;
            while (isLightBusy && state == State.HEAVY && now - start < WAY.toNanos()) {
                LockSupport.parkNanos(this, MAX_PARK.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
                now = System.nanoTime();
            }
            nextWay = now + (now - start);
        }

        private void giveWay(long held) {
            heavy--;
            of.heavy--;
            if (held > sizes.lightMemory()) {
                // Others that pause could not keep theirs beside it: it stays.
                toHeavy();
                return;
            }
            toDue();
            promote();
        }

        private void awaitTurn() throws InterruptedException {
            while (state == State.DUE) {
                long left = since + sizes.maxPause().toNanos() - System.nanoTime();
                if (left <= 0 && !wasHeavy) {
                    stop(State.REFUSED);
                } else if (signals.stream().anyMatch(AtomicBoolean::get)) {
                    // Its time is over: it has nothing left to do but to say so.
                    return;
                } else {
                    changed.awaitNanos(wasHeavy ? LOOK.toNanos() : Math.min(LOOK.toNanos(), left));
                }
            }
            if (state == State.REFUSED) {
                throw new RefusedException(busy());
            }
            if (state == State.CANCELLED) {
                throw new RefusedException(Draining.problem());
            }
        }

        /** Returns the processor time that the request has taken, in nanoseconds. */
        private long processorTime() {
            Thread mine = thread;
            return mine == null ? 0 : PROCESSOR.getThreadCpuTime(mine.threadId()) - cpuBefore;
        }

        private boolean hasHadItsSlice(long now, long processorTime) {
            Duration slice = of.heavy + of.pausing > 0 ? SHORT_SLICE : SLICE;
            return now - begun > MAX_STAY.toNanos() || processorTime > slice.toNanos();
        }

        /** Frees the place on the light lane, and takes one on the other if there is one. */
        private void leaveLightLane() {
            light--;
            isLightBusy = light > 0;
            of.light--;
            if (heavy < sizes.heavy() && due.isEmpty()) {
                toHeavy();
            } else if (mayPause()) {
                toDue();
            } else {
                state = State.REFUSED;
            }
            admit();
        }

        /** Whether there is room to pause; a client that has more than this one makes some. */
        private boolean mayPause() {
            if (of.pausing >= MAX_PAUSING / 2) {
                return false;
            }
            if (due.size() >= MAX_PAUSING) {
                fewest(due, place -> -place.of.pausing)
                        .filter(place -> place.of.pausing > of.pausing + 1)
                        .ifPresent(place -> place.stop(State.REFUSED));
            }
            return due.size() < MAX_PAUSING;
        }

        private void toDue() {
            state = State.DUE;
            since = System.nanoTime();
            of.pausing++;
            due.add(this);
        }

        private void toHeavy() {
            state = State.HEAVY;
            since = System.nanoTime();
            wasHeavy = true;
            heavy++;
            of.heavy++;
        }

        /**
         * Gives the place back while the current thread waits for the client. Then {@link #resume}
         * has to be called.
         *
         * @return whether it may wait; too many do already if not
         */
        boolean rest() {
            lock.lock();
            try {
                if (resting >= MAX_PAUSING || of.resting >= MAX_PAUSING / 2) {
                    return false;
                }
                resting++;
                of.resting++;
                stop(State.RESTING);
                return true;
            } finally {
                lock.unlock();
            }
        }

        /** Wants a place on the heavy lane again, and waits for it at the next step. */
        void resume() {
            lock.lock();
            try {
                resting--;
                of.resting--;
                if (state == State.RESTING) {
                    wasHeavy = true;
                    toDue();
                    promote();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Gives up the place, or the waiting for one. The lock is held. */
        private void stop(State end) {
            State before = state;
            state = end;
            switch (before) {
                case LIGHT -> {
                    light--;
                    isLightBusy = light > 0;
                    of.light--;
                    admit();
                }
                case HEAVY, YIELDING -> {
                    heavy--;
                    of.heavy--;
                    promote();
                }
                case DUE -> {
                    due.remove(this);
                    of.pausing--;
                }
                case RESTING, REFUSED, CANCELLED, ENDED -> {
                    // It has none.
                }
            }
            changed.signal();
        }

        /** A query begins, see {@link #cancel}. */
        public void begin(AtomicBoolean signal) {
            signals.add(signal);
            if (isCancelled) {
                signal.set(true);
            }
        }

        /** A query has ended. */
        public void end(AtomicBoolean signal) {
            signals.remove(signal);
        }

        /** Stops the request: nobody waits for its answer. Does not block; from any thread. */
        public void cancel() {
            lock.lock();
            try {
                if (state == State.ENDED) {
                    return;
                }
                isCancelled = true;
                stop(State.CANCELLED);
                signals.forEach(signal -> signal.set(true));
                Thread mine = thread;
                if (mine != null) {
                    mine.interrupt();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Returns whether {@link #cancel} was called before the end. */
        public boolean isCancelled() {
            return isCancelled;
        }

        /** The request has computed what it wanted. Whoever closes it twice changes nothing. */
        @Override
        public void close() {
            lock.lock();
            try {
                stop(State.ENDED);
                if (running.remove(this)) {
                    forgetIfIdle(client, of);
                }
                if (isCancelled && thread == Thread.currentThread()) {
                    // Meant for this request, not for what the thread does next.
                    Thread.interrupted();
                }
                thread = null;
            } finally {
                lock.unlock();
            }
        }
    }
}
