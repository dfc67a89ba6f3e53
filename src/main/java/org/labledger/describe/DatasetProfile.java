package org.labledger.describe;

import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.util.NodeCmp;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.Terms;

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
        Node document = Terms.iri(base + ".well-known/void");
        triples.type(document, Terms.ofVoid("DatasetDescription"))
                .add(document, Terms.foaf("primaryTopic"), dataset);
        describe(triples, base);
        return triples.toList();
    }

    /** Adds what the home says about the dataset. */
    void introduce(TripleBuilder triples) {
        triples.type(dataset, Terms.ofVoid("Dataset"));
        Graph ontology = snapshot.ontology().graph();
        ontology
                .find(dataset, Node.ANY, Node.ANY)
                .filterDrop(t -> t.getPredicate().equals(Evidence.SERVICE_ENDPOINT))
                .filterDrop(t -> t.getObject().isBlank())
                .toList()
                .stream()
                .sorted(SourcedTriples.ORDER)
                .forEach(triples::add);
        triples.text(dataset, Terms.dcat("version"), snapshot.id());
    }

    /** Adds the dataset with its statistics and access points. */
    void describe(TripleBuilder triples, String base) {
        introduce(triples);
        if (snapshot.description().uriSpace().declared()) {
            triples.text(
                    dataset, Terms.ofVoid("uriSpace"), snapshot.description().uriSpace().base());
        }
        for (Node vocabulary : vocabularies()) {
            triples.add(dataset, Terms.ofVoid("vocabulary"), vocabulary);
        }
        triples.add(dataset, Terms.ofVoid("sparqlEndpoint"), Terms.iri(base + "sparql"))
                .add(dataset, Terms.ofVoid("uriLookupEndpoint"), Terms.iri(base + "fragments"))
                .add(dataset, Terms.dct("hasPart"), Terms.iri(base + "catalog"));
        for (Dump.Form form : Dump.Form.values()) {
            triples.add(dataset, Terms.ofVoid("dataDump"), Terms.iri(base + form.fileName()));
            triples.add(dataset, Terms.ofVoid("feature"), Terms.format(form.formatName()));
        }
        for (Node example : statistics.examples()) {
            triples.add(dataset, Terms.ofVoid("exampleResource"), example);
        }
        count(triples);
        subset(triples, "sources", snapshot.dataGraphs());
        subset(triples, "vocabularies", vocabularyGraphs());
    }

    private void count(TripleBuilder triples) {
        triples.number(dataset, Terms.ofVoid("triples"), statistics.triples())
                .number(dataset, Terms.ofVoid("entities"), statistics.entities())
                .number(dataset, Terms.ofVoid("classes"), statistics.classes().size())
                .number(dataset, Terms.ofVoid("properties"), statistics.properties().size())
                .number(dataset, Terms.ofVoid("distinctSubjects"), statistics.subjects())
                .number(dataset, Terms.ofVoid("distinctObjects"), statistics.objects())
                .number(dataset, Terms.ofVoid("documents"), snapshot.store().graphNames().size());
        int number = 0;
        for (Map.Entry<Node, Long> entry : statistics.classes().entrySet()) {
            Node partition = part("class-" + ++number);
            triples.add(dataset, Terms.ofVoid("classPartition"), partition)
                    .add(partition, Terms.ofVoid("class"), entry.getKey())
                    .number(partition, Terms.ofVoid("entities"), entry.getValue());
        }
        number = 0;
        for (Map.Entry<Node, Statistics.OfProperty> entry : statistics.properties().entrySet()) {
            Node partition = part("property-" + ++number);
            triples.add(dataset, Terms.ofVoid("propertyPartition"), partition)
                    .add(partition, Terms.ofVoid("property"), entry.getKey())
                    .number(partition, Terms.ofVoid("triples"), entry.getValue().triples())
                    .number(
                            partition,
                            Terms.ofVoid("distinctSubjects"),
                            entry.getValue().subjects())
                    .number(partition, Terms.ofVoid("distinctObjects"), entry.getValue().objects());
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
        triples.add(dataset, Terms.ofVoid("subset"), subset)
                .type(subset, Terms.ofVoid("Dataset"))
                .text(subset, Terms.dct("title"), name)
                .number(subset, Terms.ofVoid("documents"), documents)
                .number(subset, Terms.ofVoid("triples"), size);
    }

    /** Returns the vocabularies that the home declares, sorted. */
    private List<Node> vocabularies() {
        return snapshot.ontology().vocabularies().stream()
                .sorted(NodeCmp::compareRDFTerms)
                .toList();
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
