package org.labledger.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;
import org.labledger.persist.StateReader;
import org.labledger.persist.StateWriter;

/**
 * The quads of a snapshot as arrays of term ids. A triple that is in several graphs is stored once;
 * its graphs are a column of it.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Triples are sorted by subject, predicate, object, and are distinct; the <i>triple id</i> is
 *       the position in this order.
 *   <li>{@link #byPredicate} holds all triple ids sorted by predicate, subject, object; {@link
 *       #byObject} by object, predicate, subject. Together with the order of the triples, any
 *       pattern but one with subject and object alone is one contiguous range.
 *   <li>Graphs have <i>ordinals</i> from 0, in the order in which they were added. {@link #byGraph}
 *       holds the triple ids of each graph in ascending order.
 * </ul>
 *
 * <p>Per triple: three ids, two permutations and a graph, 24 bytes; per quad 4 bytes, per term 8.
 * Immutable and safe for concurrent use.
 */
public final class TripleIndex {

    /** Stands for any term in a pattern. */
    public static final int ANY = -1;

    /** What a cursor returns after the last triple. */
    public static final int NONE = -1;

    private final TermDictionary terms;

    final int[] subjects;
    final int[] predicates;
    final int[] objects;

    final int[] byPredicate;
    final int[] byObject;

    /** The first triple of each subject, and the number of triples at the end. */
    private final int[] subjectStarts;

    /** The first position in {@link #byObject} of each object, and the number of triples. */
    private final int[] objectStarts;

    /** The ids of the predicates, ascending; their position is the predicate's ordinal. */
    private final int[] predicateIds;

    /** The first position in {@link #byPredicate} by ordinal, and the number of triples. */
    private final int[] predicateStarts;

    /**
     * By triple: the ordinal of its only graph, or ~position in {@link #graphLists} of the number
     * of its graphs, which their ordinals follow.
     */
    private final int[] graphs;

    private final int[] graphLists;

    /** Term ids of the graph names by ordinal. */
    private final int[] graphNames;

    /** Ordinals by ascending term id of the name. */
    private final int[] ordinalsByName;

    private final int[] sortedNames;

    /** The first position in {@link #byGraph} by ordinal, and the number of quads. */
    private final int[] graphStarts;

    final int[] byGraph;

    private final Statistics statistics;

    TripleIndex(
            TermDictionary terms,
            int[] subjects,
            int[] predicates,
            int[] objects,
            int[] graphs,
            int[] graphLists,
            int[] graphNames,
            int quadCount) {
        this.terms = terms;
        this.subjects = subjects;
        this.predicates = predicates;
        this.objects = objects;
        this.graphs = graphs;
        this.graphLists = graphLists;
        this.graphNames = graphNames;
        int count = subjects.length;
        this.subjectStarts = starts(subjects, terms.size());

        int[] perPredicate = starts(predicates, terms.size());
        this.byPredicate = sorted(null, predicates, perPredicate);
        int ordinals = 0;
        for (int id = 0; id < terms.size(); id++) {
            ordinals += perPredicate[id + 1] > perPredicate[id] ? 1 : 0;
        }
        this.predicateIds = new int[ordinals];
        this.predicateStarts = new int[ordinals + 1];
        int next = 0;
        for (int id = 0; id < terms.size(); id++) {
            if (perPredicate[id + 1] > perPredicate[id]) {
                predicateIds[next] = id;
                predicateStarts[next++] = perPredicate[id];
            }
        }
        predicateStarts[ordinals] = count;

        this.objectStarts = starts(objects, terms.size());
        // Sorted by predicate and subject already, and the sort is stable.
        this.byObject = sorted(byPredicate, objects, objectStarts);

        this.graphStarts = new int[graphNames.length + 1];
        this.byGraph = new int[quadCount];
        fillGraphs();
        long[] names = new long[graphNames.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = ((long) graphNames[i] << 32) | i;
        }
        Arrays.sort(names);
        this.sortedNames = new int[names.length];
        this.ordinalsByName = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            sortedNames[i] = (int) (names[i] >>> 32);
            ordinalsByName[i] = (int) names[i];
        }
        this.statistics = Statistics.of(this);
    }

    /**
     * Writes what {@link #read} needs: terms, triples and graphs. Everything else is sorted again,
     * which takes less time than reading it.
     */
    public void write(StateWriter out) throws IOException {
        out.writeTerms(terms.terms());
        out.writeInts(subjects);
        out.writeInts(predicates);
        out.writeInts(objects);
        out.writeInts(graphs);
        out.writeInts(graphLists);
        out.writeInts(graphNames);
        out.writeInt(byGraph.length);
    }

    /** Reads an index that was {@linkplain #write written}. */
    public static TripleIndex read(StateReader in) throws IOException {
        return new TripleIndex(
                TermDictionary.of(in.readTerms()),
                in.readInts(),
                in.readInts(),
                in.readInts(),
                in.readInts(),
                in.readInts(),
                in.readInts(),
                in.readInt());
    }

    /** Returns where each key begins if elements are sorted by key, and their number at the end. */
    private static int[] starts(int[] keys, int keyCount) {
        int[] starts = new int[keyCount + 1];
        for (int key : keys) {
            starts[key + 1]++;
        }
        for (int key = 0; key < keyCount; key++) {
            starts[key + 1] += starts[key];
        }
        return starts;
    }

    /**
     * Sorts elements by key; equal keys keep their order (a counting sort).
     *
     * @param elements the elements, or {@code null} for those from 0 to before the number of keys
     * @param starts where each key begins
     */
    private static int[] sorted(int @Nullable [] elements, int[] keys, int[] starts) {
        int[] next = starts.clone();
        int[] sorted = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int element = elements == null ? i : elements[i];
            sorted[next[keys[element]]++] = element;
        }
        return sorted;
    }

    private void fillGraphs() {
        for (int triple = 0; triple < graphs.length; triple++) {
            int graph = graphs[triple];
            if (graph >= 0) {
                graphStarts[graph + 1]++;
            } else {
                for (int i = ~graph + 1; i <= ~graph + graphLists[~graph]; i++) {
                    graphStarts[graphLists[i] + 1]++;
                }
            }
        }
        for (int graph = 0; graph < graphNames.length; graph++) {
            graphStarts[graph + 1] += graphStarts[graph];
        }
        int[] next = graphStarts.clone();
        for (int triple = 0; triple < graphs.length; triple++) {
            int graph = graphs[triple];
            if (graph >= 0) {
                byGraph[next[graph]++] = triple;
            } else {
                for (int i = ~graph + 1; i <= ~graph + graphLists[~graph]; i++) {
                    byGraph[next[graphLists[i]]++] = triple;
                }
            }
        }
    }

    /** Returns the terms. */
    public TermDictionary terms() {
        return terms;
    }

    /** Returns the exact counts by predicate. */
    public Statistics statistics() {
        return statistics;
    }

    /** Returns the number of distinct triples. */
    public int tripleCount() {
        return subjects.length;
    }

    /** Returns the number of quads: a triple counts once for each of its graphs. */
    public int quadCount() {
        return byGraph.length;
    }

    /** Returns the term id of a triple's subject. */
    public int subject(int triple) {
        return subjects[triple];
    }

    /** Returns the term id of a triple's predicate. */
    public int predicate(int triple) {
        return predicates[triple];
    }

    /** Returns the term id of a triple's object. */
    public int object(int triple) {
        return objects[triple];
    }

    /** Returns a triple. */
    public Triple triple(int triple) {
        return Triple.create(
                terms.term(subjects[triple]),
                terms.term(predicates[triple]),
                terms.term(objects[triple]));
    }

    /** Returns the number of graphs; ordinals are less than it. */
    public int graphCount() {
        return graphNames.length;
    }

    /** Returns the term id of a graph's name. */
    public int graphName(int ordinal) {
        return graphNames[ordinal];
    }

    /** Returns the ordinal of a graph by the term id of its name, or {@link #NONE}. */
    public int ordinalOf(int name) {
        int found = Arrays.binarySearch(sortedNames, name);
        return found < 0 ? NONE : ordinalsByName[found];
    }

    /** Returns the ordinal of a graph by its name, or {@link #NONE}. */
    public int ordinalOf(Node name) {
        int id = terms.idOf(name);
        return id < 0 ? NONE : ordinalOf(id);
    }

    /** Returns the number of triples of a graph. */
    public int sizeOf(int ordinal) {
        return graphStarts[ordinal + 1] - graphStarts[ordinal];
    }

    /** Returns the number of graphs that have a triple. */
    public int graphCountOf(int triple) {
        int graph = graphs[triple];
        return graph >= 0 ? 1 : graphLists[~graph];
    }

    /**
     * Returns the ordinal of one of the graphs that have a triple; these ascend.
     *
     * @param i from 0 to before {@link #graphCountOf}
     */
    public int graphOf(int triple, int i) {
        int graph = graphs[triple];
        return graph >= 0 ? graph : graphLists[~graph + 1 + i];
    }

    /** Returns whether a triple is in a graph. */
    public boolean isIn(int triple, int ordinal) {
        int graph = graphs[triple];
        if (graph >= 0) {
            return graph == ordinal;
        }
        int first = ~graph + 1;
        return Arrays.binarySearch(graphLists, first, first + graphLists[~graph], ordinal) >= 0;
    }

    /** Returns the ordinal of a predicate, or a negative number if no triple has it. */
    int predicateOrdinal(int predicate) {
        return Arrays.binarySearch(predicateIds, predicate);
    }

    /** Returns the number of predicates. */
    public int predicateCount() {
        return predicateIds.length;
    }

    /** Returns the term id of a predicate by its ordinal. */
    public int predicateId(int ordinal) {
        return predicateIds[ordinal];
    }

    int predicateStart(int ordinal) {
        return predicateStarts[ordinal];
    }

    int subjectStart(int subject) {
        return subjectStarts[subject];
    }

    int subjectEnd(int subject) {
        return subjectStarts[subject + 1];
    }

    int objectStart(int object) {
        return objectStarts[object];
    }

    int objectEnd(int object) {
        return objectStarts[object + 1];
    }

    int graphStart(int ordinal) {
        return graphStarts[ordinal];
    }

    int graphEnd(int ordinal) {
        return graphStarts[ordinal + 1];
    }

    /**
     * Returns the number of triples that match a pattern, whichever their graphs. Exact, and in
     * logarithmic time, but for a pattern with subject and object alone, which takes the time of
     * the smaller of both ranges.
     *
     * @param subject a term id, {@link #ANY}, or {@link TermDictionary#ABSENT}; so are the others
     */
    public int count(int subject, int predicate, int object) {
        TripleCursor cursor = new TripleCursor(this);
        cursor.open(subject, predicate, object, GraphSet.ALL);
        return cursor.remaining();
    }

    /** Returns whether a term is the subject or object of a triple, whichever its graphs. */
    public boolean isNode(int term) {
        return subjectStarts[term + 1] > subjectStarts[term]
                || objectStarts[term + 1] > objectStarts[term];
    }

    /** Finds the first triple of a subject that is not before a predicate and object. */
    int lowerBound(int from, int to, int predicate, int object) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int p = predicates[middle];
            if (p < predicate || (p == predicate && objects[middle] < object)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Finds the first position in a range of {@link #byObject} not before a predicate. */
    int lowerBoundByObject(int from, int to, int predicate) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (predicates[byObject[middle]] < predicate) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
