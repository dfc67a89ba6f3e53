package org.labledger.live;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Checker;
import org.labledger.check.Finding;
import org.labledger.check.Report;
import org.labledger.settings.Heap;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.source.HomeFile;
import org.labledger.source.Location;
import org.labledger.source.NoSuchHomeException;

/**
 * Watches a home in a background thread and puts each edit that passes its check in service. After
 * an edit with errors the last good snapshot stays in service.
 *
 * <p>An edit is taken whole: it is read between two equal listings of the files, and goes into
 * service only if nothing changes for the {@link RestTimes} and no git operation is in progress. It
 * is loaded and checked while it rests.
 */
public final class Reloader implements AutoCloseable {

    /** Receives the outcome of each edit, in the reloader's thread. */
    public interface Listener {
        /** The edit is in service: it is the report's snapshot. */
        void takenOver(Report report);

        /** The edit has errors, listed in the report; the old snapshot stays in service. */
        void rejected(Report report);

        /** {@link #reloadNow} found the files as they are in service, or as they were rejected. */
        default void unchanged() {}
    }

    /** Time after which files that could not be read are read again, if no event comes before. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** An edit that takes away more than this share of something waits for a longer rest. */
    private static final double MAX_LOSS = 0.1;

    private static final String PERMISSION_DENIED =
            "Permission denied. Let the server read it, as with `chmod`.";

    /**
     * What a second snapshot takes at least, in bytes for each quad: its index and dictionary. It
     * shares the parsed files that have not changed.
     */
    private static final long BYTES_PER_QUAD = 100;

    private final Path root;
    private final RestTimes times;
    private final HomeWatch watch;
    private final CurrentSnapshot current;
    private final Checker checker;
    private final Listener listener;
    private final LongPredicate hasRoom;
    private final Thread thread;
    private volatile boolean isClosed;
    private boolean isUnreadable;

    private Reloader(
            Path root,
            RestTimes times,
            CurrentSnapshot current,
            Checker checker,
            Listener listener,
            LongPredicate hasRoom) {
        this.root = root;
        this.times = times;
        this.watch = new HomeWatch(root, times.interval(), current::delay);
        this.current = current;
        this.checker = checker;
        this.listener = listener;
        this.hasRoom = hasRoom;
        this.thread = Thread.ofPlatform().name("reload").daemon().unstarted(this::run);
    }

    /**
     * Reads and checks a home that is not being changed; blocks until its files rest and no git
     * operation is in progress.
     *
     * @param kept the snapshot of the last run, used if the home is the same
     * @param waits is told, again and again, what it waits for, in a sentence
     * @return the report on the snapshot, which may have errors
     * @throws IOException if a file cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public static Report first(
            Path root, Checker checker, KeptSnapshots kept, RestTimes times, Consumer<String> waits)
            throws IOException, InterruptedException {
        try (HomeWatch watch = new HomeWatch(root, times.interval(), waits)) {
            watch.awaitRest();
            while (true) {
                Home home = Home.read(root);
                if (watch.isAtRest()) {
                    Report report =
                            kept.find(home, checker)
                                    .orElseGet(() -> checker.check(Snapshot.load(home)));
                    if (watch.staysAtRest(times.edit())) {
                        return report;
                    }
                    waits.accept("The files of the home are changing.");
                }
                watch.awaitChange(null);
            }
        }
    }

    /**
     * Starts watching.
     *
     * @param root the home
     * @param current the snapshot in service, to be replaced
     * @param checker checks the edits; reuses results of the snapshots it has checked before
     * @param listener receives the outcomes
     */
    public static Reloader start(
            Path root,
            CurrentSnapshot current,
            Checker checker,
            RestTimes times,
            Listener listener) {
        return start(root, current, checker, times, listener, Heap::hasRoomFor);
    }

    /**
     * Starts watching.
     *
     * @param hasRoom tells whether so many bytes are free, before a second snapshot is built
     */
    static Reloader start(
            Path root,
            CurrentSnapshot current,
            Checker checker,
            RestTimes times,
            Listener listener,
            LongPredicate hasRoom) {
        Reloader reloader = new Reloader(root, times, current, checker, listener, hasRoom);
        reloader.thread.start();
        return reloader;
    }

    /**
     * Takes the home as it is now, without the long rests. Does not block; the listener is told the
     * outcome. A git operation is waited for all the same.
     */
    public void reloadNow() {
        watch.hurry();
    }

    private void run() {
        try (watch) {
            while (!isClosed) {
                CurrentSnapshot.Task task = CurrentSnapshot.Task.RELOAD;
                try {
                    // What changed between loading the first snapshot and now is seen at first.
                    reload();
                    task = CurrentSnapshot.Task.WATCH;
                    watch.awaitChange(isUnreadable ? RETRY : null);
                } catch (RuntimeException | Error e) {
                    // Requests may have taken the memory, and give it back.
                    current.failed(task, e);
                    TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
                }
            }
        } catch (InterruptedException e) {
            // Told to stop: see close().
            return;
        } finally {
            if (!isClosed) {
                current.delay(
                        "The server has stopped watching its files, by a defect; its log tells"
                                + " more. Start it again.");
            }
        }
    }

    /**
     * Returns an error if a home has lost all its data files. Deleting single files is an edit; an
     * empty {@code data/} is more likely a mistake or a checkout in progress.
     */
    private static Optional<Finding> totalLoss(Home home, Home before) {
        boolean isLost =
                home.files(HomeFile.Part.DATA).findAny().isEmpty()
                        && before.files(HomeFile.Part.DATA).findAny().isPresent();
        return isLost
                ? Optional.of(
                        error(
                                "data",
                                "There is no data file left in data/. Put the files back; if the"
                                        + " ledger is to be empty, start the server again."))
                : Optional.empty();
    }

    /** Returns what an edit takes away, if it is so much that the edit may be half done. */
    private static Optional<String> loss(Snapshot edited, Snapshot before) {
        if (isLoss(edited.sourceCount(), before.sourceCount())
                || isLoss(edited.quadCount(), before.quadCount())) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d sources and %,d of %,d quads",
                            edited.sourceCount(),
                            before.sourceCount(),
                            edited.quadCount(),
                            before.quadCount()));
        }
        int files = edited.home().files().size();
        int filesBefore = before.home().files().size();
        return isLoss(files, filesBefore)
                ? Optional.of(String.format(Locale.ROOT, "%,d of %,d files", files, filesBefore))
                : Optional.empty();
    }

    private static boolean isLoss(long now, long before) {
        return before - now > before * MAX_LOSS;
    }

    private void reload() throws InterruptedException {
        try {
            Home home = Home.read(root);
            if (!watch.isAtRest()) {
                // A file may have been read while being written; the watch reports again when the
                // save is complete.
                return;
            }
            isUnreadable = false;
            if (home.snapshot().equals(current.snapshot().id())) {
                takeBack();
                return;
            }
            if (!hasRoom.test(BYTES_PER_QUAD * current.snapshot().quadCount())) {
                reject(tooLarge());
                return;
            }
            Snapshot snapshot = Snapshot.load(home, current.snapshot());
            Optional<Finding> totalLoss = totalLoss(home, current.snapshot().home());
            Report report =
                    totalLoss.isPresent()
                            ? new Report(snapshot, List.of(totalLoss.get()))
                            : checker.check(snapshot);
            Optional<String> loss =
                    report.passes() ? loss(snapshot, current.snapshot()) : Optional.empty();
            loss.ifPresent(what -> {
                if (watch.isAtRest()) {
                    current.delay(
                            "The files of the home have changed and hold only "
                                    + what
                                    + ". They go into service when nothing has changed for "
                                    + times.loss().toSeconds()
                                    + " s.");
                }
            });
            if (!watch.staysAtRest(loss.isPresent() ? times.loss() : times.edit())) {
                return;
            }
            watch.hasHurried();
            if (report.passes()) {
                current.replace(snapshot);
                listener.takenOver(report);
            } else {
                current.reject(report);
                listener.rejected(report);
            }
        } catch (IOException e) {
            if (watch.isAtRest()) {
                reject(unreadable(e));
                isUnreadable = true;
            }
        } catch (OutOfMemoryError e) {
            current.failed(CurrentSnapshot.Task.RELOAD, e);
            reject(tooLarge());
        } catch (RuntimeException | Error e) {
            // A defect must not end the thread: the next edit may load.
            current.failed(CurrentSnapshot.Task.RELOAD, e);
            reject(
                    error(
                            "data",
                            "The edit could not be loaded, by a defect of this program; its log"
                                    + " tells more."));
        }
    }

    /** The files are those in service: a rejected edit was undone, or nothing has changed. */
    private void takeBack() {
        Snapshot snapshot = current.snapshot();
        boolean wasHurried = watch.hasHurried();
        if (current.rejected().isPresent()) {
            current.replace(snapshot);
            listener.takenOver(checker.check(snapshot));
        } else {
            current.delay(null);
            if (wasHurried) {
                listener.unchanged();
            }
        }
    }

    private void reject(Finding finding) {
        boolean wasHurried = watch.hasHurried();
        Report report = new Report(current.snapshot(), List.of(finding));
        if (!wasHurried
                && current.rejected()
                        .map(Report::findings)
                        .equals(Optional.of(report.findings()))) {
            // Said already: the files were read again only to see whether they can be read now.
            return;
        }
        current.reject(report);
        listener.rejected(report);
    }

    private static Finding tooLarge() {
        return error("data", Heap.tooSmallFor("The edit, beside the snapshot in service,"));
    }

    private Finding unreadable(IOException e) {
        if (e instanceof NoSuchHomeException
                && !(Files.exists(root) && !Files.isExecutable(root))) {
            return error("data", "The home has no data/ any more. Put it back.");
        }
        String file = e instanceof FileSystemException at ? below(at.getFile()) : null;
        String reason =
                switch (e) {
                    case AccessDeniedException denied -> PERMISSION_DENIED;
                    case NoSuchHomeException closed -> PERMISSION_DENIED;
                    case FileSystemException other when other.getReason() != null ->
                            "It cannot be read: " + other.getReason() + ".";
                    default -> "It cannot be read.";
                };
        return error(file == null ? "data" : file, reason);
    }

    /** Returns the path of a file below the home; {@code null} if it is not known or elsewhere. */
    private @Nullable String below(@Nullable String file) {
        if (file == null) {
            return null;
        }
        for (String folder : Home.FOLDERS) {
            try {
                Path real = root.resolve(folder).toRealPath();
                Path path = Path.of(file);
                if (path.startsWith(real)) {
                    return Path.of(folder)
                            .resolve(real.relativize(path))
                            .toString()
                            .replace('\\', '/');
                }
            } catch (IOException e) {
                // This one cannot be resolved, so the file is not known to be in it.
                continue;
            }
        }
        return null;
    }

    private static Finding error(String file, String message) {
        return new Finding(new Location(file, 1, 1), Finding.Severity.ERROR, message, "reload");
    }

    /** Stops watching. Does not wait for a check in progress. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
    }
}
