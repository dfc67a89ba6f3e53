package org.labledger.describe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.labledger.check.EditDistance;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/**
 * The IRIs of the home's own space that are described here, without fragments: things, sources,
 * vocabularies and other graphs.
 *
 * @param iris the IRIs, in their order
 */
public record Documents(NavigableSet<String> iris) {

    private static final int NEAR = 5;

    /** Creates it; the set is not to be changed. */
    public Documents {
        iris = Collections.unmodifiableNavigableSet(iris);
    }

    /** Lists what a snapshot describes: every subject and every graph of the home's space. */
    public static Documents of(Snapshot snapshot) {
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
                            // A thing with a fragment is described in its document.
                            if (node.isURI() && node.getURI().indexOf('#') < 0) {
                                add(node, space, iris);
                            }
                        });
        snapshot.store().graphNames().forEach(node -> add(node, space, iris));
        return new Documents(iris);
    }

    /** Returns whether something is said of the IRI, or of one that differs in its fragment. */
    public boolean contains(String iri) {
        return iris.contains(iri);
    }

    /**
     * Returns the IRIs that look most like one that is not there: those that begin with it, else
     * those that differ in few letters, best first.
     */
    public List<String> near(String iri) {
        int most = Math.max(2, (iri.length() - iri.lastIndexOf('/')) / 4);
        List<String> near = new ArrayList<>(iris.subSet(iri, iri + Character.MAX_VALUE));
        if (near.isEmpty()) {
            record Candidate(String iri, int distance) {}
            iris.stream()
                    .filter(other -> Math.abs(other.length() - iri.length()) <= most)
                    .map(other -> new Candidate(other, EditDistance.between(other, iri)))
                    .filter(candidate -> candidate.distance <= most)
                    .sorted(
                            Comparator.comparingInt(Candidate::distance)
                                    .thenComparing(Candidate::iri))
                    .limit(NEAR)
                    .forEach(candidate -> near.add(candidate.iri));
        }
        return near.stream().limit(NEAR).toList();
    }

    private static void add(Node node, UriSpace space, NavigableSet<String> iris) {
        if (space.contains(node)) {
            if (node.getURI().length() > space.base().length()) {
                iris.add(node.getURI());
            }
        }
    }
}
