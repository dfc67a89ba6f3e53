package org.labledger.live;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Report;
import org.labledger.snapshot.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot in service. It is replaced atomically; a request reads it once and uses it to the
 * end, so that no answer mixes two snapshots. Safe for concurrent use.
 */
public final class CurrentSnapshot {

    private record State(Snapshot snapshot, @Nullable Report rejected, @Nullable String delay) {}

    /** What is done in threads of its own, whose failures nobody would see. */
    public enum Task {
        /** Waiting for changes of the files. */
        WATCH("The files of the home could not be watched."),
        /** Loading and checking an edit. */
        RELOAD("An edit could not be loaded; the last good snapshot stays in service."),
        /** Filling the caches of a snapshot. */
        PREPARATION("The snapshot could not be prepared; first requests take longer."),
        /** Writing a snapshot into a file for the next start. */
        KEEPING("The snapshot could not be kept; the next start takes longer.");

        private final String sentence;

        Task(String sentence) {
            this.sentence = sentence + " It is a defect or a lack of memory; the log tells more.";
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(CurrentSnapshot.class);

    private final AtomicLongArray failures = new AtomicLongArray(Task.values().length);

    private volatile State state;
    private volatile boolean isWarmed;
    private volatile @Nullable Task fault;
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
        fault = null;
        if (isWarmed) {
            warm(snapshot);
        }
    }

    private void warm(Snapshot snapshot) {
        for (Consumer<Snapshot> preparation : preparations) {
            Thread.ofPlatform()
                    .name("warm-up")
                    .daemon()
                    .start(() -> {
                        try {
                            preparation.accept(snapshot);
                        } catch (RuntimeException | Error e) {
                            failed(Task.PREPARATION, e);
                        }
                    });
        }
    }

    /** Notes that a task has failed: it is told by {@link #fault}, counted and logged. */
    public void failed(Task task, Throwable cause) {
        // First what needs no memory, in case there is none.
        fault = task;
        failures.incrementAndGet(task.ordinal());
        try {
            LOG.error("Failed: {}", task.sentence, cause);
        } catch (OutOfMemoryError e) {
            // Counted and told all the same; the thread must go on.
            failures.incrementAndGet(task.ordinal());
        }
    }

    /** Returns how often a task has failed since the start. */
    public long failures(Task task) {
        return failures.get(task.ordinal());
    }

    /**
     * Returns what has failed since the snapshot in service was put there, in sentences; empty if
     * nothing has.
     */
    public Optional<String> fault() {
        return Optional.ofNullable(fault).map(task -> task.sentence);
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
