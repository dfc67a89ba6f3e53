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
 * The disagreements of a snapshot by what the disputed records name: that sources differ on a loan
 * concerns the borrower and the book as well. Made once, so that a page need not look through all
 * that names a thing.
 */
public final class DisagreementIndex {

    private final Map<Node, List<Disagreement>> byNamed;

    private DisagreementIndex(Map<Node, List<Disagreement>> byNamed) {
        this.byNamed = byNamed;
    }

    /** Reads the disagreements of a snapshot. */
    public static DisagreementIndex of(Snapshot snapshot) {
        Map<Node, List<Disagreement>> byNamed = new HashMap<>();
        for (Disagreement disagreement : Disagreement.all(snapshot)) {
            Set<Node> records = new LinkedHashSet<>(disagreement.between());
            disagreement.record().ifPresent(records::add);
            Set<Node> named = new LinkedHashSet<>();
            records.forEach(record -> named.addAll(namedBy(record, snapshot)));
            // The pages of these show it anyway.
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

    /** Returns the things of the record that a record names: neither terms nor sources. */
    private static Set<Node> namedBy(Node record, Snapshot snapshot) {
        Triples union = snapshot.store().triples();
        UriSpace space = snapshot.description().uriSpace();
        return new LinkedHashSet<>(
                union.find(record, Node.ANY, Node.ANY)
                        .map(Triple::getObject)
                        .filter(object -> object.isURI() && space.contains(object))
                        .filter(object -> !snapshot.ontology().describes(object))
                        .filter(object ->
                                !union.contains(object, RDF.type.asNode(), Evidence.SOURCE))
                        .toList());
    }
}
