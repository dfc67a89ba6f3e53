package org.labledger.citation;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.graph.NodeConst;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.term.TermOrder;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.Namespaces;

/** What a snapshot says about its sources. Safe for concurrent use; reads each source once. */
final class Sources {

    private final Triples union;
    private final Set<Node> dataGraphs;
    private final boolean areDescribed;
    private final Map<Node, CitedSource> known = new ConcurrentHashMap<>();

    Sources(Snapshot snapshot) {
        union = snapshot.store().triples();
        dataGraphs = snapshot.dataGraphs();
        areDescribed = union.contains(Node.ANY, RDF.type.asNode(), Evidence.SOURCE);
    }

    /** Returns what is known about a graph. */
    CitedSource of(Node graph) {
        return known.computeIfAbsent(graph, this::read);
    }

    private CitedSource read(Node graph) {
        Optional<Node> read = one(graph, Namespaces.schema("url"));
        Optional<Node> url = one(graph, Evidence.ORIGINAL_URL).or(() -> read);
        Optional<Node> kind = one(graph, Evidence.KIND);
        List<Node> retells = retells(graph);
        Optional<Node> reading = one(graph, Evidence.READING);
        return new CitedSource(
                graph,
                sorted(union.objects(graph, DCTerms.title.asNode())),
                one(graph, DCTerms.publisher.asNode()).map(this::named),
                one(graph, DCTerms.issued.asNode()),
                url,
                read.filter(address -> !url.equals(Optional.of(address))),
                kind.map(this::named),
                reading.map(this::named),
                retells,
                origins(graph),
                new CitedSource.Standing(
                        isVoice(graph) && !isMarked(kind, Evidence.EDITORIAL),
                        isMarked(kind, Evidence.PRIMARY),
                        isMarked(reading, Evidence.IN_FULL),
                        !retells.isEmpty() || isMarked(kind, Evidence.SECOND_HAND),
                        isMarked(Optional.of(graph), Evidence.MACHINE_WRITTEN)));
    }

    /** In a home that describes no sources, every data file is one. */
    private boolean isVoice(Node graph) {
        return areDescribed
                ? union.contains(graph, RDF.type.asNode(), Evidence.SOURCE)
                : dataGraphs.contains(graph);
    }

    private boolean isMarked(Optional<Node> subject, Node property) {
        return subject.isPresent() && union.contains(subject.get(), property, NodeConst.nodeTrue);
    }

    private CitedSource.Named named(Node term) {
        return new CitedSource.Named(
                term,
                term.isLiteral()
                        ? List.of(term)
                        : sorted(union.objects(term, RDFS.label.asNode())));
    }

    private List<Node> retells(Node source) {
        return sorted(union.objects(source, Evidence.RETELLS));
    }

    /** Follows retellings to the ends; sources that retell each other in a circle are one. */
    private Set<Node> origins(Node source) {
        Set<Node> seen = new LinkedHashSet<>();
        Set<Node> origins = new TreeSet<>(TermOrder.BY_TERM);
        Deque<Node> open = new ArrayDeque<>(List.of(source));
        while (!open.isEmpty()) {
            Node next = open.removeFirst();
            if (seen.add(next)) {
                List<Node> further = retells(next);
                open.addAll(further);
                if (further.isEmpty()) {
                    origins.add(next);
                }
            }
        }
        if (origins.isEmpty()) {
            origins.add(seen.stream().min(TermOrder.BY_TERM).orElseThrow());
        }
        return origins;
    }

    private Optional<Node> one(Node subject, Node property) {
        Comparator<Node> order = TermOrder.BY_TERM;
        return union.objects(subject, property).stream().min(order);
    }

    private static List<Node> sorted(List<Node> nodes) {
        return nodes.stream().distinct().sorted(TermOrder.BY_TERM).toList();
    }
}
