package org.labledger.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.labledger.source.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for changes of a home on disk.
 *
 * <p>What counts is a listing (path, size, time of last change) that differs from the last one:
 * that sees every way in which editors save, in place or by renaming a new file over the old one,
 * and loses nothing when many files change at once. Events of the file system say when to list;
 * network drives and some systems have none, so that the home is listed every {@link #POLL} in any
 * case. For a home of 600 files that costs 0.3 s of CPU a minute, where listing every 150 ms cost
 * 1.4 s.
 *
 * <p>A change is reported once the listing has stayed the same for one interval, so that a save of
 * several files is taken as one edit; for eight intervals, and at least 1.2 s, if a file is newly
 * empty, for then it is most likely being written. Used by one thread at a time.
 */
public final class HomeWatch implements AutoCloseable {

    /** Time between two listings while no event comes. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private static final int RESTS_WHEN_EMPTIED = 8;

    /**
     * Minimum time that an emptied file has to rest. The event wakes this program just after the
     * writer emptied the file, and on a busy machine the writer may then have to wait.
     */
    private static final Duration REST_WHEN_EMPTIED = Duration.ofMillis(1_200);

    private static final Logger LOG = LoggerFactory.getLogger(HomeWatch.class);

    private record State(long size, long changed, Object key) {}

    private final Path root;
    private final Duration interval;
    private final Set<Path> watched = new HashSet<>();
    private @Nullable WatchService events;
    private Map<String, State> known;

    /**
     * Takes the first listing; later changes are reported.
     *
     * @param root the home
     * @param interval how long the listing has to stay the same; also the time between two listings
     *     where the system has no events
     * @throws IOException if the home cannot be listed
     */
    public HomeWatch(Path root, Duration interval) throws IOException {
        this.root = root;
        this.interval = interval;
        try {
            events = root.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            withoutEvents(e);
        }
        this.known = list();
    }

    /**
     * Blocks until the home has changed since the last report and is stable.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitChange() throws InterruptedException {
        Map<String, State> previous = known;
        int rests = 0;
        while (true) {
            if (previous.equals(known)) {
                awaitEvent();
            } else {
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            }
            Map<String, State> now;
            try {
                now = list();
            } catch (IOException e) {
                // A folder vanished during the listing, as in a checkout: list again.
                continue;
            }
            rests = now.equals(previous) ? rests + 1 : 0;
            if (!now.equals(known) && rests >= (isEmptied(now) ? restsWhenEmptied() : 1)) {
                known = now;
                return;
            }
            previous = now;
        }
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
                close();
                withoutEvents(e);
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

    private long restsWhenEmptied() {
        return Math.max(
                RESTS_WHEN_EMPTIED, REST_WHEN_EMPTIED.toNanos() / Math.max(1, interval.toNanos()));
    }

    /** An editor that saves in place empties the file first and may be slow to fill it. */
    private boolean isEmptied(Map<String, State> now) {
        for (Map.Entry<String, State> entry : now.entrySet()) {
            State before = known.get(entry.getKey());
            if (entry.getValue().size() == 0 && (before == null || before.size() > 0)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether the home is unchanged since the last reported change. If so, everything read
     * before this call was read while no save was under way.
     */
    public boolean isAtRest() {
        try {
            return list().equals(known);
        } catch (IOException e) {
            // Something vanished while it was listed.
            return false;
        }
    }

    private Map<String, State> list() throws IOException {
        Map<String, State> listing = new TreeMap<>();
        for (String folder : Home.FOLDERS) {
            Path top = root.resolve(folder);
            if (Files.isDirectory(top)) {
                Path real = top.toRealPath();
                watch(real);
                for (Path path : Home.filesBelow(real)) {
                    watchFoldersOf(path, real);
                    try {
                        BasicFileAttributes attributes =
                                Files.readAttributes(path, BasicFileAttributes.class);
                        listing.put(
                                path.toString(),
                                new State(
                                        attributes.size(),
                                        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                                        String.valueOf(attributes.fileKey())));
                    } catch (NoSuchFileException e) {
                        // Deleted since it was listed, as temporary files of editors are.
                        continue;
                    }
                }
            }
        }
        return listing;
    }
}
