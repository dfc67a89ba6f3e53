package org.labledger.describe;

import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.labledger.snapshot.Snapshot;
import org.labledger.term.TermOrder;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.Namespaces;

/**
 * The description of the dataset in the Vocabulary of Interlinked Datasets (<a
 * href="https://www.w3.org/TR/void/">VoID</a>): what the home says about itself, statistics and
 * access points. Statistics are counted once per snapshot; addresses are added per request.
 */
public final class DatasetProfile {

    private final Snapshot snapshot;
    private final Node dataset;
    private final Statistics statistics;

    private DatasetProfile(Snapshot snapshot, Node dataset, Statistics statistics) {
        this.snapshot = snapshot;
        this.dataset = dataset;
        this.statistics = statistics;
    }

    /** Counts a snapshot. Reads all its triples once. */
    public static DatasetProfile of(Snapshot snapshot) {
        return new DatasetProfile(
                snapshot, snapshot.description().dataset(), Statistics.of(snapshot));
    }

    /** Returns the IRI of the dataset: the declared one, or else {@code …/dataset}. */
    public Node dataset() {
        return dataset;
    }

    /**
     * Returns the VoID document.
     *
     * @param base base URL of the server as the client sees it, with a trailing slash
     */
    public List<Triple> document(String base) {
        TripleBuilder triples = new TripleBuilder();
        Node document = Namespaces.iri(base + ".well-known/void");
        triples.type(document, Namespaces.ofVoid("DatasetDescription"))
                .add(document, Namespaces.foaf("primaryTopic"), dataset);
        describe(triples, base);
        return triples.toList();
    }

    /** Adds what the home says about the dataset. */
    void introduce(TripleBuilder triples) {
        triples.type(dataset, Namespaces.ofVoid("Dataset"));
        Graph ontology = snapshot.ontology().graph();
        ontology
                .find(dataset, Node.ANY, Node.ANY)
                .filterDrop(t -> t.getPredicate().equals(Evidence.SERVICE_ENDPOINT))
                .filterDrop(t -> t.getObject().isBlank())
                .toList()
                .stream()
                .sorted(SourcedTriples.ORDER)
                .forEach(triples::add);
        triples.text(dataset, Namespaces.dcat("version"), snapshot.id());
    }

    /** Adds the dataset with its statistics and access points. */
    void describe(TripleBuilder triples, String base) {
        introduce(triples);
        if (snapshot.description().uriSpace().isDeclared()) {
            triples.text(
                    dataset,
                    Namespaces.ofVoid("uriSpace"),
                    snapshot.description().uriSpace().base());
        }
        for (Node vocabulary : vocabularies()) {
            triples.add(dataset, Namespaces.ofVoid("vocabulary"), vocabulary);
        }
        triples.add(dataset, Namespaces.ofVoid("sparqlEndpoint"), Namespaces.iri(base + "sparql"))
                .add(
                        dataset,
                        Namespaces.ofVoid("uriLookupEndpoint"),
                        Namespaces.iri(base + "fragments"))
                .add(dataset, Namespaces.dct("hasPart"), Namespaces.iri(base + "catalog"));
        for (Dump.Form form : Dump.Form.values()) {
            triples.add(
                    dataset, Namespaces.ofVoid("dataDump"), Namespaces.iri(base + form.fileName()));
            triples.add(
                    dataset, Namespaces.ofVoid("feature"), Namespaces.format(form.formatName()));
        }
        for (Node example : statistics.examples()) {
            triples.add(dataset, Namespaces.ofVoid("exampleResource"), example);
        }
        count(triples);
        subset(triples, "sources", snapshot.dataGraphs());
        subset(triples, "vocabularies", vocabularyGraphs());
        acceptedView(triples, base);
    }

    /** Adds the accepted view as a subset that is dumped by itself. */
    private void acceptedView(TripleBuilder triples, String base) {
        Node name = snapshot.acceptedGraph();
        if (!snapshot.store().containsGraph(name)) {
            return;
        }
        Node subset = part("accepted");
        triples.add(dataset, Namespaces.ofVoid("subset"), subset)
                .type(subset, Namespaces.ofVoid("Dataset"))
                .text(subset, Namespaces.dct("title"), "accepted")
                .text(
                        subset,
                        Namespaces.dct("description"),
                        "The accepted view: one value per fact where the evidence decides. In SPARQL"
                                + " it is the graph <"
                                + name.getURI()
                                + ">, for those who name it.")
                .number(
                        subset,
                        Namespaces.ofVoid("triples"),
                        snapshot.store().triples(name).size());
        for (Dump.Form form : Dump.Form.values()) {
            triples.add(
                    subset,
                    Namespaces.ofVoid("dataDump"),
                    Namespaces.iri(base + form.fileName() + "?view=accepted"));
        }
    }

    private void count(TripleBuilder triples) {
        triples.number(dataset, Namespaces.ofVoid("triples"), statistics.triples())
                .number(dataset, Namespaces.ofVoid("entities"), statistics.entities())
                .number(dataset, Namespaces.ofVoid("classes"), statistics.classes().size())
                .number(dataset, Namespaces.ofVoid("properties"), statistics.properties().size())
                .number(dataset, Namespaces.ofVoid("distinctSubjects"), statistics.subjects())
                .number(dataset, Namespaces.ofVoid("distinctObjects"), statistics.objects())
                .number(
                        dataset,
                        Namespaces.ofVoid("documents"),
                        snapshot.store().graphNames().size());
        int number = 0;
        for (Map.Entry<Node, Long> entry : statistics.classes().entrySet()) {
            Node partition = part("class-" + ++number);
            triples.add(dataset, Namespaces.ofVoid("classPartition"), partition)
                    .add(partition, Namespaces.ofVoid("class"), entry.getKey())
                    .number(partition, Namespaces.ofVoid("entities"), entry.getValue());
        }
        number = 0;
        for (Map.Entry<Node, Statistics.OfProperty> entry : statistics.properties().entrySet()) {
            Node partition = part("property-" + ++number);
            triples.add(dataset, Namespaces.ofVoid("propertyPartition"), partition)
                    .add(partition, Namespaces.ofVoid("property"), entry.getKey())
                    .number(partition, Namespaces.ofVoid("triples"), entry.getValue().triples())
                    .number(
                            partition,
                            Namespaces.ofVoid("distinctSubjects"),
                            entry.getValue().subjects())
                    .number(
                            partition,
                            Namespaces.ofVoid("distinctObjects"),
                            entry.getValue().objects());
        }
    }

    private void subset(TripleBuilder triples, String name, Iterable<Node> graphs) {
        Node subset = part(name);
        long documents = 0;
        long size = 0;
        for (Node graph : graphs) {
            documents++;
            size += snapshot.store().triples(graph).size();
        }
        triples.add(dataset, Namespaces.ofVoid("subset"), subset)
                .type(subset, Namespaces.ofVoid("Dataset"))
                .text(subset, Namespaces.dct("title"), name)
                .number(subset, Namespaces.ofVoid("documents"), documents)
                .number(subset, Namespaces.ofVoid("triples"), size);
    }

    /** Returns the vocabularies that the home declares, sorted. */
    private List<Node> vocabularies() {
        return snapshot.ontology().vocabularies().stream().sorted(TermOrder.BY_TERM).toList();
    }

    private List<Node> vocabularyGraphs() {
        return snapshot.store().graphNames().stream()
                .filter(graph -> !snapshot.dataGraphs().contains(graph))
                .toList();
    }

    private Node part(String name) {
        return snapshot.description().uriSpace().iri(".well-known/void#" + name);
    }
}
