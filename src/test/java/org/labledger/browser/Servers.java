package org.labledger.browser;

import java.time.Duration;
import org.labledger.HomeFolder;
import org.labledger.web.ServedHome;

/**
 * The two homes that tests visit, each on a server of its own that runs until the tests have ended:
 * a ledger, and the made-up library.
 */
final class Servers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Servers SHARED = new Servers(HomeFolder.SMALL_LEDGER);

    private final ServedHome ledger;
    private final ServedHome library = ServedHome.start(HomeFolder.LIBRARY, PATIENCE, 100_000);

    /** Starts servers of a ledger and of the library. */
    Servers(HomeFolder ledger) {
        this.ledger = ServedHome.start(ledger, PATIENCE, 100_000);
    }

    /**
     * Returns the servers of the small ledger and the library, which start when first asked for.
     */
    static Servers shared() {
        return SHARED;
    }

    /** Returns the server of a home. */
    ServedHome of(Kind kind) {
        return kind.isOfLibrary() ? library : ledger;
    }

    /** Returns the server of the ledger. */
    ServedHome ledger() {
        return ledger;
    }
}
