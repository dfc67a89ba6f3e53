package org.labledger.source;

import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.jspecify.annotations.Nullable;
import org.labledger.persist.StateReader;
import org.labledger.persist.StateWriter;

/**
 * The quads of one file with their positions, in file order: a table of the distinct terms of the
 * file and about five bytes a quad. {@link LocatedQuad} objects are made when they are asked for.
 *
 * <p>Terms have the numbers 0, 1, 2, … in the order of their first occurrence, so that a term that
 * occurs for the first time needs no number in the bytes. {@link #cursor} reads the numbers without
 * making an object a quad: whoever treats equal terms alike, such as an index or a check, then
 * looks at each distinct term once.
 *
 * <p>Immutable as a list. {@link #shareTerms} replaces terms by the same terms; apart from that,
 * for any thread.
 */
public final class LocatedQuads extends AbstractList<LocatedQuad> {

    /** The list without quads. */
    static final LocatedQuads NONE = new Builder().build();

    /** Number of quads between two states to which {@link #get} can go directly. */
    private static final int BLOCK = 128;

    /** Number of ints of such a state, see {@link Cursor#restore}. */
    private static final int STATE = 7;

    private static final int[] NOWHERE = {};

    // The first byte of a quad: how each component differs from that of the quad before it.
    private static final int SUBJECT_SAME = 1;
    private static final int SUBJECT_NEW = 2;
    private static final int PREDICATE_NEW = 4;
    private static final int OBJECT_NEW = 8;
    private static final int GRAPH_SAME = 16;
    private static final int GRAPH_NEW = 32;
    private static final int LINE_SAME = 64;
    private static final int LINE_NEXT = 128;

    private final Node[] terms;
    private final byte[] data;
    private final int[] states;
    private final int size;

    private volatile @Nullable Map<Node, int[]> blocksOfGraph;

    private LocatedQuads(Node[] terms, byte[] data, int[] states, int size) {
        this.terms = terms;
        this.data = data;
        this.states = states;
        this.size = size;
    }

    /** Returns the number of distinct terms. */
    public int termCount() {
        return terms.length;
    }

    /** Returns the bytes that the quads take, besides the table of their terms. */
    int byteCount() {
        return data.length + Integer.BYTES * states.length;
    }

    /**
     * Returns a term.
     *
     * @param id its number, from 0 to {@link #termCount} - 1
     */
    public Node term(int id) {
        return terms[id];
    }

    /**
     * Replaces each term by the same term of a larger pool, so that many files hold one object for
     * each; terms that are not the same stay. Readers see one or the other.
     *
     * @param pool returns the same term for a number
     */
    public void shareTerms(Terms pool) {
        for (int id = 0; id < terms.length; id++) {
            Node term = pool.of(id);
            if (isSame(terms[id], term)) {
                terms[id] = term;
            }
        }
    }

    /** Jena takes language tags that differ in case for equal; the file has what it has. */
    private static boolean isSame(Node a, Node b) {
        if (a == b) {
            return true;
        }
        if (!a.equals(b)) {
            return false;
        }
        if (a.isLiteral()) {
            return a.getLiteralLanguage().equals(b.getLiteralLanguage());
        }
        return !a.isTripleTerm()
                || (isSame(a.getTriple().getSubject(), b.getTriple().getSubject())
                        && isSame(a.getTriple().getPredicate(), b.getTriple().getPredicate())
                        && isSame(a.getTriple().getObject(), b.getTriple().getObject()));
    }

    /** The terms of a pool, by their numbers in a file. */
    @FunctionalInterface
    public interface Terms {
        /** Returns the term that has a number in the file. */
        Node of(int id);
    }

    /**
     * Writes the quads, and those of their terms that a pool does not have.
     *
     * @param pool the terms of all files, which the reader has as well
     */
    void write(StateWriter out, TermPool pool) throws IOException {
        int[] ids = new int[terms.length];
        List<Node> own = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            int id = pool.idOf(terms[i]);
            if (id >= 0 && isSame(pool.term(id), terms[i])) {
                ids[i] = id;
            } else {
                own.add(terms[i]);
                ids[i] = -own.size();
            }
        }
        out.writeInts(ids);
        out.writeTerms(own);
        out.writeBytes(data);
        out.writeInts(states);
        out.writeInt(size);
    }

    /** Reads quads that were {@linkplain #write written}. */
    static LocatedQuads read(StateReader in, TermPool pool) throws IOException {
        int[] ids = in.readInts();
        List<Node> own = in.readTerms();
        Node[] terms = new Node[ids.length];
        for (int i = 0; i < ids.length; i++) {
            terms[i] = ids[i] < 0 ? own.get(-ids[i] - 1) : pool.term(ids[i]);
        }
        return new LocatedQuads(terms, in.readBytes(), in.readInts(), in.readInt());
    }

    /** Numbered terms that several files share. */
    public interface TermPool {
        /** Returns the number of a term that equals a term, or a negative number. */
        int idOf(Node term);

        /** Returns the term of a number. */
        Node term(int id);
    }

    /** Returns a cursor before the first quad. */
    public Cursor cursor() {
        return new Cursor();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public LocatedQuad get(int index) {
        Objects.checkIndex(index, size);
        Cursor cursor = new Cursor();
        cursor.restore(index / BLOCK);
        do {
            cursor.next();
        } while (cursor.index < index);
        return cursor.located();
    }

    /**
     * Returns the first quad of a graph that matches a pattern, if there is one; {@link Node#ANY}
     * matches any term.
     */
    Optional<LocatedQuad> first(Node graph, Node subject, Node predicate, Node object) {
        if (size <= BLOCK) {
            return first(0, graph, subject, predicate, object);
        }
        for (int block : blocks().getOrDefault(graph, NOWHERE)) {
            Optional<LocatedQuad> first = first(block, graph, subject, predicate, object);
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }

    private Optional<LocatedQuad> first(
            int block, Node graph, Node subject, Node predicate, Node object) {
        Cursor cursor = new Cursor();
        if (size > 0) {
            cursor.restore(block);
        }
        for (int i = 0; i < BLOCK && cursor.next(); i++) {
            if (terms[cursor.subject].equals(subject) || !subject.isConcrete()) {
                LocatedQuad located = cursor.located();
                if (located.quad().getGraph().equals(graph)
                        && located.quad().asTriple().matches(subject, predicate, object)) {
                    return Optional.of(located);
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the blocks that each graph has quads in; made on first use. */
    private Map<Node, int[]> blocks() {
        Map<Node, int[]> known = blocksOfGraph;
        if (known == null) {
            Map<Integer, List<Integer>> blocks = new HashMap<>();
            List<Integer> last = List.of();
            int graph = -1;
            Cursor cursor = cursor();
            while (cursor.next()) {
                if (cursor.graph != graph) {
                    graph = cursor.graph;
                    last = blocks.computeIfAbsent(graph, g -> new ArrayList<>(1));
                }
                int block = cursor.index / BLOCK;
                if (last.isEmpty() || last.getLast() != block) {
                    last.add(block);
                }
            }
            known = new HashMap<>();
            for (Map.Entry<Integer, List<Integer>> entry : blocks.entrySet()) {
                known.put(
                        terms[entry.getKey()],
                        entry.getValue().stream().mapToInt(Integer::intValue).toArray());
            }
            blocksOfGraph = known;
        }
        return known;
    }

    /** Passes each subject once, in the order of their first occurrence. */
    public void forEachSubject(Consumer<Node> action) {
        BitSet seen = new BitSet(terms.length);
        Cursor cursor = cursor();
        while (cursor.next()) {
            if (!seen.get(cursor.subject)) {
                seen.set(cursor.subject);
                action.accept(terms[cursor.subject]);
            }
        }
    }

    /**
     * Adds the triples of some graphs to lists, in file order.
     *
     * @param lists returns the list of a graph, or {@code null} to leave it out
     */
    public void collect(Function<Node, @Nullable List<Triple>> lists) {
        int graph = -1;
        List<Triple> list = null;
        Cursor cursor = cursor();
        while (cursor.next()) {
            if (cursor.graph != graph) {
                graph = cursor.graph;
                list = lists.apply(terms[graph]);
            }
            if (list != null) {
                list.add(
                        Triple.create(
                                terms[cursor.subject],
                                terms[cursor.predicate],
                                terms[cursor.object]));
            }
        }
    }

    /**
     * Returns the graphs that have the same triples as in an earlier state of the file, in the same
     * order; lines and columns may differ.
     */
    public Set<Node> graphsAsIn(LocatedQuads before) {
        Builder numbers = new Builder();
        int[] old = before.numbers(numbers);
        int[] own = numbers(numbers);
        ByGraph theirs = before.byGraph(old, numbers.termCount);
        ByGraph mine = byGraph(own, numbers.termCount);
        Set<Node> same = new HashSet<>();
        for (int id = 0; id < terms.length; id++) {
            int from = mine.starts[own[id]];
            int to = mine.starts[own[id] + 1];
            if (from < to
                    && Arrays.equals(
                            mine.triples,
                            from,
                            to,
                            theirs.triples,
                            theirs.starts[own[id]],
                            theirs.starts[own[id] + 1])) {
                same.add(terms[id]);
            }
        }
        return same;
    }

    private int[] numbers(Builder numbers) {
        int[] ids = new int[terms.length];
        for (int id = 0; id < ids.length; id++) {
            ids[id] = numbers.id(terms[id]);
        }
        return ids;
    }

    /**
     * The triples of each graph in file order.
     *
     * @param triples three numbers each
     * @param starts where those of each graph begin, by its number, and those of the last one end
     */
    private record ByGraph(int[] triples, int[] starts) {}

    private ByGraph byGraph(int[] numbers, int termCount) {
        int[] starts = new int[termCount + 1];
        for (Cursor cursor = cursor(); cursor.next(); ) {
            starts[numbers[cursor.graph] + 1] += 3;
        }
        for (int graph = 1; graph <= termCount; graph++) {
            starts[graph] += starts[graph - 1];
        }
        int[] next = starts.clone();
        int[] triples = new int[Math.multiplyExact(3, size)];
        for (Cursor cursor = cursor(); cursor.next(); ) {
            int graph = numbers[cursor.graph];
            triples[next[graph]++] = numbers[cursor.subject];
            triples[next[graph]++] = numbers[cursor.predicate];
            triples[next[graph]++] = numbers[cursor.object];
        }
        return new ByGraph(triples, starts);
    }

    @Override
    public Iterator<LocatedQuad> iterator() {
        Cursor cursor = cursor();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cursor.index + 1 < size;
            }

            @Override
            public LocatedQuad next() {
                if (!cursor.next()) {
                    throw new NoSuchElementException();
                }
                return cursor.located();
            }
        };
    }

    @Override
    public void forEach(Consumer<? super LocatedQuad> action) {
        Cursor cursor = cursor();
        while (cursor.next()) {
            action.accept(cursor.located());
        }
    }

    /** Reads the quads one after the other, as numbers of terms. For one thread. */
    public final class Cursor {
        private int index = -1;
        private int at;
        private int fresh;
        private int subject;
        private int predicate;
        private int object;
        private int graph;
        private int line = 1;
        private int column = 1;

        private Cursor() {}

        /** Goes to the next quad; returns whether there is one. */
        public boolean next() {
            if (index + 1 >= size) {
                return false;
            }
            index++;
            int kinds = data[at++];
            if ((kinds & SUBJECT_SAME) == 0) {
                subject = (kinds & SUBJECT_NEW) != 0 ? fresh++ : number();
            }
            predicate = (kinds & PREDICATE_NEW) != 0 ? fresh++ : number();
            object = (kinds & OBJECT_NEW) != 0 ? fresh++ : number();
            if ((kinds & GRAPH_SAME) == 0) {
                graph = (kinds & GRAPH_NEW) != 0 ? fresh++ : number();
            }
            if ((kinds & LINE_NEXT) != 0) {
                line++;
            } else if ((kinds & LINE_SAME) == 0) {
                // JSON-LD and RDF/XML have no order of lines.
                int difference = number();
                line += (difference >>> 1) ^ -(difference & 1);
            }
            column = number();
            return true;
        }

        /** Returns the number of the subject. */
        public int subject() {
            return subject;
        }

        /** Returns the number of the predicate. */
        public int predicate() {
            return predicate;
        }

        /** Returns the number of the object. */
        public int object() {
            return object;
        }

        /** Returns the number of the graph name. */
        public int graph() {
            return graph;
        }

        /** Returns the line of the quad, from 1. */
        public int line() {
            return line;
        }

        /** Returns the column of the quad, from 1. */
        public int column() {
            return column;
        }

        /** Returns the quad with its position. */
        public LocatedQuad located() {
            return new LocatedQuad(
                    Quad.create(terms[graph], terms[subject], terms[predicate], terms[object]),
                    line,
                    column);
        }

        private int number() {
            int value = 0;
            for (int shift = 0; ; shift += 7) {
                int bits = data[at++];
                value |= (bits & 0x7F) << shift;
                if (bits >= 0) {
                    return value;
                }
            }
        }

        private void restore(int block) {
            int from = block * STATE;
            index = block * BLOCK - 1;
            at = states[from];
            fresh = states[from + 1];
            subject = states[from + 2];
            graph = states[from + 3];
            line = states[from + 4];
            predicate = states[from + 5];
            object = states[from + 6];
        }
    }

    /** Collects the quads of one file. */
    static final class Builder {
        private Node[] terms = new Node[32];
        private int termCount;

        /** Number of a term, plus one, by hash; its length is a power of two. */
        private int[] slots = new int[64];

        private byte[] data = new byte[256];
        private int at;
        private int[] states = new int[4 * STATE];
        private int size;

        private int fresh;
        private int subject = -1;
        private int predicate = -1;
        private int object = -1;
        private int graph = -1;
        private int line = 1;

        /** Returns the number of a term, which is new if it has not occurred before. */
        int id(Node term) {
            int mask = slots.length - 1;
            int slot = mixed(term.hashCode()) & mask;
            for (; slots[slot] != 0; slot = (slot + 1) & mask) {
                if (isSame(terms[slots[slot] - 1], term)) {
                    return slots[slot] - 1;
                }
            }
            if (termCount == terms.length) {
                terms = Arrays.copyOf(terms, 2 * termCount);
            }
            terms[termCount] = term;
            slots[slot] = ++termCount;
            if (2 * termCount > slots.length) {
                grow();
            }
            return termCount - 1;
        }

        private void grow() {
            int[] larger = new int[2 * slots.length];
            int mask = larger.length - 1;
            for (int number = 1; number <= termCount; number++) {
                int slot = mixed(terms[number - 1].hashCode()) & mask;
                while (larger[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                larger[slot] = number;
            }
            slots = larger;
        }

        private static int mixed(int hash) {
            int mixed = hash * 0x9E3779B9;
            return mixed ^ (mixed >>> 15);
        }

        /** Returns the term of a number. */
        Node term(int id) {
            return terms[id];
        }

        /** Appends a quad. */
        void add(Quad quad, int line, int column) {
            add(
                    id(quad.getSubject()),
                    id(quad.getPredicate()),
                    id(quad.getObject()),
                    id(quad.getGraph()),
                    line,
                    column);
        }

        /**
         * Appends a quad of terms that have numbers. Those that occur for the first time must have
         * got theirs in the order of the parameters.
         */
        void add(int s, int p, int o, int g, int line, int column) {
            if (size % BLOCK == 0) {
                mark();
            }
            ensure();
            int head = at++;
            int kinds = 0;
            if (s == subject) {
                kinds |= SUBJECT_SAME;
            } else if (s == fresh) {
                kinds |= SUBJECT_NEW;
                fresh++;
            } else {
                number(s);
            }
            if (p == fresh) {
                kinds |= PREDICATE_NEW;
                fresh++;
            } else {
                number(p);
            }
            if (o == fresh) {
                kinds |= OBJECT_NEW;
                fresh++;
            } else {
                number(o);
            }
            if (g == graph) {
                kinds |= GRAPH_SAME;
            } else if (g == fresh) {
                kinds |= GRAPH_NEW;
                fresh++;
            } else {
                number(g);
            }
            int difference = line - this.line;
            if (difference == 0) {
                kinds |= LINE_SAME;
            } else if (difference == 1) {
                kinds |= LINE_NEXT;
            } else {
                number((difference << 1) ^ (difference >> 31));
            }
            number(column);
            data[head] = (byte) kinds;
            subject = s;
            predicate = p;
            object = o;
            graph = g;
            this.line = line;
            size++;
        }

        /**
         * Appends the quads of another part of the same file.
         *
         * @param part the part; its builder is not used afterwards
         * @param linesBefore number of lines of the file before that part
         */
        void append(LocatedQuads part, int linesBefore) {
            int[] ids = new int[part.termCount()];
            Arrays.fill(ids, -1);
            Cursor cursor = part.cursor();
            while (cursor.next()) {
                add(
                        id(ids, cursor.subject(), part),
                        id(ids, cursor.predicate(), part),
                        id(ids, cursor.object(), part),
                        id(ids, cursor.graph(), part),
                        linesBefore + cursor.line(),
                        cursor.column());
            }
        }

        private int id(int[] ids, int local, LocatedQuads part) {
            if (ids[local] < 0) {
                ids[local] = id(part.term(local));
            }
            return ids[local];
        }

        private void mark() {
            int from = size / BLOCK * STATE;
            if (from == states.length) {
                states = Arrays.copyOf(states, 2 * from);
            }
            states[from] = at;
            states[from + 1] = fresh;
            states[from + 2] = subject;
            states[from + 3] = graph;
            states[from + 4] = line;
            states[from + 5] = predicate;
            states[from + 6] = object;
        }

        /** A quad takes a byte and at most six numbers of at most five bytes. */
        private void ensure() {
            if (data.length - at < 31) {
                data = Arrays.copyOf(data, 2 * data.length);
            }
        }

        private void number(int value) {
            int rest = value;
            while ((rest & ~0x7F) != 0) {
                data[at++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            data[at++] = (byte) rest;
        }

        LocatedQuads build() {
            return new LocatedQuads(
                    Arrays.copyOf(terms, termCount),
                    Arrays.copyOf(data, at),
                    Arrays.copyOf(states, (size + BLOCK - 1) / BLOCK * STATE),
                    size);
        }
    }
}
