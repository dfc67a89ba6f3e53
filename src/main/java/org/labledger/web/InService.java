package org.labledger.web;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Report;

/**
 * The snapshot that requests are answered from. It is replaced whole, in one step; a request takes
 * it once and keeps it to its end, so that no answer mixes two. Safe for any number of threads.
 */
public final class InService {

    private record State(Served served, @Nullable Report rejected) {}

    private volatile State state;
    private volatile boolean isWarmed;
    private final List<Consumer<Served>> preparations = new CopyOnWriteArrayList<>();

    /** Puts the first snapshot in service. */
    public InService(Served served) {
        this.state = new State(served, null);
    }

    /** Returns the snapshot in service, with its saved queries. */
    public Served current() {
        return state.served();
    }

    /**
     * Adds a preparation that each snapshot is given once it is in service, if it is {@linkplain
     * #keepWarm kept warm}. It saves the first who come time, and nothing else depends on it.
     */
    void prepare(Consumer<Served> preparation) {
        preparations.add(preparation);
    }

    /**
     * Prepares, from now on, each snapshot that goes into service, each preparation in a thread of
     * its own; also the one that is in service.
     */
    public void keepWarm() {
        isWarmed = true;
        warm(state.served());
    }

    /** Returns the report on an edit that was not taken over, if the last one was not. */
    public Optional<Report> rejected() {
        return Optional.ofNullable(state.rejected());
    }

    /** Puts a snapshot that passed its check in service. */
    void replace(Served served) {
        state = new State(served, null);
        if (isWarmed) {
            warm(served);
        }
    }

    private void warm(Served served) {
        for (Consumer<Served> preparation : preparations) {
            Thread.ofPlatform()
                    .name("preparation")
                    .daemon()
                    .start(() -> preparation.accept(served));
        }
    }

    /** Keeps the snapshot in service, and remembers why the newer one was not taken over. */
    void reject(Report report) {
        state = new State(state.served(), report);
    }
}
