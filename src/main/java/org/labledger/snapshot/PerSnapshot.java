package org.labledger.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * A value computed from a snapshot when it is first asked for, and remembered under the snapshot's
 * {@linkplain Snapshot#id id}. Several snapshots may be asked at the same time; the values of the
 * {@value #SNAPSHOTS} used most recently are kept.
 *
 * <p>Safe for any number of threads. While one thread computes a value, others that ask for the
 * same snapshot wait for it; a computation that throws is tried again by the next caller.
 *
 * @param <T> what is computed
 */
public final class PerSnapshot<T> {

    /** The one in service, the one that replaces it, and two older ones somebody asks about. */
    private static final int SNAPSHOTS = 4;

    private final Cache<String, T> values = Caffeine.newBuilder().maximumSize(SNAPSHOTS).build();
    private final Function<Snapshot, T> function;

    /**
     * Creates a memory that is still empty.
     *
     * @param function computes the value; it must depend on nothing but the snapshot
     */
    public PerSnapshot(Function<Snapshot, T> function) {
        this.function = function;
    }

    /** Returns the value for a snapshot, computing it if this is the first time it is asked for. */
    public T of(Snapshot snapshot) {
        return values.get(snapshot.id(), id -> function.apply(snapshot));
    }
}
