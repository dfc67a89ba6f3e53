package org.labledger.web;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that is computed once for the snapshot in service, when it is first asked for. Safe for
 * any number of threads; two that ask at the same moment may both compute it.
 *
 * @param <T> what is computed
 */
final class PerSnapshot<T> {

    private record Computed<T>(Served served, T value) {}

    private final Function<Served, T> function;
    private volatile @Nullable Computed<T> last;

    PerSnapshot(Function<Served, T> function) {
        this.function = function;
    }

    /** Returns what belongs to the snapshot. */
    T of(Served served) {
        Computed<T> known = last;
        // Equality of snapshots would compare all they hold.
        if (known == null || known.served().ledger() != served.ledger()) {
            known = new Computed<>(served, function.apply(served));
            last = known;
        }
        return known.value();
    }
}
