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
import org.apache.jena.vocabulary.RDF;
import org.labledger.evidence.Disagreement;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.term.TermOrder;

/**
 * What a snapshot says about one IRI: the triples with it as subject or object, their sources, and
 * labels of everything mentioned. If the IRI names a graph (a source, a vocabulary), the triples of
 * that graph are included.
 *
 * @param subject the IRI, canonical whatever host was asked
 * @param types its classes, stated or derived
 * @param outgoing the triples with the IRI as subject, and those of blank nodes reachable from them
 * @param incoming the triples with the IRI as object, at most {@link #MAX_INCOMING} per property
 * @param incomingCounts number of all such triples, by property
 * @param content other triples of the graph of this name, and those of parts of the document
 * @param labels label triples of each resource mentioned: things, classes, properties, sources
 * @param disagreements the disagreements it takes part in
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

    /** Maximum number of incoming triples per property. */
    private static final int MAX_INCOMING = 100;

    /**
     * Describes an IRI. Blocks while the store is queried.
     *
     * @return the description, or empty if no triple or graph mentions the IRI
     */
    public static Optional<Description> of(Node subject, Snapshot snapshot) {
        return of(subject, List.of(), snapshot);
    }

    /**
     * Describes an IRI with the parts of its document, whose triples are content. Blocks while the
     * store is queried.
     *
     * @param parts IRIs that differ from it by a fragment
     * @return the description, or empty if no triple or graph mentions any of the IRIs
     */
    public static Optional<Description> of(Node subject, List<Node> parts, Snapshot snapshot) {
        Triples union = snapshot.store().triples();
        Set<Triple> own = new LinkedHashSet<>();
        collect(subject, union, own);
        Map<Node, Long> counts = new LinkedHashMap<>();
        List<Triple> incoming = incoming(subject, snapshot, counts);
        Set<Triple> others = new HashSet<>();
        if (snapshot.store().containsGraph(subject)) {
            others.addAll(snapshot.store().triples(subject).all().toList());
        }
        parts.forEach(part -> collect(part, union, others));
        others.removeAll(own);
        incoming.forEach(others::remove);
        List<Triple> content =
                others.stream()
                        .sorted(
                                Comparator.comparing(Triple::getSubject, TermOrder.BY_TERM)
                                        .thenComparing(SourcedTriples.ORDER))
                        .toList();
        if (own.isEmpty() && incoming.isEmpty() && content.isEmpty()) {
            return Optional.empty();
        }
        SourcedTriples sources = new SourcedTriples(snapshot);
        List<SourcedTriple> outgoing =
                own.stream().sorted(SourcedTriples.ORDER).map(sources::of).toList();
        List<SourcedTriple> sourcedIncoming = incoming.stream().map(sources::of).toList();
        List<SourcedTriple> sourcedContent = content.stream().map(sources::of).toList();
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
                        labels.put(thing, triples.stream().map(sources::of).toList()));
        return Optional.of(
                new Description(
                        subject,
                        own.stream()
                                .filter(t -> t.getSubject().equals(subject))
                                .filter(t -> t.getPredicate().equals(RDF.type.asNode()))
                                .map(Triple::getObject)
                                .sorted(TermOrder.BY_TERM)
                                .toList(),
                        outgoing,
                        sourcedIncoming,
                        counts,
                        sourcedContent,
                        labels,
                        disagreements));
    }

    /** Returns the description as a graph: all triples, each once. */
    public List<Triple> triples() {
        return all().map(SourcedTriple::triple).distinct().toList();
    }

    /** Returns the description as a dataset: all triples in each of their graphs. */
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

    /**
     * Collects the triples of a subject, with those of blank nodes they lead to, which cannot be
     * requested by name.
     */
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

    /** Returns the first triples of each property, by subject, and counts all of them. */
    private static List<Triple> incoming(Node object, Snapshot snapshot, Map<Node, Long> counts) {
        Map<Node, List<Triple>> byProperty = new LinkedHashMap<>();
        snapshot.store()
                .triples()
                .find(Node.ANY, Node.ANY, object)
                .filter(triple -> !RetiredIris.isRedirect(triple, snapshot))
                .forEach(triple ->
                        byProperty
                                .computeIfAbsent(triple.getPredicate(), p -> new ArrayList<>())
                                .add(triple));
        List<Triple> shown = new ArrayList<>();
        byProperty.keySet().stream()
                .sorted(TermOrder.BY_TERM)
                .forEach(property -> {
                    List<Triple> triples = Objects.requireNonNull(byProperty.get(property));
                    counts.put(property, (long) triples.size());
                    triples.stream()
                            .sorted(SourcedTriples.ORDER)
                            .limit(MAX_INCOMING)
                            .forEach(shown::add);
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
        sourced.occurrences().forEach(occurrence -> mentioned.add(occurrence.graph()));
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
