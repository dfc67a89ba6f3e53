package org.labledger.describe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.util.NodeCmp;
import org.apache.jena.vocabulary.RDF;
import org.labledger.evidence.Disagreement;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;

/**
 * What the ledger knows of one IRI: what is said of it and with it, by whom, and what everything
 * that occurs is called. If the IRI names a graph (a source, a vocabulary), what that graph says
 * belongs to it as well.
 *
 * @param subject the IRI, canonical whatever host was asked
 * @param types what it is, as stated or derived
 * @param outgoing the triples of which it is the subject, with those of blank nodes that they lead
 *     to
 * @param incoming the triples of which it is the object, at most {@link #MOST_INCOMING} for each
 *     property
 * @param incomingCounts how many there are in all, by property
 * @param content what the graph of that name says, beyond the above; empty if it names none
 * @param labels the triples that name each thing that occurs: things, classes, properties, sources
 * @param disagreements the disagreements that it takes part in
 */
public record Description(
        Node subject,
        List<Node> types,
        List<SourcedTriple> outgoing,
        List<SourcedTriple> incoming,
        Map<Node, Long> incomingCounts,
        List<SourcedTriple> content,
        Map<Node, List<SourcedTriple>> labels,
        List<Disagreement> disagreements) {

    /** How many incoming triples of one property a description holds at most. */
    public static final int MOST_INCOMING = 100;

    /**
     * Describes an IRI.
     *
     * @return the description, or empty if the ledger says nothing of it and with it
     */
    public static Optional<Description> of(Node subject, Snapshot snapshot) {
        Triples union = snapshot.store().triples();
        Set<Triple> own = new LinkedHashSet<>();
        collect(subject, union, own);
        Map<Node, Long> counts = new LinkedHashMap<>();
        List<Triple> incoming = incoming(subject, union, counts);
        List<Triple> content = new ArrayList<>();
        if (snapshot.store().containsGraph(subject)) {
            Set<Triple> shown = new HashSet<>(own);
            shown.addAll(incoming);
            content.addAll(
                    snapshot.store()
                            .triples(subject)
                            .all()
                            .filter(triple -> !shown.contains(triple))
                            .toList());
            content.sort(
                    Comparator.comparing(Triple::getSubject, NodeCmp::compareRDFTerms)
                            .thenComparing(Origins.ORDER));
        }
        if (own.isEmpty() && incoming.isEmpty() && content.isEmpty()) {
            return Optional.empty();
        }
        Origins origins = new Origins(snapshot);
        List<SourcedTriple> outgoing = own.stream().sorted(Origins.ORDER).map(origins::of).toList();
        List<SourcedTriple> sourcedIncoming = incoming.stream().map(origins::of).toList();
        List<SourcedTriple> sourcedContent = content.stream().map(origins::of).toList();
        List<Disagreement> disagreements = Disagreement.of(subject, snapshot);
        Set<Node> mentioned = new LinkedHashSet<>();
        mentioned.add(subject);
        for (List<SourcedTriple> part : List.of(outgoing, sourcedIncoming, sourcedContent)) {
            part.forEach(sourced -> mention(sourced, mentioned));
        }
        disagreements.forEach(disagreement -> mention(disagreement, mentioned));
        Map<Node, List<SourcedTriple>> labels = new LinkedHashMap<>();
        Labels.of(mentioned, union)
                .forEach((thing, triples) ->
                        labels.put(thing, triples.stream().map(origins::of).toList()));
        return Optional.of(
                new Description(
                        subject,
                        own.stream()
                                .filter(t -> t.getSubject().equals(subject))
                                .filter(t -> t.getPredicate().equals(RDF.type.asNode()))
                                .map(Triple::getObject)
                                .sorted(NodeCmp::compareRDFTerms)
                                .toList(),
                        outgoing,
                        sourcedIncoming,
                        counts,
                        sourcedContent,
                        labels,
                        disagreements));
    }

    /** Returns all triples, each once: the description as a graph. */
    public List<Triple> triples() {
        return all().map(SourcedTriple::triple).distinct().toList();
    }

    /** Returns all triples in the graphs of those who say them: the description as a dataset. */
    public List<Quad> quads() {
        return all().flatMap(SourcedTriple::quads).distinct().toList();
    }

    private Stream<SourcedTriple> all() {
        return Stream.of(
                        outgoing.stream(),
                        incoming.stream(),
                        content.stream(),
                        labels.values().stream().flatMap(Collection::stream))
                .flatMap(part -> part);
    }

    /** A blank node has no name by which one could ask for more of it, so it comes along. */
    private static void collect(Node subject, Triples graph, Set<Triple> into) {
        Set<Node> seen = new HashSet<>();
        List<Node> open = new ArrayList<>(List.of(subject));
        while (!open.isEmpty()) {
            Node next = open.removeLast();
            if (seen.add(next)) {
                graph.find(next, Node.ANY, Node.ANY)
                        .forEach(triple -> {
                            into.add(triple);
                            if (triple.getObject().isBlank()) {
                                open.add(triple.getObject());
                            }
                        });
            }
        }
    }

    /** Collects the first of each property in the order of their subjects, and counts all. */
    private static List<Triple> incoming(Node object, Triples graph, Map<Node, Long> counts) {
        Map<Node, List<Triple>> byProperty = new LinkedHashMap<>();
        graph.find(Node.ANY, Node.ANY, object)
                .forEach(triple ->
                        byProperty
                                .computeIfAbsent(triple.getPredicate(), p -> new ArrayList<>())
                                .add(triple));
        List<Triple> shown = new ArrayList<>();
        byProperty.keySet().stream()
                .sorted(NodeCmp::compareRDFTerms)
                .forEach(property -> {
                    List<Triple> triples = Objects.requireNonNull(byProperty.get(property));
                    counts.put(property, (long) triples.size());
                    triples.stream().sorted(Origins.ORDER).limit(MOST_INCOMING).forEach(shown::add);
                });
        return shown;
    }

    private static void mention(SourcedTriple sourced, Set<Node> mentioned) {
        Triple triple = sourced.triple();
        mentioned.add(triple.getSubject());
        mentioned.add(triple.getPredicate());
        if (!triple.getObject().isLiteral()) {
            mentioned.add(triple.getObject());
        }
        sourced.origins().forEach(origin -> mentioned.add(origin.graph()));
    }

    private static void mention(Disagreement disagreement, Set<Node> mentioned) {
        disagreement.note().ifPresent(mentioned::add);
        disagreement.record().ifPresent(mentioned::add);
        disagreement.property().ifPresent(mentioned::add);
        disagreement.sides().keySet().stream().filter(Node::isURI).forEach(mentioned::add);
        disagreement.sides().values().forEach(mentioned::addAll);
        mentioned.addAll(disagreement.between());
        mentioned.addAll(disagreement.verdicts());
    }
}
