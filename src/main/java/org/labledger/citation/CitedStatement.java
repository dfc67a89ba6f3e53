package org.labledger.citation;

import java.util.List;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.labledger.snapshot.Derivations.Derivation;

/**
 * A statement that supports a row, with the places where it stands.
 *
 * @param triple the statement
 * @param places the places, each of which would do
 */
public record CitedStatement(Triple triple, List<Place> places) {

    /**
     * A source of a statement.
     *
     * @param graph the source
     * @param locators where in it the statement stands: paragraph, post number, timestamp
     * @param derivation how the statement follows from others of this source, if no file states it
     */
    public record Place(Node graph, List<String> locators, Optional<Derivation> derivation) {}
}
