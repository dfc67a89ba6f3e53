package org.labledger.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code DISTINCT}, and {@code REDUCED}, which drops a solution that equals the one before. A
 * solution that is kept cites what supports its first occurrence.
 */
final class DistinctStep extends Step {

    private final Step input;
    private final int[] visible;
    private final boolean isReduced;
    private final int[] columns;
    private final int[] last;
    private boolean hasLast;
    private @Nullable Rows rows;
    private @Nullable RowTable table;

    /**
     * Creates a step.
     *
     * @param visible the registers of the variables that are compared
     */
    DistinctStep(Run run, Step input, int[] visible, boolean isReduced) {
        super(run);
        run.terms.keep();
        this.input = input;
        this.visible = visible;
        this.isReduced = isReduced;
        this.columns = new int[visible.length];
        Arrays.setAll(columns, i -> i);
        this.last = new int[visible.length];
    }

    @Override
    void once() {
        input.once();
    }

    @Override
    void open() {
        forget();
        input.open();
        hasLast = false;
        if (!isReduced) {
            rows = new Rows(run, visible);
            table = new RowTable(rows, columns);
        }
    }

    private void forget() {
        if (rows != null) {
            rows.clear();
            rows = null;
            table = null;
        }
    }

    @Override
    boolean next() {
        while (input.next()) {
            run.tick();
            if (isReduced ? differs() : isNew()) {
                return true;
            }
        }
        forget();
        return false;
    }

    private boolean differs() {
        boolean differs = !hasLast;
        hasLast = true;
        for (int i = 0; i < visible.length; i++) {
            differs |= last[i] != run.registers[visible[i]];
            last[i] = run.registers[visible[i]];
        }
        return differs;
    }

    private boolean isNew() {
        Rows kept = rows;
        RowTable known = table;
        if (kept == null || known == null) {
            throw new IllegalStateException("The step is not open.");
        }
        int row = known.first(run.registers, visible);
        while (row != RowTable.END && !known.matches(row, run.registers, visible)) {
            row = known.after(row);
        }
        if (row != RowTable.END) {
            return false;
        }
        kept.add();
        known.addLast();
        return true;
    }

    @Override
    void close() {
        input.close();
        forget();
    }
}
