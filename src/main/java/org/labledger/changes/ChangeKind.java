package org.labledger.changes;

import java.util.Locale;

/** What happened to something between two states. */
public enum ChangeKind {
    /** It is in the later state only. */
    ADDED,
    /** It is in both states, but not the same. */
    CHANGED,
    /** It is in the later state in another place: another graph, or a file of another name. */
    MOVED,
    /** It is in the earlier state only. */
    REMOVED;

    /** Returns its name in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
