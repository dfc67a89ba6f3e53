package org.labledger.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.labledger.index.TripleIndex;

/**
 * {@code DISTINCT} and {@code REDUCED} where steps cite: a solution rests on any of the solutions
 * that it stands for, so all are read first. The order is that of {@link DistinctStep}.
 */
final class CitedDistinctStep extends Step {

    private final Step input;
    private final int[] visible;
    private final boolean isReduced;
    private final int[] citations;
    private final int citation;
    private final int[] columns;
    private final boolean[] isGiven;
    private @Nullable Rows rows;
    private final List<Support.Choice> supports = new ArrayList<>();
    private boolean isRead;
    private int next;

    /**
     * Creates a step.
     *
     * @param visible the registers of the variables that are compared
     * @param citations the citation registers of the input
     * @param citation that of this step
     */
    CitedDistinctStep(
            Run run, Step input, int[] visible, boolean isReduced, int[] citations, int citation) {
        super(run);
        run.terms.keep();
        this.input = input;
        this.visible = visible;
        this.isReduced = isReduced;
        this.citations = citations;
        this.citation = citation;
        this.columns = new int[visible.length];
        Arrays.setAll(columns, i -> i);
        this.isGiven = new boolean[visible.length];
    }

    @Override
    void once() {
        input.once();
    }

    @Override
    void open() {
        forget();
        for (int i = 0; i < visible.length; i++) {
            isGiven[i] = run.registers[visible[i]] != Run.UNBOUND;
        }
        input.open();
        isRead = false;
    }

    @Override
    boolean next() {
        Rows kept = rows;
        if (!isRead) {
            kept = read();
            rows = kept;
            isRead = true;
            next = 0;
        }
        if (kept == null || next == kept.size()) {
            close();
            return false;
        }
        kept.load(next);
        run.registers[citation] = run.keep(supports.get(next).any());
        next++;
        return true;
    }

    private Rows read() {
        Rows kept = new Rows(run, visible);
        RowTable known = new RowTable(kept, columns);
        while (input.next()) {
            run.tick();
            int row = kept.size() == 0 ? RowTable.END : find(kept, known);
            if (row == RowTable.END) {
                row = kept.size();
                kept.add();
                known.addLast();
                supports.add(new Support.Choice());
            }
            Support.Choice choice = supports.get(row);
            if (choice.isOpen()) {
                Support support = run.support(citations);
                kept.charge(support.size());
                choice.add(support);
            } else {
                choice.addAnother();
            }
        }
        return kept;
    }

    /** Returns the row that the present solution is the same as, or {@link RowTable#END}. */
    private int find(Rows kept, RowTable known) {
        int row = isReduced ? kept.size() - 1 : known.first(run.registers, visible);
        while (row != RowTable.END && !known.matches(row, run.registers, visible)) {
            row = isReduced ? RowTable.END : known.after(row);
        }
        return row;
    }

    private void forget() {
        if (rows != null) {
            rows.clear();
            rows = null;
        }
        supports.clear();
    }

    @Override
    void close() {
        if (!isRead) {
            input.close();
        } else if (next > 0) {
            for (int i = 0; i < visible.length; i++) {
                if (!isGiven[i]) {
                    run.registers[visible[i]] = Run.UNBOUND;
                }
            }
            run.registers[citation] = TripleIndex.NONE;
        }
        forget();
        isRead = true;
        next = 0;
    }
}
