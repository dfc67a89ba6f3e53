package org.labledger.engine;

import org.jspecify.annotations.Nullable;
import org.labledger.index.TripleIndex;

/**
 * {@code Join} and {@code LeftJoin} (SPARQL 1.1, section 18.5) of sides that are evaluated
 * separately: the solutions of the right side are kept in a hash table by the variables that both
 * sides always bind; other common variables are compared for each pair.
 */
final class JoinStep extends Step {

    private final Step left;
    private final Step right;

    /** The variables of the right side, and in the same order their registers on the left. */
    private final int[] rightRegisters;

    private final int[] leftRegisters;

    /** Columns and left registers of the variables that both sides always bind. */
    private final int[] keyColumns;

    private final int[] keys;

    /** Condition of a left join, on the registers of the left; {@code null} if there is none. */
    private final @Nullable Condition condition;

    private final boolean isLeftJoin;

    /** Cites that nothing joins; {@code null} if steps do not cite, or it is no left join. */
    private final @Nullable Lack lack;

    private final Rows rows;
    private @Nullable RowTable table;
    private boolean isOnce;

    /** The columns that the present row has set. */
    private final boolean[] isSet;

    private int candidate;
    private boolean hasLeft;
    private boolean isMatched;

    /**
     * Creates a step.
     *
     * @param citations the citation registers of the right side, two for each
     */
    JoinStep(
            Run run,
            Step left,
            Step right,
            int[] rightRegisters,
            int[] leftRegisters,
            int[] keyColumns,
            @Nullable Condition condition,
            boolean isLeftJoin,
            int[] citations,
            @Nullable Lack lack) {
        super(run);
        run.terms.keep();
        this.left = left;
        this.right = right;
        this.rightRegisters = rightRegisters;
        this.leftRegisters = leftRegisters;
        this.keyColumns = keyColumns;
        this.keys = new int[keyColumns.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = leftRegisters[keyColumns[i]];
        }
        this.condition = condition;
        this.isLeftJoin = isLeftJoin;
        this.lack = lack;
        this.isSet = new boolean[rightRegisters.length];
        int[] kept =
                java.util.Arrays.copyOf(rightRegisters, rightRegisters.length + citations.length);
        System.arraycopy(citations, 0, kept, rightRegisters.length, citations.length);
        this.rows = new Rows(run, kept);
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
        hasLeft = false;
    }

    /** The right side depends on nothing outside, so it is read once. */
    private RowTable table() {
        if (table == null) {
            RowTable built = new RowTable(rows, keyColumns);
            right.open();
            while (right.next()) {
                run.tick();
                rows.add();
                built.addLast();
            }
            table = built;
        }
        return table;
    }

    @Override
    boolean next() {
        RowTable all = table();
        if (lack != null) {
            lack.uncite();
        }
        while (true) {
            if (!hasLeft) {
                if ((!isLeftJoin && rows.size() == 0) || !left.next()) {
                    close();
                    return false;
                }
                hasLeft = true;
                isMatched = false;
                candidate = all.first(run.registers, keys);
            } else {
                unset();
            }
            while (candidate != RowTable.END) {
                run.tick();
                int row = candidate;
                candidate = all.after(row);
                if (all.matches(row, run.registers, keys) && set(row)) {
                    if (condition == null || condition.test() == Condition.TRUE) {
                        isMatched = true;
                        return true;
                    }
                }
                unset();
            }
            hasLeft = false;
            if (isLeftJoin && !isMatched) {
                if (lack != null) {
                    lack.cite();
                }
                return true;
            }
        }
    }

    /** Sets the variables that the right side adds; false if a common one has another value. */
    private boolean set(int row) {
        for (int i = 0; i < rightRegisters.length; i++) {
            int value = rows.get(row, i);
            if (value != Run.UNBOUND) {
                int before = run.registers[leftRegisters[i]];
                if (before == Run.UNBOUND) {
                    run.registers[leftRegisters[i]] = value;
                    isSet[i] = true;
                } else if (before != value) {
                    return false;
                }
            }
        }
        for (int i = rightRegisters.length; i < rows.registers.length; i++) {
            run.registers[rows.registers[i]] = rows.get(row, i);
        }
        return true;
    }

    private void unset() {
        for (int i = 0; i < rightRegisters.length; i++) {
            if (isSet[i]) {
                run.registers[leftRegisters[i]] = Run.UNBOUND;
                isSet[i] = false;
            }
        }
        for (int i = rightRegisters.length; i < rows.registers.length; i++) {
            run.registers[rows.registers[i]] = TripleIndex.NONE;
        }
    }

    @Override
    void close() {
        unset();
        if (lack != null) {
            lack.uncite();
        }
        left.close();
        hasLeft = false;
        if (isOnce) {
            rows.clear();
            table = null;
        }
    }
}
