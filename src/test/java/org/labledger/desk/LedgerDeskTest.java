package org.labledger.desk;

import org.junit.jupiter.api.Tag;
import org.labledger.HomeFolder;

/** The same of the kinds, names and codes that the ledger has now. */
@Tag("data")
class LedgerDeskTest extends DeskTest {

    @Override
    HomeFolder ledger() {
        return HomeFolder.THIS_PROJECT;
    }
}
