package org.labledger.engine;

import java.util.Arrays;
import org.labledger.index.TripleIndex;

/**
 * Statements that a solution rests on: pairs of a triple id and the ordinal of the graph it was
 * read in, or {@link #ANY_GRAPH} if any graph that states it supports the solution as well.
 *
 * <p>A citation register holds what one step contributes: {@link TripleIndex#NONE} for nothing, a
 * triple id, with the graph in the register after it, or {@code -2 - n} for the support with number
 * <i>n</i> of the run.
 */
final class Support {

    /** The triple was read in a union of graphs. */
    static final int ANY_GRAPH = -1;

    private static final int BYTES_PER_PAIR = 8;

    private final Run run;
    private long[] pairs = new long[4];
    private int size;

    Support(Run run) {
        this.run = run;
    }

    /** Returns a new support and its value for a citation register. */
    static Support in(Run run) {
        Support support = new Support(run);
        run.supports.add(support);
        return support;
    }

    /** Returns what a citation register holds for the newest support of a run. */
    static int newest(Run run) {
        return -2 - (run.supports.size() - 1);
    }

    void add(int triple, int graph) {
        if (size == pairs.length) {
            run.meter.charge((long) BYTES_PER_PAIR * size);
            pairs = Arrays.copyOf(pairs, 2 * size);
        }
        pairs[size++] = ((long) triple << 32) | (graph & 0xffffffffL);
    }

    /** Adds what the citation registers of a step hold. */
    void addFrom(int[] registers, int[] citations) {
        for (int register : citations) {
            int value = registers[register];
            if (value >= 0) {
                add(value, registers[register + 1]);
            } else if (value < TripleIndex.NONE) {
                Support other = run.supports.get(-2 - value);
                for (int i = 0; i < other.size; i++) {
                    add(other.triple(i), other.graph(i));
                }
            }
        }
    }

    int size() {
        return size;
    }

    int triple(int i) {
        return (int) (pairs[i] >> 32);
    }

    int graph(int i) {
        return (int) pairs[i];
    }
}
