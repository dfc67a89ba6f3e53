package org.labledger.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.labledger.check.Checker;
import org.labledger.check.Finding;
import org.labledger.check.Report;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;
import org.labledger.source.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a home and puts each edit that passes its check in service. An edit with errors leaves
 * the last good snapshot where it is.
 */
public final class Reloader implements AutoCloseable {

    /** Is told what became of an edit. */
    public interface Listener {
        /** The edit was taken over: the report's snapshot is in service. */
        void takenOver(Report report);

        /** The edit has errors, which the report tells; the old snapshot stays. */
        void rejected(Report report);
    }

    /** Edits show within this time and another like it, plus loading and checking. */
    private static final Duration INTERVAL = Duration.ofMillis(150);

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private final Path root;
    private final HomeWatch watch;
    private final CurrentSnapshot current;
    private final Checker checker;
    private final Listener listener;
    private final Thread thread;

    private Reloader(
            Path root,
            HomeWatch watch,
            CurrentSnapshot current,
            Checker checker,
            Listener listener) {
        this.root = root;
        this.watch = watch;
        this.current = current;
        this.checker = checker;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("reload").daemon().unstarted(this::run);
    }

    /**
     * Begins to watch.
     *
     * @param root the home
     * @param current what to replace
     * @param checker who checks the edits; the more it knows of the first snapshot, the sooner
     * @param listener who is told
     * @throws IOException if the home cannot be listed
     */
    public static Reloader start(
            Path root, CurrentSnapshot current, Checker checker, Listener listener)
            throws IOException {
        return start(root, current, checker, listener, INTERVAL);
    }

    /** Watches at another interval. */
    public static Reloader start(
            Path root,
            CurrentSnapshot current,
            Checker checker,
            Listener listener,
            Duration interval)
            throws IOException {
        Reloader reloader =
                new Reloader(root, new HomeWatch(root, interval), current, checker, listener);
        reloader.thread.start();
        return reloader;
    }

    private void run() {
        // What changed between loading the first snapshot and now is seen here.
        reload();
        while (true) {
            try {
                watch.awaitChange();
            } catch (InterruptedException e) {
                return;
            }
            reload();
        }
    }

    /**
     * Returns what is wrong with a home that has lost all its data: a file may be deleted, but that
     * the last one is meant to go is less likely than a slip or a checkout under way.
     */
    private static Optional<Finding> loss(Home home, Home before) {
        boolean isLost =
                home.files(HomeFile.Part.DATA).findAny().isEmpty()
                        && before.files(HomeFile.Part.DATA).findAny().isPresent();
        return isLost
                ? Optional.of(
                        new Finding(
                                new Place("data", 1, 1),
                                Finding.Severity.ERROR,
                                "There is no data file left in data/. Put the files back; if the"
                                        + " ledger is to be empty, start the server again.",
                                "reload"))
                : Optional.empty();
    }

    private void reload() {
        try {
            Home home = Home.read(root);
            if (!watch.isAtRest()) {
                // A file may have been read while it was being written; the watch reports the end
                // of that save.
                return;
            }
            if (home.snapshot().equals(current.snapshot().id())) {
                if (current.rejected().isPresent()) {
                    // The bad edit was taken back.
                    Snapshot snapshot = current.snapshot();
                    current.replace(snapshot);
                    listener.takenOver(checker.check(snapshot));
                }
                return;
            }
            Snapshot snapshot = Snapshot.load(home, current.snapshot());
            Optional<Finding> loss = loss(home, current.snapshot().home());
            Report report =
                    loss.isPresent()
                            ? new Report(snapshot, List.of(loss.get()))
                            : checker.check(snapshot);
            if (report.passes()) {
                current.replace(snapshot);
                listener.takenOver(report);
            } else {
                current.reject(report);
                listener.rejected(report);
            }
        } catch (IOException e) {
            // A file vanished while it was read: the watch will see the rest of that edit.
            LOG.warn("The home could not be read and stays as it is: {}", e.getMessage());
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // A defect here must not end the watching: the next edit may be free of it.
            LOG.error("The edit could not be loaded; the old snapshot stays in service", e);
            Report report =
                    new Report(
                            current.snapshot(),
                            List.of(
                                    new Finding(
                                            new Place("data", 1, 1),
                                            Finding.Severity.ERROR,
                                            "The edit could not be loaded, by a defect of this"
                                                    + " program; its log tells more.",
                                            "reload")));
            current.reject(report);
            listener.rejected(report);
        }
    }

    /** Stops watching. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
