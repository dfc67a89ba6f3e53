package org.labledger.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.util.NodeCmp;
import org.apache.jena.system.G;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;

/**
 * A disagreement that a thing takes part in.
 *
 * @param note the {@code ev:Disagreement} of an editor, or empty if nobody has acknowledged it yet
 * @param record the record on which sources differ, if it is about one
 * @param property the property on which they differ, if it is about one
 * @param sides each value of that property with the graphs that state it; empty without one
 * @param between the records or statements that contradict each other
 * @param verdicts the {@code ev:Verdict}s about it
 */
public record Dispute(
        Optional<Node> note,
        Optional<Node> record,
        Optional<Node> property,
        Map<Node, List<Node>> sides,
        List<Node> between,
        List<Node> verdicts) {

    /** Returns the disagreements that a thing takes part in, acknowledged ones first. */
    public static List<Dispute> of(Node thing, Snapshot snapshot) {
        Graph graph = snapshot.dataset().getDefaultGraph();
        Map<String, Node> notes = new TreeMap<>();
        for (Node naming : List.of(Evidence.ON_RECORD, Evidence.BETWEEN)) {
            G.listPO(graph, naming, thing).forEach(note -> notes.put(note.toString(), note));
        }
        List<Dispute> disputes = new ArrayList<>();
        notes.values().forEach(note -> disputes.addAll(ofNote(note, snapshot)));
        for (Node property : propertiesWithOneValue(thing, graph, snapshot)) {
            boolean isAcknowledged =
                    disputes.stream()
                            .anyMatch(d ->
                                    d.record().filter(thing::equals).isPresent()
                                            && d.property().filter(property::equals).isPresent());
            Map<Node, List<Node>> sides = sides(thing, property, snapshot);
            if (!isAcknowledged && areIncompatible(List.copyOf(sides.keySet()))) {
                disputes.add(
                        new Dispute(
                                Optional.empty(),
                                Optional.of(thing),
                                Optional.of(property),
                                sides,
                                List.of(),
                                List.of()));
            }
        }
        return List.copyOf(disputes);
    }

    /** Returns all disagreements of a snapshot, acknowledged ones first. */
    public static List<Dispute> all(Snapshot snapshot) {
        Graph graph = snapshot.dataset().getDefaultGraph();
        Map<String, Node> notes = new TreeMap<>();
        for (Node naming : List.of(Evidence.ON_RECORD, Evidence.BETWEEN)) {
            graph.find(Node.ANY, naming, Node.ANY)
                    .mapWith(Triple::getSubject)
                    .forEach(note -> notes.put(note.toString(), note));
        }
        List<Dispute> disputes = new ArrayList<>();
        notes.values().forEach(note -> disputes.addAll(ofNote(note, snapshot)));
        for (Disagreements.Disagreement found : Disagreements.in(snapshot).all()) {
            if (!found.isAcknowledged()) {
                disputes.add(
                        new Dispute(
                                Optional.empty(),
                                Optional.of(found.record()),
                                Optional.of(found.property()),
                                found.sides(),
                                List.of(),
                                List.of()));
            }
        }
        return List.copyOf(disputes);
    }

    /**
     * Returns what an editor's note is about. A note may name several properties of a record: each
     * is a dispute of its own.
     *
     * @param note an {@code ev:Disagreement}
     */
    public static List<Dispute> ofNote(Node note, Snapshot snapshot) {
        Graph graph = snapshot.dataset().getDefaultGraph();
        List<Node> between = sorted(G.listSP(graph, note, Evidence.BETWEEN));
        List<Node> verdicts = sorted(G.listPO(graph, Evidence.ON_DISAGREEMENT, note));
        List<Node> records = sorted(G.listSP(graph, note, Evidence.ON_RECORD));
        List<Node> properties = sorted(G.listSP(graph, note, Evidence.ON_PROPERTY));
        List<Dispute> disputes = new ArrayList<>();
        for (Node record : records) {
            for (Node property : properties) {
                disputes.add(
                        new Dispute(
                                Optional.of(note),
                                Optional.of(record),
                                Optional.of(property),
                                sides(record, property, snapshot),
                                between,
                                verdicts));
            }
        }
        if (disputes.isEmpty()) {
            disputes.add(
                    new Dispute(
                            Optional.of(note),
                            records.stream().findFirst(),
                            properties.stream().findFirst(),
                            Map.of(),
                            between,
                            verdicts));
        }
        return disputes;
    }

    private static List<Node> propertiesWithOneValue(Node thing, Graph graph, Snapshot snapshot) {
        Node isTrue = NodeFactory.createLiteralDT("true", XSDDatatype.XSDboolean);
        return graph
                .find(thing, Node.ANY, Node.ANY)
                .mapWith(Triple::getPredicate)
                .filterKeep(p -> snapshot.ontology().contains(p, Evidence.SINGLE_VALUED, isTrue))
                .toList()
                .stream()
                .distinct()
                .sorted(NodeCmp::compareRDFTerms)
                .toList();
    }

    private static Map<Node, List<Node>> sides(Node record, Node property, Snapshot snapshot) {
        Map<Node, List<Node>> sides = new LinkedHashMap<>();
        for (Node value :
                sorted(G.listSP(snapshot.dataset().getDefaultGraph(), record, property))) {
            Triple triple = Triple.create(record, property, value);
            List<Node> graphs =
                    snapshot.graphsOf(triple).stream()
                            .filter(graph -> !snapshot.isDerived(Quad.create(graph, triple)))
                            .toList();
            if (!graphs.isEmpty()) {
                sides.put(value, graphs);
            }
        }
        return sides;
    }

    private static boolean areIncompatible(List<Node> values) {
        for (int i = 0; i < values.size(); i++) {
            for (int j = i + 1; j < values.size(); j++) {
                if (!Compatibility.areCompatible(values.get(i), values.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Node> sorted(List<Node> nodes) {
        Comparator<Node> order = NodeCmp::compareRDFTerms;
        return nodes.stream().distinct().sorted(order).toList();
    }
}
