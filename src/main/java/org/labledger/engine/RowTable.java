package org.labledger.engine;

/** An index of {@link Rows} by the values of some columns: a hash table of chains of rows. */
final class RowTable {

    /** The end of a chain. */
    static final int END = -1;

    private final Rows rows;
    private final int[] columns;

    /** The last row of each slot + 1; a power of two long. */
    private int[] heads = new int[32];

    /** By row: the row before it in its chain + 1. */
    private int[] links = new int[16];

    private int size;

    RowTable(Rows rows, int[] columns) {
        this.rows = rows;
        this.columns = columns;
        rows.charge(4L * (heads.length + links.length));
    }

    /** Adds the last row that was added to the rows. */
    void addLast() {
        int row = size++;
        if (row == links.length) {
            rows.charge(4L * (heads.length + links.length));
            links = java.util.Arrays.copyOf(links, 2 * row);
            heads = new int[2 * heads.length];
            for (int i = 0; i < row; i++) {
                link(i);
            }
        }
        link(row);
    }

    private void link(int row) {
        int hash = 0;
        for (int column : columns) {
            hash = mixed(hash, rows.get(row, column));
        }
        int slot = slot(hash);
        links[row] = heads[slot];
        heads[slot] = row + 1;
    }

    /** Returns the last row whose columns may have the values of some registers. */
    int first(int[] registers, int[] keys) {
        int hash = 0;
        for (int key : keys) {
            hash = mixed(hash, registers[key]);
        }
        return heads[slot(hash)] - 1;
    }

    /** Returns the next row of a chain, or {@link #END}. */
    int after(int row) {
        return links[row] - 1;
    }

    /** Returns whether the columns of a row have the values of some registers. */
    boolean matches(int row, int[] registers, int[] keys) {
        for (int i = 0; i < keys.length; i++) {
            if (rows.get(row, columns[i]) != registers[keys[i]]) {
                return false;
            }
        }
        return true;
    }

    private static int mixed(int hash, int value) {
        return (hash * 31 + value) * 0x9e3779b9;
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 16)) & (heads.length - 1);
    }
}
