package org.labledger.live;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Report;
import org.labledger.snapshot.Snapshot;

/**
 * The snapshot in service. It is replaced atomically; a request reads it once and uses it to the
 * end, so that no answer mixes two snapshots. Safe for concurrent use.
 */
public final class CurrentSnapshot {

    private record State(Snapshot snapshot, @Nullable Report rejected, @Nullable String delay) {}

    private volatile State state;
    private volatile boolean isWarmed;
    private final List<Consumer<Snapshot>> preparations = new CopyOnWriteArrayList<>();

    /** Creates a holder of the first snapshot. */
    public CurrentSnapshot(Snapshot snapshot) {
        this.state = new State(snapshot, null, null);
    }

    /** Returns the snapshot in service. */
    public Snapshot snapshot() {
        return state.snapshot();
    }

    /**
     * Registers a task to run for each snapshot that goes into service, once {@link #keepWarm} was
     * called. Tasks only fill caches; results must not depend on them.
     */
    public void prepare(Consumer<Snapshot> preparation) {
        preparations.add(preparation);
    }

    /**
     * Starts the registered tasks for the current snapshot and for every later one, each task in a
     * thread of its own. Does not block.
     */
    public void keepWarm() {
        isWarmed = true;
        warm(state.snapshot());
    }

    /**
     * Returns the report of the last edit if it was rejected; empty if the home as it is on disk is
     * in service.
     */
    public Optional<Report> rejected() {
        return Optional.ofNullable(state.rejected());
    }

    /** Replaces the snapshot in service by one that passed its check. */
    public void replace(Snapshot snapshot) {
        state = new State(snapshot, null, null);
        if (isWarmed) {
            warm(snapshot);
        }
    }

    private void warm(Snapshot snapshot) {
        for (Consumer<Snapshot> preparation : preparations) {
            Thread.ofPlatform().name("warm-up").daemon().start(() -> preparation.accept(snapshot));
        }
    }

    /** Keeps the current snapshot in service and stores the report on the rejected edit. */
    public void reject(Report report) {
        state = new State(state.snapshot(), report, null);
    }

    /**
     * Returns why files that have changed are not in service yet, in a sentence; empty if there are
     * none, or they were rejected.
     */
    public Optional<String> delay() {
        return Optional.ofNullable(state.delay());
    }

    /** Stores why an edit is not in service yet; {@code null} if none waits. */
    public void delay(@Nullable String reason) {
        State now = state;
        if (!Objects.equals(now.delay(), reason)) {
            state = new State(now.snapshot(), now.rejected(), reason);
        }
    }
}
