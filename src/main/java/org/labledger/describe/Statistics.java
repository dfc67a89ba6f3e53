package org.labledger.describe;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.term.TermOrder;

/**
 * Statistics of a dataset in terms of VoID (<a
 * href="https://www.w3.org/TR/void/#statistics">section 4.6</a>), over the union of all graphs,
 * including derived triples.
 *
 * @param triples number of distinct triples
 * @param entities number of subjects with an IRI of the home's space
 * @param subjects number of distinct subjects
 * @param objects number of distinct objects
 * @param classes number of instances by class
 * @param properties statistics by property
 * @param examples a few entities, in IRI order
 */
record Statistics(
        long triples,
        long entities,
        long subjects,
        long objects,
        Map<Node, Long> classes,
        Map<Node, OfProperty> properties,
        List<Node> examples) {

    private static final int MAX_EXAMPLES = 3;

    /**
     * The triples of one property.
     *
     * @param triples number of triples
     * @param subjects number of distinct subjects
     * @param objects number of distinct objects
     */
    record OfProperty(long triples, long subjects, long objects) {}

    /** Counts a snapshot. Reads all its triples once. */
    static Statistics of(Snapshot snapshot) {
        Triples union = snapshot.store().triples();
        Set<Node> subjects = new HashSet<>();
        Set<Node> objects = new HashSet<>();
        Map<Node, Long> classes = new TreeMap<>(TermOrder.BY_TERM);
        Map<Node, Set<Node>> subjectsOf = new HashMap<>();
        Map<Node, Set<Node>> objectsOf = new HashMap<>();
        Map<Node, Long> triplesOf = new TreeMap<>(TermOrder.BY_TERM);
        long triples = 0;
        for (Triple triple : union.all().toList()) {
            triples++;
            Node property = triple.getPredicate();
            subjects.add(triple.getSubject());
            objects.add(triple.getObject());
            triplesOf.merge(property, 1L, Long::sum);
            subjectsOf.computeIfAbsent(property, p -> new HashSet<>()).add(triple.getSubject());
            objectsOf.computeIfAbsent(property, p -> new HashSet<>()).add(triple.getObject());
            if (property.equals(RDF.type.asNode()) && triple.getObject().isURI()) {
                classes.merge(triple.getObject(), 1L, Long::sum);
            }
        }
        Map<Node, OfProperty> properties = new TreeMap<>(TermOrder.BY_TERM);
        triplesOf.forEach((property, count) ->
                properties.put(
                        property,
                        new OfProperty(
                                count,
                                subjectsOf.getOrDefault(property, Set.of()).size(),
                                objectsOf.getOrDefault(property, Set.of()).size())));
        List<Node> entities =
                subjects.stream().filter(snapshot.description().uriSpace()::contains).toList();
        return new Statistics(
                triples,
                entities.size(),
                subjects.size(),
                objects.size(),
                classes,
                properties,
                entities.stream()
                        .filter(entity -> entity.getURI().indexOf('#') < 0)
                        .sorted(Comparator.comparing(Node::getURI))
                        .limit(MAX_EXAMPLES)
                        .toList());
    }
}
