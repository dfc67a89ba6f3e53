package org.labledger.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.sse.SSE;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the index with sets of quads that are searched by trying each. */
class TripleIndexTest {

    private final Random random = new Random(13);

    @Test
    void findsWhatASearchOfAllQuadsFinds() {
        for (int round = 0; round < 30; round++) {
            int graphCount = 1 + random.nextInt(12);
            Map<Triple, Set<String>> quads = new HashMap<>();
            TripleIndex index = index(quads, 20 + random.nextInt(300), graphCount);

            assertEquals(quads.size(), index.tripleCount());
            assertEquals(quads.values().stream().mapToInt(Set::size).sum(), index.quadCount());
            for (int i = 0; i < 200; i++) {
                compare(index, quads, graphCount);
            }
        }
    }

    @Test
    void growsByAGraphThatCanBeLeftOut() {
        for (int round = 0; round < 20; round++) {
            int graphCount = 1 + random.nextInt(6);
            Map<Triple, Set<String>> quads = new HashMap<>();
            TripleIndex base = index(quads, 20 + random.nextInt(200), graphCount);
            IndexBuilder builder = new IndexBuilder(base);
            Map<Triple, Set<String>> grown = new HashMap<>();
            quads.forEach((triple, graphs) -> grown.put(triple, new TreeSet<>(graphs)));
            String added = "g" + graphCount;
            for (int i = 0; i < 40; i++) {
                Triple triple = Triple.create(term("s", 9), term("p", 4), term("o", 12));
                grown.computeIfAbsent(triple, t -> new TreeSet<>()).add(added);
                builder.add(
                        iri(added), triple.getSubject(), triple.getPredicate(), triple.getObject());
            }
            TripleIndex index = builder.build();

            assertEquals(grown.size(), index.tripleCount());
            for (int id = 0; id < base.terms().size(); id++) {
                assertEquals(base.terms().term(id), index.terms().term(id));
            }
            for (int graph = 0; graph < base.graphCount(); graph++) {
                assertEquals(base.graphName(graph), index.graphName(graph));
            }
            for (int i = 0; i < 60; i++) {
                compare(index, grown, graphCount + 1);
            }
            TripleCursor cursor = new TripleCursor(index);
            cursor.open(
                    TripleIndex.ANY,
                    TripleIndex.ANY,
                    TripleIndex.ANY,
                    new GraphSet.AllBut(index.ordinalOf(iri(added))));
            Set<Triple> others = new HashSet<>();
            for (int t = cursor.next(); t != TripleIndex.NONE; t = cursor.next()) {
                others.add(index.triple(t));
            }
            assertEquals(quads.keySet(), others);
        }
    }

    @Test
    void sharesItsTermsWithAnIndexThatHasNoOthers() {
        Map<Triple, Set<String>> quads = new HashMap<>();
        TripleIndex base = index(quads, 50, 3);
        IndexBuilder builder = new IndexBuilder(base);
        Triple triple = base.triple(0);
        builder.add(iri("g0"), triple.getSubject(), triple.getPredicate(), triple.getObject());

        assertSame(base.terms(), builder.build().terms());
    }

    private TripleIndex index(Map<Triple, Set<String>> quads, int count, int graphCount) {
        IndexBuilder builder = new IndexBuilder();
        for (int i = 0; i < count; i++) {
            Triple triple = Triple.create(term("s", 9), term("p", 4), term("o", 12));
            String graph = "g" + random.nextInt(graphCount);
            quads.computeIfAbsent(triple, t -> new TreeSet<>()).add(graph);
            builder.add(iri(graph), triple.getSubject(), triple.getPredicate(), triple.getObject());
        }
        return builder.build();
    }

    private void compare(TripleIndex index, Map<Triple, Set<String>> quads, int graphCount) {
        Node s = random.nextBoolean() ? Node.ANY : term("s", 10);
        Node p = random.nextBoolean() ? Node.ANY : term("p", 5);
        Node o = random.nextBoolean() ? Node.ANY : term("o", 13);
        Set<String> chosen = new TreeSet<>();
        BitSet ordinals = new BitSet();
        boolean isAll = random.nextInt(4) == 0;
        int howMany = random.nextInt(graphCount + 1);
        for (int i = 0; i < howMany; i++) {
            String name = "g" + random.nextInt(graphCount);
            int ordinal = index.ordinalOf(iri(name));
            if (ordinal != TripleIndex.NONE) {
                chosen.add(name);
                ordinals.set(ordinal);
            }
        }
        Map<String, Set<String>> expected = new TreeMap<>();
        quads.forEach((triple, graphs) -> {
            if (triple.matches(s, p, o) && (isAll || graphs.stream().anyMatch(chosen::contains))) {
                expected.put(triple.toString(), graphs);
            }
        });

        TripleCursor cursor = new TripleCursor(index);
        GraphSet graphs = isAll ? GraphSet.ALL : GraphSet.of(ordinals);
        Map<String, Set<String>> found = new TreeMap<>();
        int count = 0;
        open(cursor, index, s, p, o, graphs);
        for (int t = cursor.next(); t != TripleIndex.NONE; t = cursor.next()) {
            found.put(index.triple(t).toString(), graphsOf(index, t));
            count++;
        }

        String pattern = s + " " + p + " " + o + " in " + (isAll ? "all" : chosen);
        assertEquals(expected, found, pattern);
        assertEquals(expected.size(), count, pattern);
        open(cursor, index, s, p, o, graphs);
        assertEquals(count, cursor.remaining(), pattern);
        assertEquals(TripleIndex.NONE, cursor.next(), pattern);
    }

    private static void open(
            TripleCursor cursor, TripleIndex index, Node s, Node p, Node o, GraphSet graphs) {
        cursor.open(id(index, s), id(index, p), id(index, o), graphs);
    }

    private static int id(TripleIndex index, Node node) {
        return node.isConcrete() ? index.terms().idOf(node) : TripleIndex.ANY;
    }

    private static Set<String> graphsOf(TripleIndex index, int triple) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < index.graphCountOf(triple); i++) {
            int ordinal = index.graphOf(triple, i);
            assertTrue(index.isIn(triple, ordinal));
            names.add(index.terms().term(index.graphName(ordinal)).getURI());
        }
        for (int ordinal = 0; ordinal < index.graphCount(); ordinal++) {
            assertEquals(
                    names.contains(index.terms().term(index.graphName(ordinal)).getURI()),
                    index.isIn(triple, ordinal));
        }
        return names;
    }

    @Test
    void countsByPredicate() {
        IndexBuilder builder = new IndexBuilder();
        Node g = iri("g");
        builder.add(g, iri("a"), iri("p"), iri("x"));
        builder.add(iri("h"), iri("a"), iri("p"), iri("x"));
        builder.add(g, iri("a"), iri("p"), iri("y"));
        builder.add(g, iri("b"), iri("p"), iri("y"));
        builder.add(g, iri("b"), iri("q"), iri("a"));
        TripleIndex index = builder.build();
        int p = index.terms().idOf(iri("p"));

        assertEquals(3, index.statistics().triples(p));
        assertEquals(2, index.statistics().subjectsOf(p));
        assertEquals(2, index.statistics().objectsOf(p));
        assertEquals(2, index.statistics().subjects());
        assertEquals(3, index.statistics().objects());
        assertEquals(0, index.statistics().triples(index.terms().idOf(iri("x"))));
        assertEquals(5, index.quadCount());
        assertEquals(TermDictionary.ABSENT, index.terms().idOf(iri("never")));
    }

    @Test
    void hasNothingIfNothingWasAdded() {
        TripleIndex index = new IndexBuilder().build();

        assertEquals(0, index.quadCount());
        assertEquals(TermDictionary.ABSENT, index.terms().idOf(iri("a")));
        assertEquals(0, index.count(TripleIndex.ANY, TripleIndex.ANY, TripleIndex.ANY));
        assertEquals(TripleIndex.NONE, index.ordinalOf(iri("g")));
    }

    /** Kinds decide which comparisons need not look at the term. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<http://ex/a>                | 1",
                "'a'                          | 3",
                "'a'@en                       | 4",
                "12                           | 5",
                "'+07'^^xsd:byte              | 5",
                "'-0'^^xsd:integer            | 5",
                "'300'^^xsd:byte              | 0",
                "'-1'^^xsd:unsignedInt        | 0",
                "' 1 '^^xsd:integer           | 0",
                "'1234567890123456789'^^xsd:integer | 0",
                "1.5                          | 0",
                "1e0                          | 0",
                "'2024-02-29'^^xsd:date       | 6",
                "'2023-02-29'^^xsd:date       | 0",
                "'2024-05-14Z'^^xsd:date      | 0",
                "'0000-01-01'^^xsd:date       | 0",
                "'-2024-05-14'^^xsd:date      | 0",
                "'2024-05'^^xsd:gYearMonth    | 0",
                "<<(<http://ex/a> <http://ex/p> 1)>> | 7",
            })
    void hasKinds(String term, byte kind) {
        assertEquals(kind, TermKind.of(SSE.parseNode(term.strip())));
    }

    /** A key must never say another order than the operators do. */
    @Test
    void keysCompareAsValuesDo() {
        List<Node> terms =
                List.of(
                        date("1999-12-31"),
                        date("2000-01-01"),
                        date("0001-01-01"),
                        date("9999-12-31"),
                        integer("-3"),
                        integer("0"),
                        integer("007"),
                        integer("999999999999999999"));
        IndexBuilder builder = new IndexBuilder();
        terms.forEach(term -> builder.add(iri("g"), iri("s"), iri("p"), term));
        TermDictionary dictionary = builder.build().terms();
        for (Node a : terms) {
            for (Node b : terms) {
                int idA = dictionary.idOf(a);
                int idB = dictionary.idOf(b);
                if (dictionary.kind(idA) == dictionary.kind(idB)) {
                    assertEquals(
                            Integer.signum(
                                    NodeValue.compare(
                                            NodeValue.makeNode(a), NodeValue.makeNode(b))),
                            Long.compare(dictionary.key(idA), dictionary.key(idB)),
                            a + " and " + b);
                }
            }
        }
        assertFalse(TermKind.hasKey(TermKind.STRING));
    }

    private static Node date(String text) {
        return NodeFactory.createLiteralDT(text, XSDDatatype.XSDdate);
    }

    private static Node integer(String text) {
        return NodeFactory.createLiteralDT(text, XSDDatatype.XSDinteger);
    }

    private Node term(String kind, int howMany) {
        return iri(kind + random.nextInt(howMany));
    }

    private static Node iri(String name) {
        return NodeFactory.createURI(name);
    }
}
