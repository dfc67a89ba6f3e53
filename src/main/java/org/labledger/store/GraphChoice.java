package org.labledger.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;

/**
 * The RDF dataset that a request selects (SPARQL 1.1 Protocol, section 2.1.4). Graphs are selected
 * by name from those of the store; a name the store does not have stands for an empty graph.
 * Nothing is fetched.
 *
 * @param defaultGraphs {@code default-graph-uri}: IRIs of the graphs whose union is the default
 *     graph
 * @param namedGraphs {@code named-graph-uri}: IRIs of the graphs available to {@code GRAPH}
 */
public record GraphChoice(List<String> defaultGraphs, List<String> namedGraphs) {

    /**
     * No selection in the request: {@code FROM} clauses of the query apply, otherwise the whole
     * dataset.
     */
    public static final GraphChoice NONE = new GraphChoice(List.of(), List.of());

    /** Copies both lists. */
    public GraphChoice {
        defaultGraphs = List.copyOf(defaultGraphs);
        namedGraphs = List.copyOf(namedGraphs);
    }

    /**
     * Returns the selection that applies to a query. A selection in the request overrides {@code
     * FROM} and {@code FROM NAMED} (SPARQL 1.1 Protocol, section 2.1.4).
     */
    public GraphChoice over(Query query) {
        return isNone() && query.hasDatasetDescription()
                ? new GraphChoice(query.getGraphURIs(), query.getNamedGraphURIs())
                : this;
    }

    /** Returns whether no graph is selected, so that the whole dataset is queried. */
    public boolean isNone() {
        return defaultGraphs.isEmpty() && namedGraphs.isEmpty();
    }

    /** Returns whether a graph is selected. */
    boolean names(Node graph) {
        return graph.isURI()
                && (defaultGraphs.contains(graph.getURI()) || namedGraphs.contains(graph.getURI()));
    }

    /** Returns the names of the graphs whose union is the default graph. */
    public Set<Node> defaultGraphNames() {
        return nodes(defaultGraphs);
    }

    /** Returns the names of the graphs available to {@code GRAPH}. */
    public Set<Node> namedGraphNames() {
        return nodes(namedGraphs);
    }

    private static Set<Node> nodes(List<String> iris) {
        Set<Node> nodes = new LinkedHashSet<>();
        iris.forEach(iri -> nodes.add(NodeFactory.createURI(iri)));
        return nodes;
    }
}
