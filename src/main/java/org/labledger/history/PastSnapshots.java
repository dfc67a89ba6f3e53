package org.labledger.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.labledger.settings.Heap;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.source.ParseProblem;

/**
 * Builds the snapshots of states and keeps those used most, within a memory budget. Each is built
 * once, however many ask for it, and one after the other in one thread of low priority, so that the
 * snapshot in service has the other processors to itself.
 */
final class PastSnapshots implements AutoCloseable {

    /**
     * How long memory that did not suffice is not looked for again, which takes the time of a full
     * collection.
     */
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** What a snapshot takes, its search index and page caches included, in bytes for each quad. */
    private static final int BYTES_PER_QUAD = 250;

    private static final int MIN_BYTES = 256 * 1024;

    private final History history;
    private final Supplier<Optional<Snapshot>> inService;
    private final Cache<String, Snapshot> kept;
    private final Map<String, CompletableFuture<Snapshot>> flights = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** When there was too little memory, by the nanosecond clock. */
    private OptionalLong lackedAt = OptionalLong.empty();

    /** Parallel streams in its one thread stay there. */
    private final ForkJoinPool thread =
            new ForkJoinPool(
                    1,
                    pool -> {
                        ForkJoinWorkerThread worker =
                                ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                        worker.setName("history");
                        worker.setPriority(Thread.MIN_PRIORITY);
                        return worker;
                    },
                    null,
                    true);

    PastSnapshots(History history, Supplier<Optional<Snapshot>> inService, long memory) {
        this.history = history;
        this.inService = inService;
        this.kept =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumWeight(memory)
                        .weigher((String id, Snapshot snapshot) -> weight(snapshot))
                        .build();
    }

    private static int weight(Snapshot snapshot) {
        return (int) Math.min(Integer.MAX_VALUE, MIN_BYTES + BYTES_PER_QUAD * snapshot.quadCount());
    }

    /** Returns the snapshot of a state. Does not block. */
    CompletableFuture<Snapshot> of(State state) {
        Optional<Snapshot> known = history.knownSnapshotId(state).flatMap(this::ready);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        CompletableFuture<Snapshot> mine = new CompletableFuture<>();
        CompletableFuture<Snapshot> other = flights.putIfAbsent(state.commit(), mine);
        if (other != null) {
            return other;
        }
        search(() -> build(state))
                .whenComplete((snapshot, failure) -> {
                    flights.remove(state.commit());
                    if (failure == null) {
                        mine.complete(snapshot);
                    } else {
                        mine.completeExceptionally(cause(failure));
                    }
                });
        return mine;
    }

    private Optional<Snapshot> ready(String id) {
        return inService
                .get()
                .filter(snapshot -> snapshot.id().equals(id))
                .or(() -> Optional.ofNullable(kept.getIfPresent(id)));
    }

    /** Runs something in the thread that builds, in turn. */
    <T> CompletableFuture<T> search(Callable<T> task) {
        if (waiting.incrementAndGet() > History.MAX_WAITING) {
            waiting.decrementAndGet();
            return CompletableFuture.failedFuture(
                    UnreadableStateException.refused(
                            "Too many past states",
                            "Others wait for "
                                    + History.MAX_WAITING
                                    + " past states already. Try again in a few seconds."));
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception | Error e) {
                // Told to whoever waits for it.
                result.completeExceptionally(e);
            } finally {
                waiting.decrementAndGet();
            }
        });
        return result;
    }

    private Snapshot build(State state) {
        try {
            Home home = history.home(state);
            Optional<Snapshot> known = ready(home.snapshot());
            if (known.isPresent()) {
                return known.get();
            }
            Snapshot near = inService.get().orElse(null);
            if (near != null && !hasRoomFor(BYTES_PER_QUAD * near.quadCount())) {
                throw tooLarge(state);
            }
            Snapshot snapshot = Snapshot.load(home, near);
            Optional<ParseProblem> fatal =
                    snapshot.problems().stream().filter(ParseProblem::isFatal).findFirst();
            if (fatal.isPresent()) {
                throw UnreadableStateException.incomplete(
                        "Commit "
                                + state.shortCommit()
                                + " has errors, so answers from it would be incomplete. "
                                + fatal.get().location()
                                + ": "
                                + fatal.get().message()
                                + " Choose a commit before or after it.");
            }
            home.pack();
            kept.put(snapshot.id(), snapshot);
            return snapshot;
        } catch (OutOfMemoryError e) {
            throw tooLarge(state);
        }
    }

    /** Called by one thread only. */
    private boolean hasRoomFor(long bytes) {
        if (lackedAt.isPresent() && System.nanoTime() - lackedAt.getAsLong() < RETRY.toNanos()) {
            return false;
        }
        boolean hasRoom = Heap.hasRoomFor(bytes);
        if (!hasRoom) {
            kept.invalidateAll();
            hasRoom = Heap.hasRoomFor(bytes);
        }
        lackedAt = hasRoom ? OptionalLong.empty() : OptionalLong.of(System.nanoTime());
        return hasRoom;
    }

    private static UnreadableStateException tooLarge(State state) {
        return UnreadableStateException.refused(
                "Out of memory",
                Heap.tooSmallFor(
                        "The state of commit "
                                + state.shortCommit()
                                + ", beside the snapshot in service,"));
    }

    /** Waits for a snapshot; throws what building it has thrown. */
    static Snapshot join(CompletableFuture<Snapshot> snapshot) {
        try {
            return snapshot.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
