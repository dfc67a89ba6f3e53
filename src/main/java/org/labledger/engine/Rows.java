package org.labledger.engine;

import java.util.Arrays;

/**
 * Solutions that a step keeps: the values of some registers, row by row, charged to the meter of
 * the query.
 */
final class Rows {

    private static final int FIRST_ROWS = 16;

    private final Run run;

    /** The registers whose values are kept. */
    final int[] registers;

    private int[] values = {};
    private int size;
    private long charged;

    Rows(Run run, int[] registers) {
        this.run = run;
        this.registers = registers;
    }

    int size() {
        return size;
    }

    /** Appends the present values of the registers. */
    void add() {
        int at = grow();
        for (int i = 0; i < registers.length; i++) {
            values[at + i] = run.registers[registers[i]];
        }
    }

    /** Appends other values than those of the registers. */
    void add(int[] row) {
        int at = grow();
        System.arraycopy(row, 0, values, at, row.length);
    }

    private int grow() {
        int width = registers.length;
        if ((size + 1) * (long) width > values.length) {
            int capacity = Math.max(FIRST_ROWS * width, Math.multiplyExact(values.length, 2));
            charge((long) Integer.BYTES * (capacity - values.length));
            values = Arrays.copyOf(values, capacity);
        }
        return size++ * width;
    }

    /** Charges bytes that are kept besides the rows, until {@link #clear}. */
    void charge(long bytes) {
        charged += bytes;
        run.meter.charge(bytes);
    }

    /** Returns a value. */
    int get(int row, int column) {
        return values[row * registers.length + column];
    }

    /** Overwrites a row with the present values of the registers. */
    void replace(int row) {
        int at = row * registers.length;
        for (int i = 0; i < registers.length; i++) {
            values[at + i] = run.registers[registers[i]];
        }
    }

    /** Sets all registers to the values of a row. */
    void load(int row) {
        int at = row * registers.length;
        for (int i = 0; i < registers.length; i++) {
            run.registers[registers[i]] = values[at + i];
        }
    }

    /** Drops all rows. */
    void clear() {
        run.meter.release(charged);
        charged = 0;
        values = new int[0];
        size = 0;
    }
}
