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
 * Waits for a home to change on disk.
 *
 * <p>It compares listings (path, size, time of last change) at short intervals rather than asking
 * the system for events: that sees every way in which editors save (in place, or by renaming a new
 * file over the old one), a checkout of another branch and network file systems alike, loses
 * nothing when many files change at once, and costs a few milliseconds a second.
 *
 * <p>A change is reported once the listing has stayed the same for one interval, so that a save of
 * several files is taken as one edit; for eight intervals if a file is newly empty, for then it is
 * most likely being written.
 */
public final class HomeWatch {

    private record State(long size, long changed, Object key) {}

    private static final int RESTS_WHEN_EMPTIED = 8;

    private final Path root;
    private final Duration interval;
    private Map<String, State> known;

    /**
     * Begins to watch; what changes from now on is reported.
     *
     * @param root the home
     * @param interval how long to wait between two looks
     * @throws IOException if the home cannot be listed
     */
    public HomeWatch(Path root, Duration interval) throws IOException {
        this.root = root;
        this.interval = interval;
        this.known = list();
    }

    /**
     * Waits until the home has changed since the last call, and has come to rest.
     *
     * @throws InterruptedException if the thread is told to stop
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
                // A folder vanished between two looks, as in a checkout: look again.
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
     * Returns whether the home is still as it was when the last change was reported. A home that
     * was read before this returned true was read whole: no save was under way.
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
                        // Gone since it was listed, as an editor's files often are.
                        continue;
                    }
                }
            }
        }
        return listing;
    }
}
