package org.labledger.index;

import java.util.Arrays;

/**
 * A scan of the triples that match a pattern in some graphs. Can be opened again and again, which
 * allocates nothing. Not safe for concurrent use.
 *
 * <pre>{@code
 * cursor.open(subject, TripleIndex.ANY, TripleIndex.ANY, GraphSet.ALL);
 * for (int t = cursor.next(); t != TripleIndex.NONE; t = cursor.next()) { … }
 * }</pre>
 */
public final class TripleCursor {

    private final TripleIndex index;

    /** The triple ids to go through, or {@code null} for the ids themselves. */
    private int[] order = NO_ORDER;

    private static final int[] NO_ORDER = {};

    /** Triples whose graphs are tested faster than they are looked up in a graph. */
    private static final int SHORT_RANGE = 8;

    private int position;
    private int end;

    /** What is still to be tested; {@link TripleIndex#ANY} where the range decides it. */
    private int subject;

    private int predicate;
    private int object;
    private GraphSet graphs = GraphSet.NONE;
    private boolean testsGraphs;

    /** If several graphs are gone through one after the other: their set, and the next. */
    private GraphSet.Some turns = (GraphSet.Some) GraphSet.NONE;

    private int turn;
    private int wantedSubject;

    /** Creates a cursor that is at its end. */
    public TripleCursor(TripleIndex index) {
        this.index = index;
    }

    /**
     * Starts at the first match.
     *
     * @param s the subject's id, {@link TripleIndex#ANY}, or {@link TermDictionary#ABSENT} for a
     *     term that no triple has; so are {@code p} and {@code o}
     * @param in the graphs whose union is searched
     */
    public void open(int s, int p, int o, GraphSet in) {
        turns = (GraphSet.Some) GraphSet.NONE;
        turn = 0;
        graphs = in;
        testsGraphs = !(in instanceof GraphSet.All);
        if (s < TripleIndex.ANY || p < TripleIndex.ANY || o < TripleIndex.ANY) {
            position = end = 0;
            return;
        }
        openRange(s, p, o);
        switch (in) {
            case GraphSet.All all -> {}
            case GraphSet.AllBut others -> {}
            case GraphSet.One one -> {
                if (end - position > SHORT_RANGE
                        && (s >= 0 || index.sizeOf(one.ordinal()) < end - position)) {
                    openGraph(one.ordinal(), s, p, o);
                    testsGraphs = false;
                }
            }
            case GraphSet.Some some -> {
                if (some.size() == 0) {
                    position = end = 0;
                } else if (s < 0 && isSmaller(some, end - position)) {
                    turns = some;
                    wantedSubject = s;
                    subject = TripleIndex.ANY;
                    predicate = p;
                    object = o;
                    position = end = 0;
                }
            }
        }
    }

    /** Whether the graphs together have fewer triples than a range. */
    private boolean isSmaller(GraphSet.Some some, int range) {
        if (some.size() >= range) {
            return false;
        }
        long size = 0;
        for (int i = 0; i < some.size() && size < range; i++) {
            size += index.sizeOf(some.get(i));
        }
        return size < range;
    }

    /** Finds the shortest range that has all matches in all graphs. */
    private void openRange(int s, int p, int o) {
        order = NO_ORDER;
        subject = TripleIndex.ANY;
        predicate = TripleIndex.ANY;
        object = TripleIndex.ANY;
        if (s >= 0) {
            position = index.subjectStart(s);
            end = index.subjectEnd(s);
            if (p >= 0) {
                int from = position;
                position = index.lowerBound(from, end, p, o >= 0 ? o : 0);
                end =
                        o >= 0
                                ? isAt(position, end, p, o) ? position + 1 : position
                                : index.lowerBound(position, end, p + 1, 0);
            } else if (o >= 0) {
                int first = index.objectStart(o);
                int last = index.objectEnd(o);
                if (last - first < end - position) {
                    order = index.byObject;
                    position = first;
                    end = last;
                    subject = s;
                } else {
                    object = o;
                }
            }
        } else if (o >= 0) {
            order = index.byObject;
            position = index.objectStart(o);
            end = index.objectEnd(o);
            if (p >= 0) {
                position = index.lowerBoundByObject(position, end, p);
                end = index.lowerBoundByObject(position, end, p + 1);
            }
        } else if (p >= 0) {
            int ordinal = index.predicateOrdinal(p);
            order = index.byPredicate;
            position = ordinal < 0 ? 0 : index.predicateStart(ordinal);
            end = ordinal < 0 ? 0 : index.predicateStart(ordinal + 1);
        } else {
            position = 0;
            end = index.tripleCount();
        }
    }

    private boolean isAt(int triple, int limit, int p, int o) {
        return triple < limit && index.predicates[triple] == p && index.objects[triple] == o;
    }

    /** Goes through the triples of one graph. */
    private void openGraph(int graph, int s, int p, int o) {
        order = index.byGraph;
        position = index.graphStart(graph);
        end = index.graphEnd(graph);
        subject = TripleIndex.ANY;
        predicate = p;
        object = o;
        if (s >= 0) {
            position = lowerBound(order, position, end, index.subjectStart(s));
            end = lowerBound(order, position, end, index.subjectEnd(s));
        }
    }

    private static int lowerBound(int[] sorted, int from, int to, int value) {
        int found = Arrays.binarySearch(sorted, from, to, value);
        return found < 0 ? ~found : found;
    }

    /** Returns the next triple's id, or {@link TripleIndex#NONE} after the last. */
    public int next() {
        while (true) {
            while (position < end) {
                int triple = order == NO_ORDER ? position : order[position];
                position++;
                if (matches(triple)) {
                    return triple;
                }
            }
            if (turn == turns.size()) {
                return TripleIndex.NONE;
            }
            openGraph(turns.get(turn), wantedSubject, predicate, object);
            turn++;
        }
    }

    private boolean matches(int triple) {
        if ((subject >= 0 && index.subjects[triple] != subject)
                || (predicate >= 0 && index.predicates[triple] != predicate)
                || (object >= 0 && index.objects[triple] != object)) {
            return false;
        }
        if (turns.size() > 0) {
            // In several of the graphs: returned for the first.
            return turns.firstOf(index, triple) == turns.get(turn - 1);
        }
        return !testsGraphs || graphs.hasTriple(index, triple);
    }

    /** Returns the number of triples not returned yet; the cursor is at its end afterwards. */
    public int remaining() {
        if (isExact()) {
            int remaining = end - position;
            position = end;
            return remaining;
        }
        int count = 0;
        while (next() != TripleIndex.NONE) {
            count++;
        }
        return count;
    }

    /** Returns whether every triple of the present range matches, so that none has to be read. */
    private boolean isExact() {
        return subject < 0 && predicate < 0 && object < 0 && !testsGraphs && turns.size() == 0;
    }
}
