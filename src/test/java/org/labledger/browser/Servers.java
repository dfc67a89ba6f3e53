package org.labledger.browser;

import java.time.Duration;
import org.labledger.HomeFolder;
import org.labledger.web.ServedHome;

/**
 * The two homes that tests visit, each on a server of its own that runs until the tests have ended:
 * this project's, and the made-up library.
 */
final class Servers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Servers SHARED = new Servers();

    private final ServedHome snapshot =
            ServedHome.start(HomeFolder.THIS_PROJECT, PATIENCE, 100_000);
    private final ServedHome library = ServedHome.start(HomeFolder.LIBRARY, PATIENCE, 100_000);

    private Servers() {}

    /** Returns the servers, which start when they are first asked for. */
    static Servers shared() {
        return SHARED;
    }

    /** Returns the server of a home. */
    ServedHome of(Kind kind) {
        return kind.isOfLibrary() ? library : snapshot;
    }

    /** Returns the server of this project's home. */
    ServedHome snapshot() {
        return snapshot;
    }
}
