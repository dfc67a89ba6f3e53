package org.labledger.index;

import java.util.BitSet;

/**
 * Graphs of a {@link TripleIndex}, whose union a pattern is matched against. A triple that several
 * of them have matches once.
 */
public sealed interface GraphSet {

    /** All graphs. */
    GraphSet ALL = new All();

    /** No graph. */
    GraphSet NONE = new Some(new BitSet(), new int[0]);

    /** Returns a set of one graph. */
    static GraphSet of(int ordinal) {
        return new One(ordinal);
    }

    /** Returns a set of some graphs. */
    static GraphSet of(BitSet ordinals) {
        return switch (ordinals.cardinality()) {
            case 0 -> NONE;
            case 1 -> of(ordinals.nextSetBit(0));
            default -> new Some((BitSet) ordinals.clone(), ordinals.stream().toArray());
        };
    }

    /** Returns whether one of the graphs has a triple. */
    boolean hasTriple(TripleIndex index, int triple);

    /** Returns whether a graph is one of them. */
    boolean contains(int ordinal);

    /** Every graph of the index. */
    record All() implements GraphSet {
        @Override
        public boolean hasTriple(TripleIndex index, int triple) {
            return true;
        }

        @Override
        public boolean contains(int ordinal) {
            return true;
        }
    }

    /** Every graph of the index but one. */
    record AllBut(int ordinal) implements GraphSet {
        @Override
        public boolean hasTriple(TripleIndex index, int triple) {
            return index.graphCountOf(triple) > 1 || index.graphOf(triple, 0) != ordinal;
        }

        @Override
        public boolean contains(int other) {
            return other != ordinal;
        }
    }

    /** A single graph. */
    record One(int ordinal) implements GraphSet {
        @Override
        public boolean hasTriple(TripleIndex index, int triple) {
            return index.isIn(triple, ordinal);
        }

        @Override
        public boolean contains(int other) {
            return other == ordinal;
        }
    }

    /** Any number of graphs. */
    final class Some implements GraphSet {

        private final BitSet members;
        private final int[] ordinals;

        private Some(BitSet members, int[] ordinals) {
            this.members = members;
            this.ordinals = ordinals;
        }

        /** Returns the number of graphs. */
        int size() {
            return ordinals.length;
        }

        /** Returns a graph by its position in the set, from 0. */
        int get(int i) {
            return ordinals[i];
        }

        @Override
        public boolean hasTriple(TripleIndex index, int triple) {
            int count = index.graphCountOf(triple);
            for (int i = 0; i < count; i++) {
                if (members.get(index.graphOf(triple, i))) {
                    return true;
                }
            }
            return false;
        }

        /** Returns the first of the graphs that has a triple, which one of them does. */
        int firstOf(TripleIndex index, int triple) {
            int count = index.graphCountOf(triple);
            for (int i = 0; i < count; i++) {
                int graph = index.graphOf(triple, i);
                if (members.get(graph)) {
                    return graph;
                }
            }
            return TripleIndex.NONE;
        }

        @Override
        public boolean contains(int ordinal) {
            return members.get(ordinal);
        }
    }
}
