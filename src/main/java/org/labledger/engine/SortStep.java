package org.labledger.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.labledger.index.TermKind;
import org.labledger.term.SortKey;
import org.labledger.term.TermOrder;

/**
 * {@code ORDER BY} (SPARQL 1.2, section 15.1), with a limit if there is one. Each condition is
 * evaluated once per solution. Solutions that the conditions do not tell apart come in the order of
 * their terms, so that an answer is always the same.
 */
final class SortStep extends Step {

    private static final int BYTES_PER_KEY = 100;
    private static final int BYTES_PER_ROW = 24;

    private final Step input;
    private final Key[] keys;

    /** Registers that are kept: those of the visible variables by name, then others. */
    private final int[] kept;

    private final int visibleCount;

    /** Maximum number of solutions, or -1. */
    private final long limit;

    private final boolean isDistinct;

    private final Map<Integer, SortKey> sortKeys = new HashMap<>();
    private Rows rows;

    /** Rows in order; {@code null} until the input was read. */
    private int @Nullable [] order;

    private int next;

    /** Values of the conditions that are no variables, by row. */
    private final List<@Nullable SortKey[]> values = new ArrayList<>();

    /**
     * A condition.
     *
     * @param column the column of a variable, or -1
     * @param value the value of another expression; {@code null} for a variable
     */
    record Key(int column, @Nullable Evaluation value, boolean isDescending) {}

    /** An expression. */
    interface Evaluation {
        /** Returns the key of the value, which is that of no value for an error. */
        SortKey key();
    }

    SortStep(
            Run run,
            Step input,
            List<Key> keys,
            int[] kept,
            int visibleCount,
            long limit,
            boolean isDistinct) {
        super(run);
        run.terms.keep();
        this.input = input;
        this.keys = keys.toArray(Key[]::new);
        this.kept = kept;
        this.visibleCount = visibleCount;
        this.limit = limit;
        this.isDistinct = isDistinct;
        this.rows = new Rows(run, kept);
    }

    @Override
    void once() {
        input.once();
    }

    @Override
    void open() {
        forget();
        input.open();
    }

    private void forget() {
        rows.clear();
        values.clear();
        order = null;
        next = 0;
    }

    @Override
    boolean next() {
        if (order == null) {
            order = limit < 0 ? sorted() : first();
        }
        if (next == order.length) {
            close();
            return false;
        }
        rows.load(order[next++]);
        return true;
    }

    private final Set<Integer> boundBefore = new HashSet<>();

    /** Notes which of the kept registers are bound from outside. */
    private void noteBound() {
        boundBefore.clear();
        for (int register : kept) {
            if (run.registers[register] != Run.UNBOUND) {
                boundBefore.add(register);
            }
        }
    }

    private void unset() {
        for (int register : kept) {
            if (!boundBefore.contains(register)) {
                run.registers[register] = Run.UNBOUND;
            }
        }
    }

    private int[] sorted() {
        noteBound();
        while (input.next()) {
            run.tick();
            rows.add();
            rows.charge(BYTES_PER_ROW);
            values.add(values());
        }
        Integer[] sorted = new Integer[rows.size()];
        Arrays.setAll(sorted, i -> i);
        Arrays.sort(sorted, this::compare);
        return Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
    }

    private int[] first() {
        noteBound();
        Comparator<Integer> byOrder = this::compare;
        PriorityQueue<Integer> last = new PriorityQueue<>(byOrder.reversed());
        Set<List<Integer>> known = new HashSet<>();
        int scratch = -1;
        while (input.next()) {
            run.tick();
            if (limit == 0) {
                continue;
            }
            if (scratch < 0) {
                rows.add();
                rows.charge(BYTES_PER_ROW);
                scratch = rows.size() - 1;
                values.add(values());
            } else {
                rows.replace(scratch);
                values.set(scratch, values());
            }
            boolean isFull = last.size() >= limit;
            if ((isFull && compare(scratch, last.element()) >= 0)
                    || (isDistinct && !known.add(visible(scratch)))) {
                continue;
            }
            last.add(scratch);
            scratch = -1;
            if (isFull) {
                scratch = last.remove();
                if (isDistinct) {
                    known.remove(visible(scratch));
                }
            }
        }
        Integer[] sorted = last.toArray(Integer[]::new);
        Arrays.sort(sorted, byOrder);
        return Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
    }

    private List<Integer> visible(int row) {
        Integer[] ids = new Integer[visibleCount];
        Arrays.setAll(ids, i -> rows.get(row, i));
        return List.of(ids);
    }

    private @Nullable SortKey[] values() {
        SortKey[] result = new SortKey[keys.length];
        for (int i = 0; i < keys.length; i++) {
            Evaluation value = keys[i].value();
            if (value != null) {
                result[i] = value.key();
                rows.charge(BYTES_PER_KEY);
            }
        }
        return result;
    }

    private int compare(int a, int b) {
        run.tick();
        for (int i = 0; i < keys.length; i++) {
            Key key = keys[i];
            SortKey first = values.get(a)[i];
            SortKey second = values.get(b)[i];
            int difference =
                    first == null || second == null
                            ? compareIds(rows.get(a, key.column()), rows.get(b, key.column()))
                            : first.compareTo(second);
            if (difference != 0) {
                return key.isDescending() ? -difference : difference;
            }
        }
        for (int i = 0; i < visibleCount; i++) {
            int first = rows.get(a, i);
            int second = rows.get(b, i);
            if (first != second) {
                if (first == Run.UNBOUND || second == Run.UNBOUND) {
                    return first == Run.UNBOUND ? -1 : 1;
                }
                return TermOrder.BY_TERM.compare(run.terms.term(first), run.terms.term(second));
            }
        }
        return 0;
    }

    private int compareIds(int a, int b) {
        if (a == b) {
            return 0;
        }
        if (a == Run.UNBOUND || b == Run.UNBOUND) {
            return a == Run.UNBOUND ? -1 : 1;
        }
        byte kind = run.terms.kind(a);
        if (TermKind.hasKey(kind) && kind == run.terms.kind(b)) {
            return Long.compare(run.terms.key(a), run.terms.key(b));
        }
        return sortKey(a).compareTo(sortKey(b));
    }

    private SortKey sortKey(int id) {
        return sortKeys.computeIfAbsent(
                id,
                i -> {
                    rows.charge(BYTES_PER_KEY);
                    return SortKey.of(run.terms.term(i));
                });
    }

    @Override
    void close() {
        input.close();
        if (next > 0) {
            unset();
        }
        forget();
    }
}
