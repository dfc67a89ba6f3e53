package org.labledger.index;

import java.util.Arrays;
import java.util.Objects;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;

/**
 * Collects quads and builds a {@link TripleIndex} of them, in linear time: quads are sorted by
 * counting, key by key. Not safe for concurrent use.
 */
public final class IndexBuilder {

    private static final int FIRST_CAPACITY = 1 << 10;

    /** The terms of the index that this began with, as long as there are no others. */
    private final @Nullable TermDictionary given;

    private TermDictionary.@Nullable Builder terms;

    /** Ordinal + 1 by term id of the graph's name; 0 if it is no graph yet. */
    private int[] ordinals = new int[FIRST_CAPACITY];

    private int[] graphNames = new int[FIRST_CAPACITY];
    private int graphCount;

    private int[] subjects = new int[FIRST_CAPACITY];
    private int[] predicates = new int[FIRST_CAPACITY];
    private int[] objects = new int[FIRST_CAPACITY];
    private int[] graphs = new int[FIRST_CAPACITY];
    private int count;

    /** Creates a builder without quads. */
    public IndexBuilder() {
        this.given = null;
        this.terms = new TermDictionary.Builder();
    }

    /**
     * Creates a builder with the quads of an index. Its terms keep their ids and its graphs their
     * ordinals; without further terms both indexes share one dictionary.
     */
    public IndexBuilder(TripleIndex base) {
        this.given = base.terms();
        for (int graph = 0; graph < base.graphCount(); graph++) {
            graph(base.graphName(graph));
        }
        for (int triple = 0; triple < base.tripleCount(); triple++) {
            for (int i = 0; i < base.graphCountOf(triple); i++) {
                add(
                        base.graphOf(triple, i),
                        base.subject(triple),
                        base.predicate(triple),
                        base.object(triple));
            }
        }
    }

    /** Returns the id of a term, a new one if it was not added before. */
    public int term(Node term) {
        TermDictionary.Builder growing = terms;
        if (growing == null) {
            TermDictionary known = Objects.requireNonNull(given);
            int id = known.idOf(term);
            if (id != TermDictionary.ABSENT) {
                return id;
            }
            growing = new TermDictionary.Builder(known);
            terms = growing;
        }
        return growing.add(term);
    }

    /**
     * Returns the ordinal of a graph, a new one if it was not added before.
     *
     * @param name the id of its name
     */
    public int graph(int name) {
        if (name >= ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, Math.max(name + 1, 2 * ordinals.length));
        }
        if (ordinals[name] == 0) {
            if (graphCount == graphNames.length) {
                graphNames = Arrays.copyOf(graphNames, 2 * graphCount);
            }
            graphNames[graphCount++] = name;
            ordinals[name] = graphCount;
        }
        return ordinals[name] - 1;
    }

    /**
     * Adds a quad, which may have been added before.
     *
     * @param graph the ordinal of its graph
     * @param subject the id of its subject, as the others from {@link #term}
     */
    public void add(int graph, int subject, int predicate, int object) {
        if (count == subjects.length) {
            int capacity = Math.multiplyExact(count, 2);
            subjects = Arrays.copyOf(subjects, capacity);
            predicates = Arrays.copyOf(predicates, capacity);
            objects = Arrays.copyOf(objects, capacity);
            graphs = Arrays.copyOf(graphs, capacity);
        }
        subjects[count] = subject;
        predicates[count] = predicate;
        objects[count] = object;
        graphs[count++] = graph;
    }

    /** Adds a quad, which may have been added before. */
    public void add(Node graph, Node subject, Node predicate, Node object) {
        add(graph(term(graph)), term(subject), term(predicate), term(object));
    }

    /** Returns the index. The builder is not to be used afterwards. */
    public TripleIndex build() {
        TermDictionary dictionary = terms == null ? Objects.requireNonNull(given) : terms.build();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        int[] spare = new int[count];
        int keys = Math.max(dictionary.size(), graphCount);
        int[] starts = new int[keys + 1];
        // Stable, from the last key to the first.
        sort(order, spare, graphs, starts);
        sort(spare, order, objects, starts);
        sort(order, spare, predicates, starts);
        sort(spare, order, subjects, starts);

        // How many triples, and how long the lists of those in several graphs.
        int tripleCount = 0;
        int quadCount = 0;
        int listLength = 0;
        for (int i = 0; i < count; ) {
            int end = endOfTriple(order, i);
            int distinct = distinctGraphs(order, i, end);
            tripleCount++;
            quadCount += distinct;
            listLength += distinct > 1 ? distinct + 1 : 0;
            i = end;
        }
        int[] tripleSubjects = new int[tripleCount];
        int[] triplePredicates = new int[tripleCount];
        int[] tripleObjects = new int[tripleCount];
        int[] tripleGraphs = new int[tripleCount];
        int[] lists = new int[listLength];
        int triple = 0;
        int list = 0;
        for (int i = 0; i < count; triple++) {
            int end = endOfTriple(order, i);
            int quad = order[i];
            tripleSubjects[triple] = subjects[quad];
            triplePredicates[triple] = predicates[quad];
            tripleObjects[triple] = objects[quad];
            int distinct = distinctGraphs(order, i, end);
            if (distinct == 1) {
                tripleGraphs[triple] = graphs[quad];
            } else {
                tripleGraphs[triple] = ~list;
                lists[list++] = distinct;
                for (int j = i; j < end; j++) {
                    if (j == i || graphs[order[j]] != graphs[order[j - 1]]) {
                        lists[list++] = graphs[order[j]];
                    }
                }
            }
            i = end;
        }
        return new TripleIndex(
                dictionary,
                tripleSubjects,
                triplePredicates,
                tripleObjects,
                tripleGraphs,
                lists,
                Arrays.copyOf(graphNames, graphCount),
                quadCount);
    }

    /** Sorts quads by key; equal keys keep their order. */
    private static void sort(int[] from, int[] to, int[] keys, int[] starts) {
        Arrays.fill(starts, 0);
        for (int quad : from) {
            starts[keys[quad] + 1]++;
        }
        for (int key = 1; key < starts.length; key++) {
            starts[key] += starts[key - 1];
        }
        for (int quad : from) {
            to[starts[keys[quad]]++] = quad;
        }
    }

    private int endOfTriple(int[] order, int start) {
        int first = order[start];
        int end = start + 1;
        while (end < count
                && subjects[order[end]] == subjects[first]
                && predicates[order[end]] == predicates[first]
                && objects[order[end]] == objects[first]) {
            end++;
        }
        return end;
    }

    private int distinctGraphs(int[] order, int start, int end) {
        int distinct = 1;
        for (int i = start + 1; i < end; i++) {
            distinct += graphs[order[i]] != graphs[order[i - 1]] ? 1 : 0;
        }
        return distinct;
    }
}
