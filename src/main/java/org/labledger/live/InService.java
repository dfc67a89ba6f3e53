package org.labledger.live;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Report;
import org.labledger.snapshot.Snapshot;

/**
 * The snapshot that requests are answered from. It is replaced whole, in one step; a request takes
 * it once and keeps it to its end, so that no answer mixes two. Safe for any number of threads.
 */
public final class InService {

    private record State(Snapshot snapshot, @Nullable Report rejected) {}

    private volatile State state;
    private volatile boolean isWarmed;
    private final List<Consumer<Snapshot>> preparations = new CopyOnWriteArrayList<>();

    /** Puts the first snapshot in service. */
    public InService(Snapshot snapshot) {
        this.state = new State(snapshot, null);
    }

    /** Returns the snapshot in service. */
    public Snapshot current() {
        return state.snapshot();
    }

    /**
     * Adds a task that runs for each snapshot once it is in service, if they are {@linkplain
     * #keepWarm kept warm}: it fills caches before the first request, and nothing depends on it.
     */
    public void prepare(Consumer<Snapshot> preparation) {
        preparations.add(preparation);
    }

    /**
     * Runs the preparations, each in a thread of its own, for the snapshot in service and for each
     * that replaces it.
     */
    public void keepWarm() {
        isWarmed = true;
        warm(state.snapshot());
    }

    /** Returns the report on the last edit, if it was rejected. */
    public Optional<Report> rejected() {
        return Optional.ofNullable(state.rejected());
    }

    /** Replaces the snapshot in service by one that passed its check. */
    public void replace(Snapshot snapshot) {
        state = new State(snapshot, null);
        if (isWarmed) {
            warm(snapshot);
        }
    }

    private void warm(Snapshot snapshot) {
        for (Consumer<Snapshot> preparation : preparations) {
            Thread.ofPlatform()
                    .name("preparation")
                    .daemon()
                    .start(() -> preparation.accept(snapshot));
        }
    }

    /** Keeps the snapshot in service, and the report on the edit that was rejected. */
    public void reject(Report report) {
        state = new State(state.snapshot(), report);
    }
}
