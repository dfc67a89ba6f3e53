package org.labledger.live;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.labledger.source.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for changes of a home on disk.
 *
 * <p>What counts is a listing (path, size, identity, times of last change) that differs from the
 * last one: that sees every way in which editors save, in place or by renaming a new file over the
 * old one, a change of permissions, and loses nothing when many files change at once. Events of the
 * file system say when to list; network drives and some systems have none, so that the home is
 * listed every {@link #POLL} in any case. For a home of 600 files that costs 0.4 s of CPU a minute,
 * where listing every 150 ms cost 1.4 s.
 *
 * <p>A change is reported once the listing has stayed the same for one interval and no git
 * operation is in progress. {@link #staysAtRest} then tells whether it was a whole edit. Used by
 * one thread at a time, except {@link #hurry}.
 */
public final class HomeWatch implements AutoCloseable {

    /** Time between two listings while no event comes. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Time after which files that do not come to rest are told of. */
    private static final Duration LONG_UNREST = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(HomeWatch.class);

    /** {@code changed} is the later time of a change to the content or, on Unix, the inode. */
    private record State(long size, long written, long changed, Object key) {}

    private final Path root;
    private final Duration interval;
    private final Consumer<String> waits;
    private final boolean hasChangeTimes;
    private final Set<Path> watched = new HashSet<>();
    private @Nullable WatchService events;
    private Map<String, State> known;

    /** When {@link #known} was first seen, as {@link System#nanoTime}. */
    private long knownSince;

    /** Whether {@link #known} has to be reported although it is known: it was not at rest. */
    private boolean isPending;

    private volatile boolean isHurried;

    /**
     * Takes the first listing; later changes are reported.
     *
     * @param root the home
     * @param interval how long the listing has to stay the same; also the time between two listings
     *     where the system has no events
     * @param waits is told, again and again, why a change is not reported yet, in a sentence
     */
    public HomeWatch(Path root, Duration interval, Consumer<String> waits) {
        this.root = root;
        this.interval = interval;
        this.waits = waits;
        this.hasChangeTimes = root.getFileSystem().supportedFileAttributeViews().contains("unix");
        try {
            events = root.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            withoutEvents(e);
        }
        this.known = list();
        this.knownSince = System.nanoTime() - age(known).toNanos();
    }

    /**
     * Blocks until the home has changed since the last report and its files rest.
     *
     * @param most the maximum time to wait without a change, or {@code null} to wait for one
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitChange(@Nullable Duration most) throws InterruptedException {
        long begun = System.nanoTime();
        long unrestSince = begun;
        Map<String, State> previous = known;
        while (true) {
            if (previous.equals(known) && !isPending && !isHurried) {
                unrestSince = System.nanoTime();
                if (most != null && unrestSince - begun > most.toNanos()) {
                    return;
                }
                awaitEvent();
            } else {
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            }
            Map<String, State> now = list();
            boolean isStill = now.equals(previous);
            if (!isStill) {
                knownSince = System.nanoTime();
            }
            previous = now;
            if (now.equals(known) && !isPending && !isHurried) {
                continue;
            }
            if (isObstructed()) {
                continue;
            }
            if (isStill) {
                known = now;
                isPending = false;
                return;
            }
            if (System.nanoTime() - unrestSince > LONG_UNREST.toNanos()) {
                waits.accept("The files of the home keep changing.");
            }
        }
    }

    /** Blocks until no git operation is in progress and the files have rested for one interval. */
    void awaitRest() throws InterruptedException {
        isPending = isObstructed() || System.nanoTime() - knownSince < interval.toNanos();
        if (isPending) {
            awaitChange(null);
        }
    }

    /**
     * Returns whether the home is unchanged since the last reported change. If so, everything read
     * before this call was read while no save was under way; if not, the change is reported again
     * when it is complete.
     */
    boolean isAtRest() {
        boolean isAtRest = list().equals(known) && !isObstructed();
        isPending = isPending || !isAtRest;
        return isAtRest;
    }

    /**
     * Blocks until the home has not changed for some time since the last reported change, and
     * returns whether that is so. If not, the change is reported again when it is complete.
     *
     * @param rest the time, of which some may have passed already
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean staysAtRest(Duration rest) throws InterruptedException {
        long end = knownSince + rest.toNanos();
        while (isAtRest()) {
            long left = end - System.nanoTime();
            if (left <= 0 || isHurried) {
                return true;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, interval.toNanos()));
        }
        return false;
    }

    /**
     * Has the home reported as it is, changed or not, without the long rests, until {@link
     * #hasHurried}. Does not block; for any thread.
     */
    void hurry() {
        isHurried = true;
    }

    /** Ends {@link #hurry}; returns whether it was in effect. */
    boolean hasHurried() {
        boolean was = isHurried;
        isHurried = false;
        return was;
    }

    private boolean isObstructed() {
        Optional<String> mark = GitOperation.inProgress(root);
        mark.ifPresent(file ->
                waits.accept(
                        "A git operation is in progress ("
                                + file
                                + "). "
                                + (file.endsWith(".lock")
                                        ? "If no git is running, delete that file."
                                        : "`git status` says how to end it.")));
        return mark.isPresent();
    }

    /** Waits for the next event, but no longer than {@link #POLL}. */
    private void awaitEvent() throws InterruptedException {
        WatchService service = events;
        if (service == null) {
            TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            return;
        }
        WatchKey key = service.poll(POLL.toNanos(), TimeUnit.NANOSECONDS);
        if (key != null) {
            // A save is several events; one listing is enough for them.
            TimeUnit.NANOSECONDS.sleep(interval.toNanos() / 3);
        }
        for (; key != null; key = service.poll()) {
            key.pollEvents();
            if (!key.reset()) {
                watched.remove((Path) key.watchable());
            }
        }
    }

    private void watchFoldersOf(Path file, Path top) {
        Path folder = file.getParent();
        while (folder != null && !folder.equals(top) && !watched.contains(folder)) {
            watch(folder);
            folder = folder.getParent();
        }
    }

    private void watch(Path folder) {
        WatchService service = events;
        if (service != null && watched.add(folder)) {
            try {
                folder.register(
                        service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            } catch (NoSuchFileException e) {
                // Gone since it was listed; if it comes back, it is registered then.
                watched.remove(folder);
            } catch (IOException e) {
                if (Files.isReadable(folder)) {
                    close();
                    withoutEvents(e);
                } else {
                    // It is registered when it can be read.
                    watched.remove(folder);
                }
            }
        }
    }

    private void withoutEvents(Exception cause) {
        events = null;
        LOG.warn(
                "No file system events for {} ({}); it is listed every {} ms instead",
                root,
                cause.getMessage(),
                interval.toMillis());
    }

    /** Stops watching. */
    @Override
    public void close() {
        if (events != null) {
            try {
                events.close();
            } catch (IOException e) {
                LOG.warn("File system events could not be closed: {}", e.getMessage());
            }
        }
    }

    /** Returns how long ago something was last changed; zero if that is not in the past. */
    private static Duration age(Map<String, State> listing) {
        long newest =
                listing.values().stream()
                        .mapToLong(state -> Math.max(state.written(), state.changed()))
                        .max()
                        .orElse(0);
        long age = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - newest;
        return Duration.ofNanos(Math.clamp(age, 0, TimeUnit.HOURS.toNanos(1)));
    }

    private Map<String, State> list() {
        Map<String, State> listing = new TreeMap<>();
        for (String folder : Home.FOLDERS) {
            Path top = root.resolve(folder);
            if (Files.isDirectory(top)) {
                try {
                    Path real = top.toRealPath();
                    watch(real);
                    for (Path path : Home.filesBelow(real)) {
                        watchFoldersOf(path, real);
                        put(path, listing);
                    }
                } catch (IOException e) {
                    // It cannot be listed now; that it can be again is a change. A folder that
                    // vanished during the listing, as in a checkout, is not there the next time.
                    String where = e instanceof FileSystemException at ? at.getFile() : folder;
                    listing.put("unreadable " + where, new State(0, 0, 0, folder));
                }
            }
        }
        return listing;
    }

    private void put(Path path, Map<String, State> listing) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            FileTime written = attributes.lastModifiedTime();
            // Only the time of the inode tells of a chmod, and of a write that kept the other time.
            FileTime changed =
                    hasChangeTimes
                                    && Files.getAttribute(path, "unix:ctime")
                                            instanceof FileTime time
                            ? time
                            : written;
            listing.put(
                    path.toString(),
                    new State(
                            attributes.size(),
                            written.to(TimeUnit.NANOSECONDS),
                            changed.to(TimeUnit.NANOSECONDS),
                            String.valueOf(attributes.fileKey())));
        } catch (NoSuchFileException e) {
            // Deleted since it was listed, as temporary files of editors are.
            return;
        }
    }
}
