package org.labledger.accepted;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.labledger.index.DatasetView;
import org.labledger.index.GraphSet;
import org.labledger.index.IndexBuilder;
import org.labledger.index.TripleCursor;
import org.labledger.index.TripleIndex;
import org.labledger.vocabulary.Evidence;

/**
 * Computes the accepted view: the triples of a snapshot without those that a correction withdraws
 * and, per record and single-valued property, without the values that a verdict rejects and those
 * that a more precise one includes. Where values that exclude each other remain, the property is
 * marked as disputed. {@code docs/accepted-view.md} has the rule and an example.
 *
 * <p>The result depends on the set of quads only, not on the order of files.
 */
public final class AcceptedView {

    /** What the rule needs to know besides the quads. */
    public interface Derivations {

        /**
         * Returns whether a triple of a graph is derived, so that no file states it.
         *
         * @param graph the ordinal of the graph
         * @param triple the id of the triple
         */
        boolean isDerived(int graph, int triple);

        /**
         * Derives what follows from triples by the entailment and the rules of the home.
         *
         * @param stated the triples that each graph states, by its name
         * @return the derived triples by graph name
         */
        Map<Node, Set<Triple>> derive(Map<Node, List<Triple>> stated);
    }

    private final TripleIndex index;
    private final Set<Node> singleValued;
    private final Derivations derivations;

    /** Triples whose value is not accepted, whichever graph has them. */
    private final BitSet dropped = new BitSet();

    /** Triples that a correction withdraws from a graph, by the ordinal of the graph. */
    private final Map<Integer, BitSet> withdrawn = new LinkedHashMap<>();

    private AcceptedView(TripleIndex index, Set<Node> singleValued, Derivations derivations) {
        this.index = index;
        this.singleValued = singleValued;
        this.derivations = derivations;
    }

    /**
     * Returns all quads of an index together with the accepted view as one more graph, which is
     * hidden: it is neither in the default graph nor among those that {@code GRAPH ?g} lists.
     *
     * @param index the quads of a snapshot; it has no graph of that name yet
     * @param name the name of the additional graph
     * @param singleValued the properties that have one true value per subject
     */
    public static DatasetView of(
            TripleIndex index, Node name, Set<Node> singleValued, Derivations derivations) {
        AcceptedView view = new AcceptedView(index, singleValued, derivations);
        view.withdraw();
        view.forEachValueSet(view::isStated, view::choose);
        BitSet accepted = view.accepted();
        while (view.chooseAmong(accepted)) {
            accepted = view.accepted();
        }
        IndexBuilder builder = new IndexBuilder(index);
        int graph = builder.graph(builder.term(name));
        BitSet stands = accepted;
        stands.stream()
                .forEach(triple ->
                        builder.add(
                                graph,
                                index.subject(triple),
                                index.predicate(triple),
                                index.object(triple)));
        int disputed = builder.term(Evidence.DISPUTED_PROPERTY);
        view.forEachValueSet(
                stands::get,
                triples -> {
                    if (Compatibility.areIncompatible(view.values(triples))) {
                        int first = triples.getFirst();
                        builder.add(graph, index.subject(first), disputed, index.predicate(first));
                    }
                });
        TripleIndex extended = builder.build();
        GraphSet visible = new GraphSet.AllBut(graph);
        return new DatasetView(extended, visible, visible, GraphSet.of(graph));
    }

    /** Finds what corrections withdraw ({@code ev:withdraws}). */
    private void withdraw() {
        for (int triple : matches(TripleIndex.ANY, id(Evidence.WITHDRAWS), TripleIndex.ANY)) {
            int correction = index.subject(triple);
            int record = index.object(triple);
            List<Integer> properties = objects(correction, id(Evidence.ON_PROPERTY));
            for (int source : objects(correction, id(Evidence.CORRECTS))) {
                int graph = index.ordinalOf(source);
                if (graph == TripleIndex.NONE) {
                    continue;
                }
                for (int said : matches(record, TripleIndex.ANY, TripleIndex.ANY)) {
                    if (index.isIn(said, graph)
                            && (properties.isEmpty()
                                    || properties.contains(index.predicate(said)))) {
                        withdrawn.computeIfAbsent(graph, g -> new BitSet()).set(said);
                    }
                }
            }
        }
    }

    /**
     * Applies the rule once more where derived values came in, as by a subproperty. In most homes
     * there are none.
     *
     * @return whether something more was dropped
     */
    private boolean chooseAmong(BitSet accepted) {
        int before = dropped.cardinality();
        forEachValueSet(accepted::get, this::choose);
        return dropped.cardinality() > before;
    }

    /** Drops those of several values of one record and property that are not accepted. */
    private void choose(List<Integer> triples) {
        List<Integer> kept = favoured(triples);
        for (int triple : triples) {
            Node value = value(triple);
            if (!kept.contains(triple)
                    || kept.stream()
                            .anyMatch(other -> Compatibility.isMorePrecise(value(other), value))) {
                dropped.set(triple);
            }
        }
    }

    /**
     * Returns the triples with values that no verdict rejects. A verdict rejects the values that
     * are incompatible with all those it prefers. One that prefers none of the values decides
     * nothing; nor do verdicts that together reject all.
     */
    private List<Integer> favoured(List<Integer> triples) {
        if (!Compatibility.areIncompatible(values(triples))) {
            return triples;
        }
        int record = index.subject(triples.getFirst());
        int property = index.predicate(triples.getFirst());
        Set<Integer> rejected = new HashSet<>();
        for (int note : subjects(id(Evidence.ON_RECORD), record)) {
            if (!objects(note, id(Evidence.ON_PROPERTY)).contains(property)) {
                continue;
            }
            for (int verdict : subjects(id(Evidence.ON_DISAGREEMENT), note)) {
                List<Node> preferred =
                        objects(verdict, id(Evidence.PREFERS)).stream()
                                .map(index.terms()::term)
                                .toList();
                List<Integer> others =
                        triples.stream()
                                .filter(triple ->
                                        preferred.stream()
                                                .noneMatch(value ->
                                                        Compatibility.areCompatible(
                                                                value, value(triple))))
                                .toList();
                if (others.size() < triples.size()) {
                    rejected.addAll(others);
                }
            }
        }
        List<Integer> kept = triples.stream().filter(triple -> !rejected.contains(triple)).toList();
        return kept.isEmpty() ? triples : kept;
    }

    /** Returns the ids of the accepted triples. */
    private BitSet accepted() {
        BitSet accepted = new BitSet(index.tripleCount());
        BitSet affected = affectedGraphs();
        for (int triple = 0; triple < index.tripleCount(); triple++) {
            boolean isAccepted = false;
            for (int i = 0; i < index.graphCountOf(triple) && !isAccepted; i++) {
                int graph = index.graphOf(triple, i);
                isAccepted =
                        derivations.isDerived(graph, triple)
                                ? !affected.get(graph) && !dropped.get(triple)
                                : isAcceptedIn(graph, triple);
            }
            accepted.set(triple, isAccepted);
        }
        if (!affected.isEmpty()) {
            derive(affected, accepted::set);
        }
        return accepted;
    }

    /** Returns the graphs that lose a statement, on which derived triples may rest. */
    private BitSet affectedGraphs() {
        BitSet affected = new BitSet();
        withdrawn.keySet().forEach(affected::set);
        dropped.stream()
                .forEach(triple -> {
                    for (int i = 0; i < index.graphCountOf(triple); i++) {
                        affected.set(index.graphOf(triple, i));
                    }
                });
        return affected;
    }

    /** Finds the derived triples that follow from the accepted statements of their graph alone. */
    private void derive(BitSet graphs, IntConsumer accept) {
        Map<Node, List<Triple>> stated = new LinkedHashMap<>();
        TripleCursor cursor = new TripleCursor(index);
        graphs.stream()
                .forEach(graph -> {
                    List<Triple> triples = new ArrayList<>();
                    cursor.open(
                            TripleIndex.ANY, TripleIndex.ANY, TripleIndex.ANY, GraphSet.of(graph));
                    for (int t = cursor.next(); t != TripleIndex.NONE; t = cursor.next()) {
                        if (!derivations.isDerived(graph, t) && isAcceptedIn(graph, t)) {
                            triples.add(index.triple(t));
                        }
                    }
                    stated.put(nameOf(graph), triples);
                });
        Map<Node, Set<Triple>> derived = derivations.derive(stated);
        graphs.stream()
                .forEach(graph -> {
                    for (Triple triple : derived.getOrDefault(nameOf(graph), Set.of())) {
                        for (int t :
                                matches(
                                        id(triple.getSubject()),
                                        id(triple.getPredicate()),
                                        id(triple.getObject()))) {
                            // A rule that asks for what is absent could derive something new.
                            if (index.isIn(t, graph) && !dropped.get(t)) {
                                accept.accept(t);
                            }
                        }
                    }
                });
    }

    /** Returns whether some graph states a triple and no correction withdraws it there. */
    private boolean isStated(int triple) {
        for (int i = 0; i < index.graphCountOf(triple); i++) {
            int graph = index.graphOf(triple, i);
            if (!derivations.isDerived(graph, triple) && !isWithdrawn(graph, triple)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAcceptedIn(int graph, int triple) {
        return !dropped.get(triple) && !isWithdrawn(graph, triple);
    }

    private boolean isWithdrawn(int graph, int triple) {
        BitSet triples = withdrawn.get(graph);
        return triples != null && triples.get(triple);
    }

    /** Receives the triples of one record and property. */
    private interface ValueSet {
        void accept(List<Integer> triples);
    }

    /** Passes the triples of each record and single-valued property that has several. */
    private void forEachValueSet(IntPredicate isAmong, ValueSet action) {
        for (Node property : singleValued) {
            List<Integer> triples = new ArrayList<>();
            // Ordered by subject.
            for (int triple : matches(TripleIndex.ANY, id(property), TripleIndex.ANY)) {
                if (!isAmong.test(triple)) {
                    continue;
                }
                if (!triples.isEmpty()
                        && index.subject(triples.getFirst()) != index.subject(triple)) {
                    pass(triples, action);
                }
                triples.add(triple);
            }
            pass(triples, action);
        }
    }

    private static void pass(List<Integer> triples, ValueSet action) {
        if (triples.size() > 1) {
            action.accept(List.copyOf(triples));
        }
        triples.clear();
    }

    private List<Node> values(List<Integer> triples) {
        return triples.stream().map(this::value).toList();
    }

    private Node value(int triple) {
        return index.terms().term(index.object(triple));
    }

    private Node nameOf(int graph) {
        return index.terms().term(index.graphName(graph));
    }

    private int id(Node term) {
        return index.terms().idOf(term);
    }

    private List<Integer> objects(int subject, int predicate) {
        return matches(subject, predicate, TripleIndex.ANY).stream().map(index::object).toList();
    }

    private List<Integer> subjects(int predicate, int object) {
        return matches(TripleIndex.ANY, predicate, object).stream().map(index::subject).toList();
    }

    private List<Integer> matches(int subject, int predicate, int object) {
        TripleCursor cursor = new TripleCursor(index);
        cursor.open(subject, predicate, object, GraphSet.ALL);
        List<Integer> triples = new ArrayList<>();
        for (int t = cursor.next(); t != TripleIndex.NONE; t = cursor.next()) {
            triples.add(t);
        }
        return triples;
    }
}
