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
 * Watches a home and puts each edit that passes its check in service. An edit with errors is
 * rejected: the last good snapshot stays.
 */
public final class Reloader implements AutoCloseable {

    /** Receives the result of each edit. */
    public interface Listener {
        /** The edit was accepted: the report's snapshot is in service. */
        void takenOver(Report report);

        /** The edit has the errors in the report; the old snapshot stays. */
        void rejected(Report report);
    }

    /** How long the files have to stay the same before they are loaded. */
    private static final Duration INTERVAL = Duration.ofMillis(150);

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private final Path root;
    private final HomeWatch watch;
    private final InService inService;
    private final Checker checker;
    private final Listener listener;
    private final Thread thread;

    private Reloader(
            Path root, HomeWatch watch, InService inService, Checker checker, Listener listener) {
        this.root = root;
        this.watch = watch;
        this.inService = inService;
        this.checker = checker;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("reload").daemon().unstarted(this::run);
    }

    /**
     * Begins to watch.
     *
     * @param root the home
     * @param inService what to replace
     * @param checker checks the edits; faster if it has checked the first snapshot
     * @param listener receives the result of each edit
     * @throws IOException if the home cannot be listed
     */
    public static Reloader start(Path root, InService inService, Checker checker, Listener listener)
            throws IOException {
        return start(root, inService, checker, listener, INTERVAL);
    }

    /** Begins to watch with another {@linkplain HomeWatch interval}. */
    public static Reloader start(
            Path root, InService inService, Checker checker, Listener listener, Duration interval)
            throws IOException {
        Reloader reloader =
                new Reloader(root, new HomeWatch(root, interval), inService, checker, listener);
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
                // A file may have been read while it was being written; the watch reports the end
                // of that save.
                return;
            }
            if (home.snapshot().equals(inService.current().id())) {
                if (inService.rejected().isPresent()) {
                    // The bad edit was reverted.
                    Snapshot snapshot = inService.current();
                    inService.replace(snapshot);
                    listener.takenOver(checker.check(snapshot));
                }
                return;
            }
            Snapshot snapshot = Snapshot.load(home, inService.current());
            Optional<Finding> loss = loss(home, inService.current().home());
            Report report =
                    loss.isPresent()
                            ? new Report(snapshot, List.of(loss.get()))
                            : checker.check(snapshot);
            if (report.passes()) {
                inService.replace(snapshot);
                listener.takenOver(report);
            } else {
                inService.reject(report);
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
                            inService.current(),
                            List.of(
                                    new Finding(
                                            new Location("data", 1, 1),
                                            Finding.Severity.ERROR,
                                            "The edit could not be loaded, by a defect of this"
                                                    + " program; its log tells more.",
                                            "reload")));
            inService.reject(report);
            listener.rejected(report);
        }
    }

    /** Stops watching. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
