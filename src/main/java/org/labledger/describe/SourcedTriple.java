package org.labledger.describe;

import java.util.List;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;

/**
 * A triple with the graphs that contain it.
 *
 * @param triple the triple
 * @param occurrences the graphs, those that state it before those in which it is derived, each in
 *     file order
 */
public record SourcedTriple(Triple triple, List<Occurrence> occurrences) {

    /**
     * A graph that contains the triple.
     *
     * @param graph the name of the graph: the IRI of the source
     * @param isDerived whether the triple is derived from the graph instead of stated in a file
     * @param locators where in the source it is stated: paragraph, post number, timestamp
     */
    public record Occurrence(Node graph, boolean isDerived, List<String> locators) {}

    /** Returns whether no graph states the triple: it is derived in all of them. */
    public boolean isDerived() {
        return occurrences.stream().allMatch(Occurrence::isDerived);
    }

    /** Returns one quad per graph. */
    public Stream<Quad> quads() {
        return occurrences.stream().map(occurrence -> Quad.create(occurrence.graph(), triple));
    }
}
