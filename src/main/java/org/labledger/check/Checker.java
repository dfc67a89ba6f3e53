package org.labledger.check;

import org.jspecify.annotations.Nullable;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;

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
    public synchronized Report check(Snapshot snapshot) {
        if (!snapshot.isWhole()) {
            // Half a home is no good start for the next; what is known of the last whole one is.
            return Check.of(snapshot, limits);
        }
        Memory next = Memory.after(memory, snapshot);
        Report report = Check.of(snapshot, limits, next);
        memory = next;
        return report;
    }
}
