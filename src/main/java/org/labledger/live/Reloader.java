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
import org.labledger.source.Location;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a home in a background thread and puts each edit that passes its check in service. After
 * an edit with errors the last good snapshot stays in service.
 */
public final class Reloader implements AutoCloseable {

    /** Receives the outcome of each edit, in the reloader's thread. */
    public interface Listener {
        /** The edit is in service: it is the report's snapshot. */
        void takenOver(Report report);

        /** The edit has errors, listed in the report; the old snapshot stays in service. */
        void rejected(Report report);
    }

    /** How long the files have to stay the same before they are loaded. */
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
     * Starts watching.
     *
     * @param root the home
     * @param current the snapshot in service, to be replaced
     * @param checker checks the edits; reuses results of the snapshots it has checked before
     * @param listener receives the outcomes
     * @throws IOException if the home cannot be listed
     */
    public static Reloader start(
            Path root, CurrentSnapshot current, Checker checker, Listener listener)
            throws IOException {
        return start(root, current, checker, listener, INTERVAL);
    }

    /** Starts watching with another polling interval. */
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
        try (watch) {
            // What changed between loading the first snapshot and now is seen here.
            reload();
            while (true) {
                watch.awaitChange();
                reload();
            }
        } catch (InterruptedException e) {
            // Told to stop: see close().
            return;
        }
    }

    /**
     * Returns an error if a home has lost all its data files. Deleting single files is an edit; an
     * empty {@code data/} is more likely a mistake or a checkout in progress.
     */
    private static Optional<Finding> loss(Home home, Home before) {
        boolean isLost =
                home.files(HomeFile.Part.DATA).findAny().isEmpty()
                        && before.files(HomeFile.Part.DATA).findAny().isPresent();
        return isLost
                ? Optional.of(
                        new Finding(
                                new Location("data", 1, 1),
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
                // A file may have been read while being written; the watch reports again when the
                // save is complete.
                return;
            }
            if (home.snapshot().equals(current.snapshot().id())) {
                if (current.rejected().isPresent()) {
                    // The rejected edit was undone.
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
            // A file vanished while being read: the watch reports the rest of that edit.
            LOG.warn("The home could not be read and stays as it is: {}", e.getMessage());
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // A defect must not end the thread: the next edit may load.
            LOG.error("The edit could not be loaded; the old snapshot stays in service", e);
            Report report =
                    new Report(
                            current.snapshot(),
                            List.of(
                                    new Finding(
                                            new Location("data", 1, 1),
                                            Finding.Severity.ERROR,
                                            "The edit could not be loaded, by a defect of this"
                                                    + " program; its log tells more.",
                                            "reload")));
            current.reject(report);
            listener.rejected(report);
        }
    }

    /** Stops watching. Does not wait for a check in progress. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
