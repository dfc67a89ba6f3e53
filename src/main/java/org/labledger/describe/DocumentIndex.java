package org.labledger.describe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.labledger.check.EditDistance;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/**
 * The IRIs with a document of their own: IRIs of the home's space without a fragment that are a
 * subject or name a graph (things, sources, vocabularies), without {@linkplain RetiredIris retired
 * ones}.
 *
 * @param iris the IRIs, sorted
 */
public record DocumentIndex(NavigableSet<String> iris) {

    /** Maximum number of suggestions. */
    private static final int MAX_NEAR = 5;

    /** Wraps the set as unmodifiable; the caller must not change it any more. */
    public DocumentIndex {
        iris = Collections.unmodifiableNavigableSet(iris);
    }

    /** Builds the index of a snapshot. Reads all its triples once. */
    public static DocumentIndex of(Snapshot snapshot) {
        UriSpace space = snapshot.description().uriSpace();
        NavigableSet<String> iris = new TreeSet<>();
        snapshot.store()
                .triples()
                .forEach(
                        Node.ANY,
                        Node.ANY,
                        Node.ANY,
                        triple -> {
                            Node node = triple.getSubject();
                            // An IRI with a fragment is described in the document without it.
                            if (node.isURI() && node.getURI().indexOf('#') < 0) {
                                add(node, space, iris);
                            }
                        });
        snapshot.store().graphNames().forEach(node -> add(node, space, iris));
        RetiredIris retired = RetiredIris.of(snapshot);
        iris.remove(RetiredIris.graph(space).getURI());
        retired.replaced().keySet().forEach(iri -> iris.remove(iri.toString()));
        retired.withdrawn().keySet().forEach(iri -> iris.remove(iri.toString()));
        return new DocumentIndex(iris);
    }

    /** Returns whether there is a document for an IRI without a fragment. */
    public boolean contains(String iri) {
        return iris.contains(iri);
    }

    /**
     * Returns up to {@value #MAX_NEAR} suggestions for an IRI without a document: IRIs that start
     * with it, or else those at a small edit distance, best first.
     */
    public List<String> near(String iri) {
        int max = Math.max(2, (iri.length() - iri.lastIndexOf('/')) / 4);
        List<String> near = new ArrayList<>(iris.subSet(iri, iri + Character.MAX_VALUE));
        if (near.isEmpty()) {
            record Candidate(String iri, int distance) {}
            iris.stream()
                    .filter(other -> Math.abs(other.length() - iri.length()) <= max)
                    .map(other -> new Candidate(other, EditDistance.between(other, iri)))
                    .filter(candidate -> candidate.distance <= max)
                    .sorted(
                            Comparator.comparingInt(Candidate::distance)
                                    .thenComparing(Candidate::iri))
                    .limit(MAX_NEAR)
                    .forEach(candidate -> near.add(candidate.iri));
        }
        return near.stream().limit(MAX_NEAR).toList();
    }

    private static void add(Node node, UriSpace space, NavigableSet<String> iris) {
        if (space.contains(node)) {
            if (node.getURI().length() > space.base().length()) {
                iris.add(node.getURI());
            }
        }
    }
}
