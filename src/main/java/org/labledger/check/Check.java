package org.labledger.check;

import java.util.List;
import org.labledger.snapshot.Snapshot;

/**
 * One check of a snapshot. Implementations only read the snapshot and do not depend on each other,
 * so that they run in parallel.
 */
interface Check {

    /** Returns what is wrong, in any order. */
    List<Finding> findings(Snapshot snapshot);
}
