package org.labledger.describe;

import java.util.List;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;

/**
 * A triple with everyone who says it.
 *
 * @param triple the triple
 * @param origins the graphs that hold it, in the order of loading
 */
public record SourcedTriple(Triple triple, List<Occurrence> occurrences) {

    /**
     * One graph that holds the triple.
     *
     * @param graph the graph's name: the IRI of the source
     * @param isDerived whether the triple stands in no file but follows from what the graph says
     * @param locators where in the source it stands: paragraph, post number, timestamp
     */
    public record Occurrence(Node graph, boolean isDerived, List<String> locators) {}

    /** Returns whether no graph states it: it only follows from what is stated. */
    public boolean isDerived() {
        return occurrences.stream().allMatch(Occurrence::isDerived);
    }

    /** Returns the quads, one for each graph. */
    public Stream<Quad> quads() {
        return occurrences.stream().map(origin -> Quad.create(origin.graph(), triple));
    }
}
