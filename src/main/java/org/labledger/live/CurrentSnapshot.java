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
public final class CurrentSnapshot {

    private record State(Snapshot snapshot, @Nullable Report rejected) {}

    private volatile State state;
    private volatile boolean isWarmed;
    private final List<Consumer<Snapshot>> preparations = new CopyOnWriteArrayList<>();

    /** Puts the first snapshot in service. */
    public CurrentSnapshot(Snapshot snapshot) {
        this.state = new State(snapshot, null);
    }

    /** Returns the snapshot in service, with its saved queries. */
    public Snapshot snapshot() {
        return state.snapshot();
    }

    /**
     * Adds a preparation that each snapshot is given once it is in service, if it is {@linkplain
     * #keepWarm kept warm}. It saves the first who come time, and nothing else depends on it.
     */
    public void prepare(Consumer<Snapshot> preparation) {
        preparations.add(preparation);
    }

    /**
     * Prepares, from now on, each snapshot that goes into service, each preparation in a thread of
     * its own; also the one that is in service.
     */
    public void keepWarm() {
        isWarmed = true;
        warm(state.snapshot());
    }

    /** Returns the report on an edit that was not taken over, if the last one was not. */
    public Optional<Report> rejected() {
        return Optional.ofNullable(state.rejected());
    }

    /** Puts a snapshot that passed its check in service. */
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

    /** Keeps the snapshot in service, and remembers why the newer one was not taken over. */
    public void reject(Report report) {
        state = new State(state.snapshot(), report);
    }
}
