package org.labledger.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.labledger.check.Checker;
import org.labledger.check.Finding;
import org.labledger.check.Report;
import org.labledger.persist.DamagedStateException;
import org.labledger.persist.StateFile;
import org.labledger.persist.StateReader;
import org.labledger.persist.StateWriter;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.source.Location;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the snapshot in service in a file, with the findings of its check, so that the next start
 * on the same home neither parses nor checks it again.
 *
 * <p>It is a matter of time only. What is read back equals what would be loaded: the key of the
 * file is the hash of all files of the home and that of the program. A file that is missing,
 * damaged, or of another home or program is passed over; one that cannot be written is logged.
 */
public final class KeptSnapshots {

    private static final Logger LOG = LoggerFactory.getLogger(KeptSnapshots.class);

    /** How long a snapshot is in service before it is written: edits often come in a row. */
    private static final Duration REST = Duration.ofSeconds(3);

    private final @Nullable StateFile file;
    private final String program;
    private final Duration rest;
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    private KeptSnapshots(@Nullable StateFile file, String program, Duration rest) {
        this.file = file;
        this.program = program;
        this.rest = rest;
    }

    /**
     * Keeps the snapshots of a home.
     *
     * @param folder a folder for such files alone; made when there is something to write
     * @param home the folder of the home
     * @param program what identifies the program, to the last byte
     */
    public static KeptSnapshots in(Path folder, Path home, String program) {
        return in(folder, home, program, REST);
    }

    static KeptSnapshots in(Path folder, Path home, String program, Duration rest) {
        String subject = home.toAbsolutePath().normalize().toString();
        return new KeptSnapshots(new StateFile(folder, subject), program, rest);
    }

    /** Keeps nothing. */
    public static KeptSnapshots none() {
        return new KeptSnapshots(null, "", REST);
    }

    /** Returns the snapshot of a home and the report on it, if they were kept. */
    Optional<Report> find(Home home, Checker checker) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            return file.read(key(home), in -> read(in, home, checker));
        } catch (DamagedStateException e) {
            LOG.warn(
                    "The kept snapshot {} is damaged and removed; the files of the home are read"
                            + " instead. {}",
                    file.path(),
                    e.getMessage());
            remove(file);
        } catch (IOException e) {
            LOG.warn(
                    "The kept snapshot {} cannot be read; the files of the home are read instead:"
                            + " {}",
                    file.path(),
                    e.toString());
        }
        return Optional.empty();
    }

    private static void remove(StateFile damaged) {
        try {
            damaged.delete();
        } catch (IOException e) {
            LOG.warn("The file {} cannot be removed: {}", damaged.path(), e.toString());
        }
    }

    private static Report read(StateReader in, Home home, Checker checker) throws IOException {
        Snapshot snapshot = Snapshot.read(in, home);
        List<Finding> findings = new ArrayList<>();
        Finding.Severity[] severities = Finding.Severity.values();
        for (int count = in.readLength(1); count > 0; count--) {
            findings.add(
                    new Finding(
                            Location.read(in),
                            severities[in.readInt()],
                            in.readText(),
                            in.readText()));
        }
        return checker.checkAgain(snapshot, findings);
    }

    /**
     * Writes the snapshot in service in a thread of its own, so that the next start finds it.
     *
     * @param report the report on the snapshot, which passes
     */
    public void keepInBackground(Report report, CurrentSnapshot current) {
        if (file == null) {
            return;
        }
        Thread.ofPlatform()
                .name("keep")
                .daemon()
                .start(() -> {
                    try {
                        keep(report, current);
                    } catch (InterruptedException e) {
                        // Nothing interrupts it.
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException | Error e) {
                        current.failed(CurrentSnapshot.Task.KEEPING, e);
                    }
                });
    }

    /**
     * Writes a snapshot if it is still in service after a short time, and if its verdict does not
     * depend on when it is checked. Blocks.
     *
     * @param report the report on the snapshot, which passes
     * @param current the snapshot in service
     * @return whether it is in the file now
     */
    boolean keep(Report report, CurrentSnapshot current) throws InterruptedException {
        Snapshot snapshot = report.snapshot();
        String key = key(snapshot.home());
        if (file == null || !Checker.isLasting(snapshot)) {
            return false;
        }
        if (file.hasKey(key)) {
            return true;
        }
        TimeUnit.NANOSECONDS.sleep(rest.toNanos());
        if (current.snapshot() != snapshot) {
            return false;
        }
        try {
            write(file, key, report);
            return true;
        } catch (IOException e) {
            if (!hasWarned.getAndSet(true)) {
                LOG.warn(
                        "The snapshot cannot be kept in {}, so the next start takes longer: {}."
                                + " Choose another folder with `--cache`, or `--no-cache`.",
                        file.path().getParent(),
                        e.toString());
            }
            return false;
        }
    }

    /** One at a time: the one in service last is written last. */
    private synchronized void write(StateFile into, String key, Report report) throws IOException {
        into.write(key, out -> write(report, out));
    }

    private static void write(Report report, StateWriter out) throws IOException {
        report.snapshot().write(out);
        out.writeInt(report.findings().size());
        for (Finding finding : report.findings()) {
            finding.location().write(out);
            out.writeInt(finding.severity().ordinal());
            out.writeText(finding.message());
            out.writeText(finding.check());
        }
    }

    /** The hash of a home leaves out the links that are not read, which the check tells. */
    private String key(Home home) {
        return program + "\n" + home.snapshot() + "\n" + home.unread();
    }
}
