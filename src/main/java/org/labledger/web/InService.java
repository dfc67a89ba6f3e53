package org.labledger.web;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Report;
import org.labledger.page.Pages;
import org.labledger.search.SearchIndex;

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
     * Adds a preparation that a snapshot is given when it goes into service, if it is {@linkplain
     * #keepWarm kept warm}; it must not fail for want of it.
     */
    void prepare(Consumer<Served> preparation) {
        preparations.add(preparation);
    }

    /**
     * Prepares, from now on, each snapshot that goes into service for its first searches and
     * visitors, in threads of their own; also the one that is in service. Prepares the drawing of
     * pictures, too, which needs to be done only once.
     */
    public void keepWarm() {
        isWarmed = true;
        warm(state.served());
        Thread pictures = new Thread(Pages::warm, "warm pictures");
        pictures.setDaemon(true);
        pictures.setPriority(Thread.MIN_PRIORITY);
        pictures.start();
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
        SearchIndex.of(served.ledger()).warm();
        Thread.ofPlatform()
                .name("preparation")
                .daemon()
                .start(() -> preparations.forEach(preparation -> preparation.accept(served)));
    }

    /** Keeps the snapshot in service, and remembers why the newer one was not taken over. */
    void reject(Report report) {
        state = new State(state.served(), report);
    }
}
