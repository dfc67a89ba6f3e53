package org.labledger.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * A value computed from a snapshot on first use and cached by the snapshot's {@linkplain
 * Snapshot#id id}. Several snapshots may be in use at the same time; the values of the {@value
 * #MAX_SNAPSHOTS} used most recently are kept.
 *
 * <p>Safe for concurrent use. While one thread computes a value, other callers for the same
 * snapshot block; if the computation throws, the next caller tries again.
 *
 * @param <T> the type of the value
 */
public final class PerSnapshot<T> {

    /** The snapshot in service, its successor, and two older ones. */
    private static final int MAX_SNAPSHOTS = 4;

    private final Cache<String, T> values =
            Caffeine.newBuilder().maximumSize(MAX_SNAPSHOTS).build();
    private final Function<Snapshot, T> function;

    /**
     * Creates an empty cache.
     *
     * @param function computes the value; must depend on the snapshot only
     */
    public PerSnapshot(Function<Snapshot, T> function) {
        this.function = function;
    }

    /** Returns the value for a snapshot; blocks while it is computed. */
    public T of(Snapshot snapshot) {
        return values.get(snapshot.id(), id -> function.apply(snapshot));
    }
}
