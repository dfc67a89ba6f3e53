package org.labledger.web;

import org.junit.jupiter.api.Tag;
import org.labledger.HomeFolder;

/** The same of the queries that the ledger has now. */
@Tag("data")
class LedgerFederatedQueriesTest extends FederatedQueriesTest {

    @Override
    HomeFolder ledger() {
        return HomeFolder.THIS_PROJECT;
    }
}
