package org.labledger.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;

/**
 * The graphs a request is about (SPARQL 1.1 Protocol, section 2.1.4). They are chosen among those
 * of the ledger; a name that it does not have stands for an empty graph, and nothing is fetched.
 *
 * @param defaultGraphs {@code default-graph-uri}: the IRIs of the graphs whose union is asked
 * @param namedGraphs {@code named-graph-uri}: the IRIs of the graphs that {@code GRAPH} sees
 */
public record GraphChoice(List<String> defaultGraphs, List<String> namedGraphs) {

    /** Nothing chosen by the request: what the query says holds, or else the whole dataset. */
    public static final GraphChoice NONE = new GraphChoice(List.of(), List.of());

    /** Copies the lists. */
    public GraphChoice {
        defaultGraphs = List.copyOf(defaultGraphs);
        namedGraphs = List.copyOf(namedGraphs);
    }

    /**
     * Returns the choice that holds for a query: that of the request goes before {@code FROM} and
     * {@code FROM NAMED} in the query (SPARQL 1.1 Protocol, section 2.1.4).
     */
    public GraphChoice over(Query query) {
        return isNone() && query.hasDatasetDescription()
                ? new GraphChoice(query.getGraphURIs(), query.getNamedGraphURIs())
                : this;
    }

    /** Returns whether nothing is chosen, so that the whole dataset is asked. */
    public boolean isNone() {
        return defaultGraphs.isEmpty() && namedGraphs.isEmpty();
    }

    /** Returns the names of the graphs whose union is the default graph. */
    public Set<Node> defaultGraphNames() {
        return nodes(defaultGraphs);
    }

    /** Returns the names of the graphs that {@code GRAPH} sees. */
    public Set<Node> namedGraphNames() {
        return nodes(namedGraphs);
    }

    private static Set<Node> nodes(List<String> iris) {
        Set<Node> nodes = new LinkedHashSet<>();
        iris.forEach(iri -> nodes.add(NodeFactory.createURI(iri)));
        return nodes;
    }
}
