package org.labledger.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.labledger.source.Home;

/**
 * Waits for changes of a home on disk, by polling.
 *
 * <p>It compares listings (path, size, modification time, file key) at short intervals instead of
 * using file system events. Polling sees all ways of saving (in place, or by renaming a new file
 * over the old one), checkouts and network file systems alike, loses nothing when many files change
 * at once, and costs a few milliseconds per second.
 *
 * <p>A change is reported once the listing has been stable for one interval, so that saving several
 * files counts as one edit; for {@value #RESTS_WHEN_EMPTIED} intervals if a file is newly empty,
 * which is most likely still being written.
 *
 * <p>To be used by one thread.
 */
public final class HomeWatch {

    private record State(long size, long changed, Object key) {}

    private static final int RESTS_WHEN_EMPTIED = 8;

    private final Path root;
    private final Duration interval;
    private Map<String, State> known;

    /**
     * Takes the first listing; later changes are reported.
     *
     * @param root the home
     * @param interval time between two listings
     * @throws IOException if the home cannot be listed
     */
    public HomeWatch(Path root, Duration interval) throws IOException {
        this.root = root;
        this.interval = interval;
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
            TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            Map<String, State> now;
            try {
                now = list();
            } catch (IOException e) {
                // A folder vanished during the listing, as in a checkout: list again.
                continue;
            }
            rests = now.equals(previous) ? rests + 1 : 0;
            if (!now.equals(known) && rests >= (isEmptied(now) ? RESTS_WHEN_EMPTIED : 1)) {
                known = now;
                return;
            }
            previous = now;
        }
    }

    /**
     * Returns whether a file is newly empty. Editors that save in place truncate a file before they
     * write it.
     */
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
                for (Path path : Home.filesBelow(top.toRealPath())) {
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
