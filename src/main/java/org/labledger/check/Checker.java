package org.labledger.check;

import org.jspecify.annotations.Nullable;
import org.labledger.catalog.Catalog;
import org.labledger.query.Limits;
import org.labledger.store.Ledger;

/**
 * Checks the snapshots of a home one after another, as it is edited. What an edit cannot have
 * touched is not looked at again; the report is that of {@link Check#of}.
 */
public final class Checker {

    private final Limits limits;
    private @Nullable Memory memory;

    /**
     * Creates one that has seen nothing yet.
     *
     * @param limits what one query may use
     */
    public Checker(Limits limits) {
        this.limits = limits;
    }

    /** Checks a snapshot, with the saved queries that belong to it. */
    public synchronized Report check(Ledger ledger, Catalog catalog) {
        if (!ledger.isWhole()) {
            // Half a home is no good start for the next; what is known of the last whole one is.
            return Check.of(ledger, catalog, limits);
        }
        Memory next = Memory.after(memory, ledger);
        Report report = Check.of(ledger, catalog, limits, next);
        memory = next;
        return report;
    }
}
