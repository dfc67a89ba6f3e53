package org.labledger.describe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.labledger.result.Format;
import org.labledger.settings.Build;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Namespaces;

/**
 * What the SPARQL endpoint says of itself (<a
 * href="https://www.w3.org/TR/sparql11-service-description/">SPARQL 1.1 Service Description</a>):
 * the answer to a request for the endpoint without a query.
 */
public final class ServiceDescription {

    private ServiceDescription() {}

    /**
     * Returns the service description.
     *
     * <p>The default graph is the union of the named graphs and a query may choose others with FROM
     * or {@code default-graph-uri} among those of the dataset; nothing is ever fetched, so the
     * feature {@code sd:DereferencesURIs} is not claimed.
     *
     * <p>The program and its version are {@code #software}, to which the service is attributed.
     *
     * @param base the address of the server as the client knows it, ending with a slash
     */
    public static List<Triple> of(Snapshot snapshot, DatasetProfile profile, String base) {
        TripleBuilder triples = new TripleBuilder();
        Node service = Namespaces.iri(base + "sparql");
        triples.type(service, Namespaces.sd("Service"))
                .add(service, Namespaces.sd("endpoint"), service)
                .add(service, Namespaces.sd("supportedLanguage"), Namespaces.sd("SPARQL11Query"))
                .add(service, Namespaces.sd("feature"), Namespaces.sd("UnionDefaultGraph"));
        if (!snapshot.description().serviceEndpoints().isEmpty()) {
            triples.add(service, Namespaces.sd("feature"), Namespaces.sd("BasicFederatedQuery"));
        }
        for (Format format : Format.values()) {
            format.w3cName()
                    .ifPresent(name ->
                            triples.add(
                                    service,
                                    Namespaces.sd("resultFormat"),
                                    Namespaces.format(name)));
        }
        Node software = Namespaces.iri(base + "sparql#software");
        triples.add(service, Namespaces.prov("wasAttributedTo"), software)
                .type(software, Namespaces.prov("SoftwareAgent"))
                .type(software, Namespaces.schema("SoftwareApplication"))
                .text(software, Namespaces.schema("name"), "Lab Ledger")
                .text(software, Namespaces.schema("softwareVersion"), Build.version());
        Node dataset = Namespaces.iri(base + "sparql#dataset");
        Node union = Namespaces.iri(base + "sparql#union");
        triples.add(service, Namespaces.sd("defaultDataset"), dataset)
                .add(service, Namespaces.sd("availableGraphs"), dataset)
                .type(dataset, Namespaces.sd("Dataset"))
                .type(dataset, Namespaces.sd("GraphCollection"))
                .add(dataset, Namespaces.dct("isVersionOf"), profile.dataset())
                .add(dataset, Namespaces.sd("defaultGraph"), union)
                .type(union, Namespaces.sd("Graph"))
                .number(union, Namespaces.ofVoid("triples"), snapshot.store().triples().size());
        List<Node> names = new ArrayList<>(snapshot.store().graphNames());
        names.sort(Comparator.comparing(Node::toString));
        int number = 0;
        for (Node name : names) {
            number++;
            Node named = Namespaces.iri(base + "sparql#named-" + number);
            Node graph = Namespaces.iri(base + "sparql#graph-" + number);
            triples.add(dataset, Namespaces.sd("namedGraph"), named)
                    .type(named, Namespaces.sd("NamedGraph"))
                    .add(named, Namespaces.sd("name"), name)
                    .add(named, Namespaces.sd("graph"), graph)
                    .type(graph, Namespaces.sd("Graph"))
                    .number(
                            graph,
                            Namespaces.ofVoid("triples"),
                            snapshot.store().triples(name).size());
        }
        describeAccepted(triples, snapshot, service, base);
        profile.describe(triples, base);
        return triples.toList();
    }

    /**
     * Adds the accepted view, which a query may use but the default dataset does not have ({@code
     * sd:availableGraphs}).
     */
    private static void describeAccepted(
            TripleBuilder triples, Snapshot snapshot, Node service, String base) {
        Node name = snapshot.acceptedGraph();
        if (!snapshot.store().containsGraph(name)) {
            return;
        }
        Node views = Namespaces.iri(base + "sparql#views");
        Node named = Namespaces.iri(base + "sparql#named-accepted");
        Node graph = Namespaces.iri(base + "sparql#graph-accepted");
        triples.add(service, Namespaces.sd("availableGraphs"), views)
                .type(views, Namespaces.sd("GraphCollection"))
                .add(views, Namespaces.sd("namedGraph"), named)
                .type(named, Namespaces.sd("NamedGraph"))
                .add(named, Namespaces.sd("name"), name)
                .add(named, Namespaces.sd("graph"), graph)
                .type(graph, Namespaces.sd("Graph"))
                .text(graph, Namespaces.dct("title"), "Accepted view")
                .text(
                        graph,
                        Namespaces.dct("description"),
                        "One value per fact where the evidence decides. Name it in FROM, FROM NAMED"
                                + " or GRAPH; a variable never finds it.")
                .number(graph, Namespaces.ofVoid("triples"), snapshot.store().triples(name).size());
    }
}
