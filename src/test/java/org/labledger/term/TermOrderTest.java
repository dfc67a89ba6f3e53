package org.labledger.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.util.NodeFactoryExtra;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Any two terms of RDF 1.2 have an order, and the order is one. */
class TermOrderTest {

    private static final List<Node> TERMS = Terms.all();

    static Stream<Comparator<Node>> orders() {
        return Stream.of(TermOrder.BY_TERM, SortKey.BY_VALUE);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void isTotalAndConsistentWithEquals(Comparator<Node> order) {
        for (Node a : TERMS) {
            for (Node b : TERMS) {
                assertEquals(
                        Integer.signum(order.compare(a, b)),
                        -Integer.signum(order.compare(b, a)),
                        () -> a + ", " + b);
                assertEquals(a.equals(b), order.compare(a, b) == 0, () -> a + ", " + b);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void isTransitive(Comparator<Node> order) {
        for (Node a : TERMS) {
            for (Node b : TERMS) {
                if (order.compare(a, b) >= 0) {
                    continue;
                }
                for (Node c : TERMS) {
                    assertTrue(
                            order.compare(b, c) > 0 || order.compare(a, c) < 0,
                            () -> a + ", " + b + ", " + c);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void isTheSameFromWhateverItStarts(Comparator<Node> order) {
        List<Node> expected = new ArrayList<>(TERMS);
        expected.sort(order);
        Random random = new Random(4);
        for (int i = 0; i < 20; i++) {
            List<Node> shuffled = new ArrayList<>(TERMS);
            Collections.shuffle(shuffled, random);
            shuffled.sort(order);
            assertEquals(expected, shuffled);
        }
    }

    /** SPARQL 1.2, section 15.1, and the operators of section 17.3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    _:b                          | <urn:a>
                    <urn:a>                      | "a"
                    "a"                          | <<( <urn:a> <urn:b> 1 )>>
                    "x"^^<urn:t>                 | <<( <urn:a> <urn:b> 1 )>>
                    "\uFFFD"                     | "\uD83D\uDE00"
                    "abc"@en                     | "abc"@en--ltr
                    "abc"@en--ltr                | "abc"@en--rtl
                    9007199254740992             | 9007199254740993
                    0.1                          | 1
                    -1                           | "-0.0"^^xsd:double
                    1                            | "INF"^^xsd:double
                    1e308                        | "INF"^^xsd:float
                    "INF"^^xsd:double            | "NaN"^^xsd:float
                    "2024-05-16T23:00:00Z"^^xsd:dateTime | "2024-05-17T00:30:00+01:00"^^xsd:dateTime
                    "-0044-03-15T00:00:00Z"^^xsd:dateTime | "0044-03-15T00:00:00Z"^^xsd:dateTime
                    "2024-05-17T00:00:00"^^xsd:dateTime | "2024-05-17T00:00:00-01:00"^^xsd:dateTime
                    "2024"^^xsd:gYear            | "2024-05"^^xsd:gYearMonth
                    "P29D"^^xsd:duration         | "P1M"^^xsd:duration
                    "P1M"^^xsd:duration          | "P32D"^^xsd:duration
                    <<( <urn:a> <urn:b> 9 )>>    | <<( <urn:a> <urn:b> 10 )>>
                    """)
    void comesBefore(String first, String second) {
        assertTrue(
                SortKey.BY_VALUE.compare(node(first), node(second)) < 0,
                () -> first + ", " + second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1                            | 1.0
                    1                            | 01
                    0                            | "-0.0"^^xsd:double
                    true                         | "1"^^xsd:boolean
                    "PT1H"^^xsd:dayTimeDuration  | "PT60M"^^xsd:dayTimeDuration
                    "2024-05-16T24:00:00Z"^^xsd:dateTime | "2024-05-17T00:00:00Z"^^xsd:dateTime
                    """)
    void equalValuesHaveEqualKeys(String first, String second) {
        assertEquals(SortKey.of(node(first)), SortKey.of(node(second)));
    }

    @Test
    void noValueComesFirst() {
        assertTrue(
                SortKey.of((Node) null).compareTo(SortKey.of(NodeFactory.createBlankNode())) < 0);
    }

    private static Node node(String text) {
        if (text.startsWith("<<")) {
            String[] parts = text.split(" ");
            return NodeFactory.createTripleTerm(node(parts[1]), node(parts[2]), node(parts[3]));
        }
        return NodeFactoryExtra.parseNode(text);
    }
}
