package org.labledger.bench.jmh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.labledger.generator.LedgerGenerator;
import org.labledger.index.GraphSet;
import org.labledger.index.IndexBuilder;
import org.labledger.index.TripleCursor;
import org.labledger.index.TripleIndex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Scans an index of 100,000 subjects, each with two values of each of five predicates, in 1,000
 * graphs. The time is that of one scan, which gives ten triples ({@code S}, {@code O}), two ({@code
 * SP}, {@code PO}) or one ({@code SPO}) from the union of all graphs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScanIndex {

    private static final int SUBJECTS = 100_000;
    private static final int PREDICATES = 5;
    private static final int GRAPHS = 1_000;
    private static final int SCANS = 1_000;

    /** The components that are given. */
    public enum Given {
        /** The subject. */
        S,
        /** The subject and the predicate. */
        SP,
        /** The predicate and the object. */
        PO,
        /** The object. */
        O,
        /** All of them. */
        SPO
    }

    /** The components that are given. */
    @Param({"S", "SP", "PO", "O", "SPO"})
    public Given given = Given.S;

    /** Whether the scan reads one graph, instead of the union of all. */
    @Param({"false", "true"})
    public boolean isInOneGraph;

    private TripleIndex index = new IndexBuilder().build();
    private TripleCursor cursor = new TripleCursor(index);

    /** The triples whose components are asked for, in random order. */
    private int[] asked = {};

    /** Makes the index. */
    @Setup
    public void setUp() {
        IndexBuilder builder = new IndexBuilder();
        for (int s = 0; s < SUBJECTS; s++) {
            Node graph = iri("source/" + s % GRAPHS);
            for (int p = 0; p < PREDICATES; p++) {
                Node predicate = iri("lab#p" + p);
                builder.add(graph, iri("id/" + s), predicate, iri("id/" + (s + 1 + p) % SUBJECTS));
                builder.add(graph, iri("id/" + s), predicate, iri("id/" + (s + 9 + p) % SUBJECTS));
            }
        }
        index = builder.build();
        cursor = new TripleCursor(index);
        List<Integer> triples = new ArrayList<>();
        for (int i = 0; i < SCANS; i++) {
            triples.add((int) ((long) i * index.tripleCount() / SCANS));
        }
        Collections.shuffle(triples, new Random(1));
        asked = triples.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Node iri(String name) {
        return NodeFactory.createURI(LedgerGenerator.BASE + name);
    }

    /** Returns a sum of what was found, so that nothing can be left out. */
    @Benchmark
    @OperationsPerInvocation(SCANS)
    public long scan() {
        long sum = 0;
        for (int triple : asked) {
            boolean hasSubject = given == Given.S || given == Given.SP || given == Given.SPO;
            boolean hasPredicate = given != Given.S && given != Given.O;
            boolean hasObject = given == Given.O || given == Given.PO || given == Given.SPO;
            cursor.open(
                    hasSubject ? index.subject(triple) : TripleIndex.ANY,
                    hasPredicate ? index.predicate(triple) : TripleIndex.ANY,
                    hasObject ? index.object(triple) : TripleIndex.ANY,
                    isInOneGraph ? GraphSet.of(index.graphOf(triple, 0)) : GraphSet.ALL);
            for (int t = cursor.next(); t != TripleIndex.NONE; t = cursor.next()) {
                sum += t;
            }
        }
        return sum;
    }
}
