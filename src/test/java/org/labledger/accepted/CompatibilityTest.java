package org.labledger.accepted;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.jena.graph.Node;
import org.apache.jena.sparql.util.NodeFactoryExtra;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompatibilityTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<http://example.org/a> | <http://example.org/a>",
                "'2024-05'^^xsd:gYearMonth | '2024-05-14'^^xsd:date",
                "'2024'^^xsd:gYear | '2024-05-14'^^xsd:date",
                "'2024'^^xsd:gYear | '2024-05'^^xsd:gYearMonth",
                "'2024-05-14'^^xsd:date | '2024-05-14T10:00:00Z'^^xsd:dateTime",
                "20 | 20.0",
                "20 | 020",
                "1.50 | 1.5",
                "'1'^^xsd:boolean | true",
                "'resigned'@en | '辭職'@zh-Hant",
                "'resigned' | 'resigned'",
            })
    void findsThatBothCanBeTrue(String pair) {
        assertEquals(true, areCompatible(pair));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<http://example.org/a> | <http://example.org/b>",
                "<http://example.org/a> | 'http://example.org/a'",
                "'2024-05-14'^^xsd:date | '2024-05-15'^^xsd:date",
                "'2024-05'^^xsd:gYearMonth | '2024-06-14'^^xsd:date",
                "'2023'^^xsd:gYear | '2024'^^xsd:gYear",
                "'2024'^^xsd:gYear | 2024",
                "20 | 21",
                "20 | '20'",
                "'resigned'@en | 'left'@en",
                "'resigned'@en | 'left'@EN",
                "'resigned'@en | 'resigned'",
                "'resigned' | 'left'",
            })
    void findsThatBothCannotBeTrue(String pair) {
        assertEquals(false, areCompatible(pair));
    }

    /** Also makes sure that the order of the two does not matter. */
    private static boolean areCompatible(String pair) {
        String[] terms = pair.split(" \\| ", -1);
        Node one = NodeFactoryExtra.parseNode(terms[0]);
        Node other = NodeFactoryExtra.parseNode(terms[1]);
        boolean compatible = Compatibility.areCompatible(one, other);
        assertEquals(compatible, Compatibility.areCompatible(other, one), "the other way round");
        return compatible;
    }
}
