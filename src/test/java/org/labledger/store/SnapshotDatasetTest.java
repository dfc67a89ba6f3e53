package org.labledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.TxnType;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.labledger.index.IndexBuilder;

/** Compares with one of Jena's own datasets, given the same quads. */
class SnapshotDatasetTest {

    private static final int QUADS = 400;

    private final Random random = new Random(20240517);
    private final DatasetGraph stock = DatasetGraphFactory.createTxnMem();
    private SnapshotDataset snapshot;

    @BeforeEach
    void fillBoth() {
        IndexBuilder builder = new IndexBuilder();
        for (int i = 0; i < QUADS; i++) {
            Quad quad = Quad.create(name("g", 7), name("s", 9), name("p", 4), name("o", 12));
            stock.add(quad);
            add(builder, quad);
        }
        snapshot = dataset(builder);
    }

    @Test
    void findsInNamedGraphsWhatAStockDatasetFinds() {
        int found = 0;
        for (Quad pattern : patterns()) {
            List<Quad> expected =
                    list(stock.findNG(g(pattern), s(pattern), p(pattern), o(pattern)));
            List<Quad> actual =
                    list(snapshot.findNG(g(pattern), s(pattern), p(pattern), o(pattern)));
            assertSameQuads(pattern, expected, actual);
            found += actual.size();
        }
        assertTrue(found > QUADS);
    }

    @Test
    void findsInTheDefaultGraphTheUnionOfAStockDataset() {
        for (Quad pattern : patterns()) {
            List<Quad> expected =
                    list(stock.find(Quad.unionGraph, s(pattern), p(pattern), o(pattern)));
            List<Quad> inDefault =
                    list(snapshot.find(Quad.defaultGraphIRI, s(pattern), p(pattern), o(pattern)));
            List<Quad> inUnion =
                    list(snapshot.find(Quad.unionGraph, s(pattern), p(pattern), o(pattern)));
            assertEquals(triples(expected), triples(inDefault));
            assertEquals(expected.size(), inDefault.size());
            assertSameQuads(pattern, expected, inUnion);
        }
    }

    @Test
    void findsInAllGraphsTheDefaultGraphAndTheNamedOnes() {
        for (Quad pattern : patterns()) {
            Set<Quad> expected =
                    new HashSet<>(
                            list(snapshot.findNG(Node.ANY, s(pattern), p(pattern), o(pattern))));
            list(snapshot.find(Quad.defaultGraphIRI, s(pattern), p(pattern), o(pattern)))
                    .forEach(expected::add);

            List<Quad> actual = list(snapshot.find(Node.ANY, s(pattern), p(pattern), o(pattern)));
            assertEquals(expected, new HashSet<>(actual));
            assertEquals(expected.size(), actual.size());
        }
    }

    @Test
    void namesTheGraphsOfATriple() {
        for (Quad quad : list(stock.find())) {
            Set<Node> expected = new HashSet<>();
            stock.findNG(Node.ANY, quad.getSubject(), quad.getPredicate(), quad.getObject())
                    .forEachRemaining(same -> expected.add(same.getGraph()));

            assertEquals(expected, Set.copyOf(snapshot.graphsOf(quad.asTriple())));
            assertEquals(expected.size(), snapshot.graphsOf(quad.asTriple()).size());
        }
        assertEquals(
                List.of(),
                snapshot.graphsOf(Triple.create(iri("s", 1), iri("p", 1), iri("never", 1))));
    }

    @Test
    void listsTheGraphsOfAStockDataset() {
        assertEquals(Iter.toSet(stock.listGraphNodes()), Iter.toSet(snapshot.listGraphNodes()));
        assertEquals(stock.size(), snapshot.size());
        assertTrue(snapshot.containsGraph(iri("g", 0)));
        assertFalse(snapshot.containsGraph(iri("never", 0)));
        assertTrue(snapshot.getGraph(iri("never", 0)).isEmpty());
    }

    @Test
    void tellsTermsApartThatHaveEqualValues() {
        IndexBuilder builder = new IndexBuilder();
        Node two = NodeFactory.createLiteralDT("2", XSDDatatype.XSDinteger);
        Node alsoTwo = NodeFactory.createLiteralDT("02", XSDDatatype.XSDinteger);
        builder.add(iri("g", 0), iri("s", 0), iri("p", 0), two);
        builder.add(iri("h", 0), iri("s", 0), iri("p", 0), alsoTwo);
        SnapshotDataset both = dataset(builder);

        assertEquals(1, list(both.findNG(Node.ANY, iri("s", 0), iri("p", 0), two)).size());
        assertEquals(
                2, list(both.find(Quad.unionGraph, iri("s", 0), iri("p", 0), Node.ANY)).size());
    }

    @Test
    void choosesGraphsForTheDefaultGraphAndForNames() {
        Set<Node> chosen = Set.of(iri("g", 1), iri("g", 3), iri("g", 5), iri("never", 0));
        Set<Node> named = Set.of(iri("g", 0), iri("g", 3));
        SnapshotDataset choice = snapshot.choose(chosen, named);
        for (Quad pattern : patterns()) {
            Set<Triple> expected = new HashSet<>();
            for (Node graph : chosen) {
                stock.find(graph, s(pattern), p(pattern), o(pattern))
                        .forEachRemaining(quad -> expected.add(quad.asTriple()));
            }
            List<Quad> actual =
                    list(choice.find(Quad.defaultGraphIRI, s(pattern), p(pattern), o(pattern)));
            assertEquals(expected, triples(actual));
            assertEquals(expected.size(), actual.size());
            List<Quad> expectedNamed =
                    list(
                            Iter.filter(
                                    stock.findNG(Node.ANY, s(pattern), p(pattern), o(pattern)),
                                    quad -> named.contains(quad.getGraph())));
            assertSameQuads(
                    pattern,
                    expectedNamed,
                    list(choice.findNG(Node.ANY, s(pattern), p(pattern), o(pattern))));
        }
        assertEquals(named, Iter.toSet(choice.listGraphNodes()));
        assertFalse(choice.containsGraph(iri("g", 1)));
        assertTrue(choice.getGraph(iri("g", 1)).isEmpty());
    }

    @Test
    void acceptsReadTransactions() {
        assertFalse(snapshot.isInTransaction());
        snapshot.begin(TxnType.READ);
        assertTrue(snapshot.isInTransaction());
        snapshot.end();
        assertFalse(snapshot.isInTransaction());
        assertTrue(snapshot.calculateRead(() -> snapshot.contains(Quad.ANY)));
    }

    /** Every combination of terms and wildcards, with terms that occur and some that do not. */
    private List<Quad> patterns() {
        List<Quad> patterns = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (int wildcards = 0; wildcards < 16; wildcards++) {
                patterns.add(
                        Quad.create(
                                (wildcards & 8) != 0 ? Node.ANY : name("g", 8),
                                (wildcards & 4) != 0 ? Node.ANY : name("s", 10),
                                (wildcards & 2) != 0 ? Node.ANY : name("p", 5),
                                (wildcards & 1) != 0 ? Node.ANY : name("o", 13)));
            }
        }
        return patterns;
    }

    private static void add(IndexBuilder builder, Quad quad) {
        builder.add(quad.getGraph(), quad.getSubject(), quad.getPredicate(), quad.getObject());
    }

    private static SnapshotDataset dataset(IndexBuilder builder) {
        return new SnapshotDataset(builder.build(), PrefixMapFactory.create());
    }

    private Node name(String kind, int howMany) {
        return iri(kind, random.nextInt(howMany));
    }

    private static Node iri(String kind, int number) {
        return NodeFactory.createURI("http://example.org/" + kind + number);
    }

    private static Node g(Quad quad) {
        return quad.getGraph();
    }

    private static Node s(Quad quad) {
        return quad.getSubject();
    }

    private static Node p(Quad quad) {
        return quad.getPredicate();
    }

    private static Node o(Quad quad) {
        return quad.getObject();
    }

    private static List<Quad> list(Iterator<Quad> quads) {
        return Iter.toList(quads);
    }

    private static Set<Triple> triples(List<Quad> quads) {
        Set<Triple> triples = new HashSet<>();
        quads.forEach(quad -> triples.add(quad.asTriple()));
        return triples;
    }

    private static void assertSameQuads(Quad pattern, List<Quad> expected, List<Quad> actual) {
        assertEquals(Set.copyOf(expected), Set.copyOf(actual), pattern::toString);
        assertEquals(expected.size(), actual.size(), pattern::toString);
    }
}
