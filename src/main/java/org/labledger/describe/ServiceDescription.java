package org.labledger.describe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.labledger.result.Format;
import org.labledger.settings.Build;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Terms;

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
        Node service = Terms.iri(base + "sparql");
        triples.type(service, Terms.sd("Service"))
                .add(service, Terms.sd("endpoint"), service)
                .add(service, Terms.sd("supportedLanguage"), Terms.sd("SPARQL11Query"))
                .add(service, Terms.sd("feature"), Terms.sd("UnionDefaultGraph"));
        if (!snapshot.description().serviceEndpoints().isEmpty()) {
            triples.add(service, Terms.sd("feature"), Terms.sd("BasicFederatedQuery"));
        }
        for (Format format : Format.values()) {
            format.w3cName()
                    .ifPresent(name ->
                            triples.add(service, Terms.sd("resultFormat"), Terms.format(name)));
        }
        Node software = Terms.iri(base + "sparql#software");
        triples.add(service, Terms.prov("wasAttributedTo"), software)
                .type(software, Terms.prov("SoftwareAgent"))
                .type(software, Terms.schema("SoftwareApplication"))
                .text(software, Terms.schema("name"), "Lab Ledger")
                .text(software, Terms.schema("softwareVersion"), Build.version());
        Node dataset = Terms.iri(base + "sparql#dataset");
        Node union = Terms.iri(base + "sparql#union");
        triples.add(service, Terms.sd("defaultDataset"), dataset)
                .add(service, Terms.sd("availableGraphs"), dataset)
                .type(dataset, Terms.sd("Dataset"))
                .type(dataset, Terms.sd("GraphCollection"))
                .add(dataset, Terms.dct("isVersionOf"), profile.dataset())
                .add(dataset, Terms.sd("defaultGraph"), union)
                .type(union, Terms.sd("Graph"))
                .number(union, Terms.ofVoid("triples"), snapshot.store().triples().size());
        List<Node> names = new ArrayList<>(snapshot.store().graphNames());
        names.sort(Comparator.comparing(Node::toString));
        int number = 0;
        for (Node name : names) {
            number++;
            Node named = Terms.iri(base + "sparql#named-" + number);
            Node graph = Terms.iri(base + "sparql#graph-" + number);
            triples.add(dataset, Terms.sd("namedGraph"), named)
                    .type(named, Terms.sd("NamedGraph"))
                    .add(named, Terms.sd("name"), name)
                    .add(named, Terms.sd("graph"), graph)
                    .type(graph, Terms.sd("Graph"))
                    .number(graph, Terms.ofVoid("triples"), snapshot.store().triples(name).size());
        }
        profile.describe(triples, base);
        return triples.toList();
    }
}
