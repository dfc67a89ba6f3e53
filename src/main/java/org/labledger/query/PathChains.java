package org.labledger.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.QueryException;
import org.apache.jena.sparql.path.P_Alt;
import org.apache.jena.sparql.path.P_Inverse;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.sparql.path.P_NegPropSet;
import org.apache.jena.sparql.path.P_OneOrMore1;
import org.apache.jena.sparql.path.P_ReverseLink;
import org.apache.jena.sparql.path.P_Seq;
import org.apache.jena.sparql.path.P_ZeroOrMore1;
import org.apache.jena.sparql.path.P_ZeroOrOne;
import org.apache.jena.sparql.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds shortest chains of triples that match a property path (SPARQL 1.1, section 9), with the
 * automaton of the path. What was looked up is kept.
 */
final class PathChains {

    /** Looks up triples; {@code null} stands for any term. */
    @FunctionalInterface
    interface Lookup {
        List<Triple> triples(
                @Nullable Node subject, @Nullable Node predicate, @Nullable Node object);
    }

    /** Where the automaton is, and at which term. */
    private record Place(int state, Node term) {}

    /**
     * How a place was reached.
     *
     * @param from the place before; {@code null} for the first
     * @param by the triple; {@code null} if without one
     * @param length the number of triples up to here
     */
    private record Reached(@Nullable Place from, @Nullable Triple by, int length) {}

    /** A step along a triple, or without one. */
    private record Move(
            int to, @Nullable Function<Node, List<Triple>> triples, boolean isForward) {}

    private final Lookup lookup;
    private final List<List<Move>> moves = new ArrayList<>();
    private final int start;
    private final int end;
    private final Map<List<@Nullable Object>, List<Triple>> known = new HashMap<>();

    PathChains(Path path, Lookup lookup) {
        this.lookup = lookup;
        this.start = state();
        this.end = state();
        add(path, start, end, true);
    }

    private int state() {
        moves.add(new ArrayList<>());
        return moves.size() - 1;
    }

    private List<Triple> found(
            @Nullable Node subject, @Nullable Node predicate, @Nullable Node object) {
        List<@Nullable Object> key = new ArrayList<>();
        key.add(subject);
        key.add(predicate);
        key.add(object);
        return known.computeIfAbsent(key, k -> lookup.triples(subject, predicate, object));
    }

    private void jump(int from, int to) {
        moves.get(from).add(new Move(to, null, true));
    }

    private void add(Path path, int from, int to, boolean isForward) {
        switch (path) {
            case P_Link link -> link(link.getNode(), from, to, isForward);
            case P_ReverseLink link -> link(link.getNode(), from, to, !isForward);
            case P_Inverse inverse -> add(inverse.getSubPath(), from, to, !isForward);
            case P_Seq sequence -> {
                int middle = state();
                add(isForward ? sequence.getLeft() : sequence.getRight(), from, middle, isForward);
                add(isForward ? sequence.getRight() : sequence.getLeft(), middle, to, isForward);
            }
            case P_Alt alternatives -> {
                add(alternatives.getLeft(), from, to, isForward);
                add(alternatives.getRight(), from, to, isForward);
            }
            case P_ZeroOrOne one -> {
                jump(from, to);
                add(one.getSubPath(), from, to, isForward);
            }
            case P_ZeroOrMore1 more -> repeat(more.getSubPath(), from, to, isForward, true);
            case P_OneOrMore1 more -> repeat(more.getSubPath(), from, to, isForward, false);
            case P_NegPropSet negated -> {
                if (!negated.getFwdNodes().isEmpty()) {
                    others(negated.getFwdNodes(), from, to, isForward);
                }
                if (!negated.getBwdNodes().isEmpty()) {
                    others(negated.getBwdNodes(), from, to, !isForward);
                }
            }
            default ->
                    throw new UnevaluableException(
                            new QueryException("What this path rests on cannot be cited: " + path));
        }
    }

    private void repeat(Path path, int from, int to, boolean isForward, boolean isOptional) {
        int before = state();
        int after = state();
        jump(from, before);
        add(path, before, after, isForward);
        jump(after, before);
        jump(after, to);
        if (isOptional) {
            jump(from, to);
        }
    }

    private void link(Node predicate, int from, int to, boolean isForward) {
        moves.get(from)
                .add(
                        new Move(
                                to,
                                term ->
                                        isForward
                                                ? found(term, predicate, null)
                                                : found(null, predicate, term),
                                isForward));
    }

    private void others(List<Node> excluded, int from, int to, boolean isForward) {
        moves.get(from)
                .add(
                        new Move(
                                to,
                                term ->
                                        (isForward
                                                        ? found(term, null, null)
                                                        : found(null, null, term))
                                                .stream()
                                                        .filter(t ->
                                                                !excluded.contains(
                                                                        t.getPredicate()))
                                                        .toList(),
                                isForward));
    }

    /** Returns a triple that a term is subject or object of. */
    Triple mention(Node term) {
        List<Triple> triples = found(term, null, null);
        return triples.isEmpty() ? found(null, null, term).getFirst() : triples.getFirst();
    }

    /**
     * Returns the triples of a shortest chain; none for a path of length zero.
     *
     * @throws IllegalStateException if there is no chain
     */
    List<Triple> shortest(Node from, Node to) {
        Map<Place, Reached> reached = new HashMap<>();
        // Places that are as far as the one looked at come before those one triple farther.
        Deque<Place> open = new ArrayDeque<>();
        Place first = new Place(start, from);
        reached.put(first, new Reached(null, null, 0));
        open.add(first);
        Place goal = new Place(end, to);
        while (!open.isEmpty()) {
            Place place = open.removeFirst();
            if (place.equals(goal)) {
                return chain(place, reached);
            }
            int length = Objects.requireNonNull(reached.get(place)).length();
            for (Move move : moves.get(place.state())) {
                Function<Node, List<Triple>> triples = move.triples();
                if (triples == null) {
                    Place next = new Place(move.to(), place.term());
                    if (isNearer(reached, next, new Reached(place, null, length))) {
                        open.addFirst(next);
                    }
                    continue;
                }
                for (Triple triple : triples.apply(place.term())) {
                    Node term = move.isForward() ? triple.getObject() : triple.getSubject();
                    Place next = new Place(move.to(), term);
                    if (isNearer(reached, next, new Reached(place, triple, length + 1))) {
                        open.addLast(next);
                    }
                }
            }
        }
        throw new IllegalStateException("No chain from " + from + " to " + to);
    }

    private static boolean isNearer(Map<Place, Reached> reached, Place place, Reached way) {
        Reached before = reached.get(place);
        if (before != null && before.length() <= way.length()) {
            return false;
        }
        reached.put(place, way);
        return true;
    }

    private static List<Triple> chain(Place goal, Map<Place, Reached> reached) {
        List<Triple> chain = new ArrayList<>();
        for (Reached at = reached.get(goal); at != null; at = reached.get(at.from())) {
            if (at.by() != null) {
                chain.add(at.by());
            }
            if (at.from() == null) {
                break;
            }
        }
        Collections.reverse(chain);
        return chain;
    }
}
