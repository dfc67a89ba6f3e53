package org.labledger.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.jena.graph.NodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriSpaceTest {

    private final UriSpace space = new UriSpace("https://library.example/", true);

    @ParameterizedTest
    @CsvSource({
        "data/sources/2019/card-index-1974.ttl, https://library.example/source/card-index-1974",
        "data/sources/card.ttl,                 https://library.example/source/card",
        "data/sources/2019/spring/card.nq,      https://library.example/source/card",
        "data/sources/2019/v1.2.ttl,            https://library.example/source/v1.2",
        "data/books.ttl,                        https://library.example/books",
        "data/entities/a/people.trig,           https://library.example/entities/a/people",
        "ontology/vocab.ttl,                    https://library.example/vocab",
        "ontology/shapes/union.ttl,             https://library.example/shapes/union",
    })
    void namesTheGraphOfAFileByItsPath(String path, String graph) {
        assertEquals(graph, space.graphOf(new HomeFile(path, new byte[0])).getURI());
    }

    @ParameterizedTest
    @CsvSource({
        "data/two words.ttl,          https://library.example/two%20words",
        "data/sources/50%25.ttl,      https://library.example/source/50%2525",
        "data/a#b.ttl,                https://library.example/a%23b",
        "data/書/小說.ttl, https://library.example/%E6%9B%B8/%E5%B0%8F%E8%AA%AA",
    })
    void encodesWhatMayNotStandInAnIri(String path, String graph) {
        assertEquals(graph, space.graphOf(new HomeFile(path, new byte[0])).getURI());
    }

    @Test
    void containsTheIrisThatBeginWithItsBase() {
        assertTrue(space.contains(NodeFactory.createURI("https://library.example/id/a")));
        assertFalse(space.contains(NodeFactory.createURI("https://library.example.org/id/a")));
        assertFalse(space.contains(NodeFactory.createLiteralString("https://library.example/a")));
        assertFalse(space.contains(NodeFactory.createBlankNode()));
    }

    @Test
    void standsUnderAnInvalidDomainWhereNoneIsDeclared() {
        UriSpace undeclared = UriSpace.undeclared();

        assertFalse(undeclared.isDeclared());
        assertEquals(
                "https://home.invalid/x",
                undeclared.graphOf(new HomeFile("data/x.ttl", new byte[0])).getURI());
    }
}
