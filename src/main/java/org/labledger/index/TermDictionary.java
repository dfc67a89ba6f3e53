package org.labledger.index;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jena.graph.Node;
import org.labledger.term.TermTexts;

/**
 * The distinct terms of a snapshot, numbered from 0. Two terms are the same if they are equal as
 * {@link Node}s ({@code sameTerm} of SPARQL 1.2, section 17.4.1.8); equal values such as {@code 1}
 * and {@code 01} are different terms.
 *
 * <p>Each term has a {@link TermKind} and, for some kinds, a 64-bit key by which terms of that kind
 * are compared without looking at the term. Immutable and safe for concurrent use.
 */
public final class TermDictionary {

    /** The id of a term that the dictionary does not have. */
    public static final int ABSENT = -2;

    private final Node[] terms;

    /** Open addressing with linear probing: id + 1, or 0 for a free slot. A power of two long. */
    private final int[] slots;

    /** {@link TermKind} by id. */
    private final byte[] kinds;

    /** Key by id; 0 for kinds without keys. */
    private final long[] keys;

    /** By format. */
    private final Map<String, TermTexts> texts = new ConcurrentHashMap<>();

    private TermDictionary(Node[] terms, int[] slots) {
        this.terms = terms;
        this.slots = slots;
        this.kinds = new byte[terms.length];
        this.keys = new long[terms.length];
        // Each term is looked at by itself, so the order does not matter.
        Parallel.ranges(
                terms.length,
                (from, to) -> {
                    for (int id = from; id < to; id++) {
                        byte kind = TermKind.of(terms[id]);
                        if (TermKind.hasKey(kind)) {
                            keys[id] = TermKind.key(kind, terms[id]);
                        }
                        kinds[id] = kind;
                    }
                });
    }

    /** Returns a dictionary of different terms, which get the numbers from 0. */
    static TermDictionary of(List<Node> terms) {
        Builder builder = new Builder(terms.size());
        terms.forEach(builder::add);
        return builder.build();
    }

    /** Returns the terms, by id. */
    List<Node> terms() {
        return Collections.unmodifiableList(Arrays.asList(terms));
    }

    /** Returns the number of terms; ids are less than it. */
    public int size() {
        return terms.length;
    }

    /** Returns the term of an id. */
    public Node term(int id) {
        return terms[id];
    }

    /** Returns the id of a term, or {@link #ABSENT}. */
    public int idOf(Node term) {
        int mask = slots.length - 1;
        int slot = spread(term.hashCode()) & mask;
        while (slots[slot] != 0) {
            int id = slots[slot] - 1;
            if (terms[id].equals(term)) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        return ABSENT;
    }

    /** Returns the {@link TermKind} of a term. */
    public byte kind(int id) {
        return kinds[id];
    }

    /**
     * Returns the key of a term: for terms of one kind that {@linkplain TermKind#hasKey has keys},
     * keys compare as values do.
     */
    public long key(int id) {
        return keys[id];
    }

    /** Returns the texts of the terms in a format, by id; see {@code NumberedSolution}. */
    public TermTexts texts(String format) {
        return texts.computeIfAbsent(format, f -> new TermTexts());
    }

    private static int spread(int hash) {
        // Nodes of similar IRIs have similar hashes; multiply by the golden ratio.
        int mixed = hash * 0x9e3779b9;
        return mixed ^ (mixed >>> 15);
    }

    /** Numbers terms in the order in which they are first added. Not safe for concurrent use. */
    public static final class Builder {

        private static final int FIRST_CAPACITY = 1 << 10;

        private Node[] terms;
        private int[] hashes;
        private int[] slots;
        private int size;

        /** Creates a builder without terms. */
        public Builder() {
            this(FIRST_CAPACITY);
        }

        /** Creates a builder with the terms of a dictionary, which keep their numbers. */
        Builder(TermDictionary dictionary) {
            this(dictionary.size() + 1);
            dictionary.terms().forEach(this::add);
        }

        private Builder(int capacity) {
            int rounded = Integer.highestOneBit(Math.max(1, capacity - 1)) << 1;
            terms = new Node[rounded];
            hashes = new int[rounded];
            slots = new int[2 * rounded];
        }

        /** Returns the id of a term, a new one if it was not added before. */
        public int add(Node term) {
            int hash = spread(term.hashCode());
            int mask = slots.length - 1;
            int slot = hash & mask;
            while (slots[slot] != 0) {
                int id = slots[slot] - 1;
                if (hashes[id] == hash && terms[id].equals(term)) {
                    return id;
                }
                slot = (slot + 1) & mask;
            }
            if (size == terms.length) {
                grow();
                return add(term);
            }
            terms[size] = term;
            hashes[size] = hash;
            slots[slot] = size + 1;
            return size++;
        }

        private void grow() {
            int capacity = Math.multiplyExact(terms.length, 2);
            terms = Arrays.copyOf(terms, capacity);
            hashes = Arrays.copyOf(hashes, capacity);
            slots = slots(hashes, size, 2 * capacity);
        }

        private static int[] slots(int[] hashes, int size, int length) {
            int[] slots = new int[length];
            int mask = length - 1;
            for (int id = 0; id < size; id++) {
                int slot = hashes[id] & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = id + 1;
            }
            return slots;
        }

        /** Returns the number of terms. */
        public int size() {
            return size;
        }

        /** Returns the dictionary. The builder is not to be used afterwards. */
        public TermDictionary build() {
            // At most two thirds full.
            int length = Integer.highestOneBit(Math.max(2, size + size / 2)) << 1;
            return new TermDictionary(
                    Arrays.copyOf(terms, size),
                    length == slots.length ? slots : slots(hashes, size, length));
        }
    }
}
