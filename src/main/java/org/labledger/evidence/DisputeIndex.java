package org.labledger.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;
import org.labledger.vocabulary.Evidence;

/**
 * The disagreements of a snapshot by what the disputed records name: that sources differ on a loan
 * concerns the borrower and the book as well. Made once, so that a page need not look through all
 * that names a thing.
 */
public final class DisputeIndex {

    private final Map<Node, List<Dispute>> byNamed;

    private DisputeIndex(Map<Node, List<Dispute>> byNamed) {
        this.byNamed = byNamed;
    }

    /** Reads the disagreements of a snapshot. */
    public static DisputeIndex of(Snapshot snapshot) {
        Map<Node, List<Dispute>> byNamed = new HashMap<>();
        for (Dispute dispute : Dispute.all(snapshot)) {
            Set<Node> records = new LinkedHashSet<>(dispute.between());
            dispute.record().ifPresent(records::add);
            Set<Node> named = new LinkedHashSet<>();
            records.forEach(record -> named.addAll(namedBy(record, snapshot)));
            // The pages of these show it anyway.
            named.removeAll(records);
            named.forEach(
                    thing -> byNamed.computeIfAbsent(thing, t -> new ArrayList<>()).add(dispute));
        }
        return new DisputeIndex(byNamed);
    }

    /** Returns the disagreements about records that name a thing, in a fixed order. */
    public List<Dispute> naming(Node thing) {
        return byNamed.getOrDefault(thing, List.of());
    }

    /** Returns the things of the record that a record names: neither terms nor sources. */
    private static Set<Node> namedBy(Node record, Snapshot snapshot) {
        Graph union = snapshot.dataset().getDefaultGraph();
        Graph ontology = snapshot.ontology();
        UriSpace space = snapshot.description().uriSpace();
        return new LinkedHashSet<>(
                union.find(record, Node.ANY, Node.ANY)
                        .mapWith(Triple::getObject)
                        .filterKeep(object -> object.isURI() && space.contains(object))
                        .filterDrop(object -> ontology.contains(object, Node.ANY, Node.ANY))
                        .filterDrop(object ->
                                union.contains(object, RDF.type.asNode(), Evidence.SOURCE))
                        .toList());
    }
}
