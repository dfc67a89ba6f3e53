package org.labledger.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.OWL2;
import org.labledger.source.UriSpace;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;

/**
 * The IRIs that no longer stand for a thing of their own, as {@value #FILE} lists them: replaced
 * ones ({@code dct:isReplacedBy}) and withdrawn ones ({@code owl:deprecated true}), with the reason
 * ({@code ev:reason}). The same terms elsewhere are ordinary data.
 *
 * @param replaced the IRI that stands for each replaced one
 * @param withdrawn the reasons of each withdrawn IRI, possibly none
 */
public record RetiredIris(Map<Node, Node> replaced, Map<Node, List<Node>> withdrawn) {

    /** The file of retired IRIs. */
    public static final String FILE = "data/redirects.ttl";

    /** From a replaced IRI to the one that stands for it. */
    public static final Node IS_REPLACED_BY = DCTerms.isReplacedBy.asNode();

    /** Marks a withdrawn IRI. */
    public static final Node DEPRECATED = OWL2.deprecated.asNode();

    /** Returns the graph of {@value #FILE}. */
    public static Node graph(UriSpace space) {
        return space.iri("redirects");
    }

    /** Reads the retired IRIs of a snapshot. Blocks while the store is queried. */
    public static RetiredIris of(Snapshot snapshot) {
        Map<Node, Node> replaced = new LinkedHashMap<>();
        Map<Node, List<Node>> withdrawn = new LinkedHashMap<>();
        Triples triples = triples(snapshot);
        triples.forEach(
                Node.ANY,
                IS_REPLACED_BY,
                Node.ANY,
                triple -> replaced.put(triple.getSubject(), triple.getObject()));
        triples.forEach(
                Node.ANY,
                DEPRECATED,
                Node.ANY,
                triple -> withdrawn.put(triple.getSubject(), new ArrayList<>()));
        triples.forEach(
                Node.ANY,
                Evidence.REASON,
                Node.ANY,
                triple ->
                        Optional.ofNullable(withdrawn.get(triple.getSubject()))
                                .ifPresent(reasons -> reasons.add(triple.getObject())));
        return new RetiredIris(replaced, withdrawn);
    }

    /** Returns whether a triple says that an IRI is retired. */
    public static boolean isRedirect(Triple triple, Snapshot snapshot) {
        return triple.getPredicate().equals(IS_REPLACED_BY)
                && triples(snapshot)
                        .contains(triple.getSubject(), triple.getPredicate(), triple.getObject());
    }

    /** Returns whether an IRI is retired. */
    public boolean contains(Node iri) {
        return replaced.containsKey(iri) || withdrawn.containsKey(iri);
    }

    private static Triples triples(Snapshot snapshot) {
        return snapshot.store().triples(graph(snapshot.description().uriSpace()));
    }
}
