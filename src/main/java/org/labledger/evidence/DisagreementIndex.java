package org.labledger.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;

/**
 * Disagreements by the things that the disputed records name: a disagreement about a loan also
 * concerns the borrower and the book. Immutable; built once per snapshot.
 */
public final class DisagreementIndex {

    private final Map<Node, List<Disagreement>> byNamed;

    private DisagreementIndex(Map<Node, List<Disagreement>> byNamed) {
        this.byNamed = byNamed;
    }

    /** Builds the index of a snapshot. */
    public static DisagreementIndex of(Snapshot snapshot) {
        Map<Node, List<Disagreement>> byNamed = new HashMap<>();
        for (Disagreement disagreement : Disagreement.all(snapshot)) {
            Set<Node> records = new LinkedHashSet<>(disagreement.between());
            disagreement.record().ifPresent(records::add);
            Set<Node> named = new LinkedHashSet<>();
            records.forEach(record -> named.addAll(namedBy(record, snapshot)));
            // The pages of the records themselves show it already.
            named.removeAll(records);
            named.forEach(thing ->
                    byNamed.computeIfAbsent(thing, t -> new ArrayList<>()).add(disagreement));
        }
        return new DisagreementIndex(byNamed);
    }

    /** Returns the disagreements about records that name a thing, in a fixed order. */
    public List<Disagreement> naming(Node thing) {
        return byNamed.getOrDefault(thing, List.of());
    }

    /**
     * Returns the things of the data that a record names, without terms of the ontology and
     * sources.
     */
    private static Set<Node> namedBy(Node record, Snapshot snapshot) {
        Triples union = snapshot.store().triples();
        UriSpace space = snapshot.description().uriSpace();
        return new LinkedHashSet<>(
                union.find(record, Node.ANY, Node.ANY)
                        .map(Triple::getObject)
                        .filter(space::mayHold)
                        .filter(object -> !snapshot.ontology().describes(object))
                        .filter(object ->
                                !union.contains(object, RDF.type.asNode(), Evidence.SOURCE))
                        .toList());
    }
}
