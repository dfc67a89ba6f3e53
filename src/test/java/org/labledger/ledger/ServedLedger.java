package org.labledger.ledger;

import java.time.Duration;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;
import org.labledger.web.ServedHome;

/**
 * The ledger as curators have it now, on one server for all tests of the data. It starts when first
 * asked for and runs until the JVM ends.
 */
public final class ServedLedger {

    private static final ServedHome SERVER =
            ServedHome.start(HomeFolder.THIS_PROJECT, Duration.ofSeconds(30), 100_000);

    private ServedLedger() {}

    /** Returns the server. */
    public static ServedHome server() {
        return SERVER;
    }

    /** Returns the snapshot that is served. */
    public static Snapshot snapshot() {
        return SERVER.snapshot();
    }
}
