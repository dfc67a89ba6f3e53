package org.labledger.describe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.term.TermOrder;
import org.labledger.vocabulary.Evidence;

/**
 * Looks up the sources of triples. Caches locators, so create one per description or answer. Not
 * safe for concurrent use.
 */
public final class SourcedTriples {

    /** Order of a description: types first, then by property, subject and value. */
    static final Comparator<Triple> ORDER =
            Comparator.comparing((Triple t) -> !t.getPredicate().equals(RDF.type.asNode()))
                    .thenComparing(Triple::getPredicate, TermOrder.BY_TERM)
                    .thenComparing(Triple::getSubject, TermOrder.BY_TERM)
                    .thenComparing(Triple::getObject, TermOrder.BY_TERM);

    private record RecordIn(Node graph, Node record) {}

    private final Snapshot snapshot;
    private final Map<RecordIn, List<String>> locators = new HashMap<>();

    public SourcedTriples(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Returns a triple with all graphs that contain it. */
    SourcedTriple of(Triple triple) {
        List<SourcedTriple.Occurrence> occurrences = new ArrayList<>();
        for (Node graph : snapshot.graphsOf(triple)) {
            occurrences.add(
                    new SourcedTriple.Occurrence(
                            graph,
                            snapshot.isDerived(Quad.create(graph, triple)),
                            locators(graph, triple)));
        }
        return new SourcedTriple(triple, List.copyOf(occurrences));
    }

    /**
     * Returns the locators of a triple in a graph: those of citations of this very property, or
     * else those of the record.
     */
    public List<String> locators(Node name, Triple triple) {
        Triples graph = snapshot.store().triples(name);
        Set<String> found = new LinkedHashSet<>();
        for (Node citation : graph.subjects(Evidence.SUPPORTS, triple.getSubject())) {
            if (graph.contains(citation, Evidence.ON_PROPERTY, triple.getPredicate())) {
                found.addAll(texts(graph, citation));
            }
        }
        return found.isEmpty()
                ? locators.computeIfAbsent(
                        new RecordIn(name, triple.getSubject()), key -> ofRecord(graph, key.record))
                : List.copyOf(found);
    }

    private static List<String> ofRecord(Triples graph, Node record) {
        Set<String> found = new LinkedHashSet<>(texts(graph, record));
        for (Node citation : graph.subjects(Evidence.SUPPORTS, record)) {
            if (!graph.contains(citation, Evidence.ON_PROPERTY, Node.ANY)) {
                found.addAll(texts(graph, citation));
            }
        }
        return List.copyOf(found);
    }

    private static List<String> texts(Triples graph, Node subject) {
        return graph.objects(subject, Evidence.LOCATOR).stream()
                .filter(Node::isLiteral)
                .map(Node::getLiteralLexicalForm)
                .sorted()
                .toList();
    }
}
