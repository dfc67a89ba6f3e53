package org.labledger;

import org.junit.jupiter.api.Tag;

/** The same of the names that the ontology has now. */
@Tag("data")
class LedgerDomainFreeTest extends DomainFreeTest {

    @Override
    HomeFolder ledger() {
        return HomeFolder.THIS_PROJECT;
    }
}
