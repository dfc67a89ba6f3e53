package org.labledger.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code MINUS} (SPARQL 1.2, section 18.4): drops a solution if some solution of the right side is
 * compatible with it and shares a bound variable.
 *
 * <p>For each set of variables that left solutions bind there is a hash table for each set that
 * they share with right ones; there are few such sets.
 */
final class MinusStep extends Step {

    private final Step left;
    private final Step right;

    /** The common variables: their registers on the left, and in the same order on the right. */
    private final int[] leftRegisters;

    /** The number of common variables; a graph after them has to be the same, but is not shared. */
    private final int variableCount;

    private final Rows rows;
    private @Nullable Map<BitSet, List<Integer>> rowsByBound;
    private boolean isOnce;
    private final Map<BitSet, List<Shared>> tables = new HashMap<>();
    private final BitSet bound;

    /** What right solutions have in common with left ones of one set of bound variables. */
    private record Shared(int[] keys, Rows rows, RowTable table) {}

    /**
     * Creates a step.
     *
     * @param variableCount the number of common variables; after their registers there may be those
     *     of the graph, which is bound on both sides
     */
    MinusStep(
            Run run,
            Step left,
            Step right,
            int[] leftRegisters,
            int[] rightRegisters,
            int variableCount) {
        super(run);
        run.terms.keep();
        this.left = left;
        this.right = right;
        this.leftRegisters = leftRegisters;
        this.variableCount = variableCount;
        this.rows = new Rows(run, rightRegisters);
        this.bound = new BitSet(leftRegisters.length);
        right.once();
    }

    @Override
    void once() {
        isOnce = true;
        left.once();
    }

    @Override
    void open() {
        left.open();
    }

    @Override
    boolean next() {
        while (left.next()) {
            run.tick();
            bound.clear();
            for (int i = 0; i < leftRegisters.length; i++) {
                bound.set(i, run.registers[leftRegisters[i]] != Run.UNBOUND);
            }
            List<Shared> shared = tables.get(bound);
            if (shared == null) {
                BitSet key = (BitSet) bound.clone();
                shared = tables(key);
                tables.put(key, shared);
            }
            if (shared.stream().noneMatch(this::isMatched)) {
                return true;
            }
        }
        close();
        return false;
    }

    private boolean isMatched(Shared shared) {
        RowTable table = shared.table();
        int row = table.first(run.registers, shared.keys());
        while (row != RowTable.END && !table.matches(row, run.registers, shared.keys())) {
            run.tick();
            row = table.after(row);
        }
        return row != RowTable.END;
    }

    private List<Shared> tables(BitSet leftBound) {
        if (rowsByBound == null) {
            rowsByBound = read();
        }
        Map<BitSet, List<Integer>> rowsByShared = new HashMap<>();
        rowsByBound.forEach((rightBound, found) -> {
            BitSet shared = (BitSet) rightBound.clone();
            shared.and(leftBound);
            if (!shared.get(0, variableCount).isEmpty()) {
                rowsByShared.computeIfAbsent(shared, s -> new ArrayList<>()).addAll(found);
            }
        });
        List<Shared> result = new ArrayList<>();
        rowsByShared.forEach((shared, found) -> result.add(table(shared, found)));
        return result;
    }

    /** Puts the distinct values of the shared variables into a table. */
    private Shared table(BitSet shared, List<Integer> found) {
        int[] columns = shared.stream().toArray();
        int[] keys = new int[columns.length];
        int[] own = new int[columns.length];
        int[] all = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            keys[i] = leftRegisters[columns[i]];
            own[i] = rows.registers[columns[i]];
            all[i] = i;
        }
        Rows distinct = new Rows(run, own);
        RowTable table = new RowTable(distinct, all);
        for (int row : found) {
            run.tick();
            rows.load(row);
            int same = table.first(run.registers, own);
            while (same != RowTable.END && !table.matches(same, run.registers, own)) {
                same = table.after(same);
            }
            if (same == RowTable.END) {
                distinct.add();
                table.addLast();
            }
        }
        for (int register : rows.registers) {
            run.registers[register] = Run.UNBOUND;
        }
        return new Shared(keys, distinct, table);
    }

    private Map<BitSet, List<Integer>> read() {
        Map<BitSet, List<Integer>> found = new HashMap<>();
        right.open();
        while (right.next()) {
            run.tick();
            BitSet rightBound = new BitSet(rows.registers.length);
            for (int i = 0; i < rows.registers.length; i++) {
                rightBound.set(i, run.registers[rows.registers[i]] != Run.UNBOUND);
            }
            rows.charge(Integer.BYTES);
            found.computeIfAbsent(rightBound, b -> new ArrayList<>()).add(rows.size());
            rows.add();
        }
        return found;
    }

    @Override
    void close() {
        left.close();
        if (isOnce) {
            tables.values().forEach(all -> all.forEach(shared -> shared.rows().clear()));
            tables.clear();
            rows.clear();
            rowsByBound = null;
        }
    }
}
