package org.labledger.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Substitute;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.QuerySyntaxException;
import org.labledger.syntax.QueryText;
import org.labledger.syntax.Variables;

/** Compares the answers of the engine with those of the {@link ReferenceEvaluator}. */
final class QueryComparison {

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), 1_000_000);
    private static final Engine ENGINE = new Engine(LIMITS);

    /** Maximum number of triples that are matched exactly. */
    private static final int MAX_MATCHED = 500;

    private QueryComparison() {}

    /** Returns how many compared queries ARQ executed some operator of. */
    static long leftToArq() {
        return ENGINE.queriesLeftToArq();
    }

    /** Returns all quads of a snapshot. */
    static List<Quad> quads(Snapshot snapshot) {
        List<Quad> quads = new ArrayList<>();
        snapshot.store().forEach(Node.ANY, Node.ANY, Node.ANY, Node.ANY, quads::add);
        return quads;
    }

    /**
     * Returns what the engine answers otherwise than the definitions say; nothing if it answers
     * rightly.
     *
     * @param query SELECT, ASK or CONSTRUCT
     * @param values terms for variables of the query
     * @throws ReferenceEvaluator.TooLargeException if it takes too long to evaluate
     */
    static Optional<String> difference(
            Snapshot snapshot,
            Collection<Quad> quads,
            Query query,
            Binding values,
            GraphChoice graphs) {
        Query replaced = Variables.replaced(query, values);
        List<Map<Var, Node>> solutions =
                withReference(
                        quads, graphs.over(query), reference -> reference.solutions(replaced));
        return difference(snapshot, query, replaced, values, graphs, solutions);
    }

    /** Returns the engine's rows. */
    static List<Binding> rows(Snapshot snapshot, String query) {
        return ((Answer.Solutions) answer(snapshot, query)).rows();
    }

    /** Returns the triples that the engine constructs or describes. */
    static Set<Triple> triples(Snapshot snapshot, String query) {
        return Set.copyOf(((Answer.Triples) answer(snapshot, query)).triples());
    }

    private static Answer answer(Snapshot snapshot, String query) {
        try {
            return ENGINE.answer(QueryText.parse(query), BindingFactory.empty(), snapshot);
        } catch (LimitException | QuerySyntaxException e) {
            throw new AssertionError(query, e);
        }
    }

    /** Has a reference evaluator do something. */
    static <T> T withReference(
            Collection<Quad> quads, GraphChoice graphs, Function<ReferenceEvaluator, T> action) {
        try (Guard guard = new Guard(LIMITS)) {
            return action.apply(new ReferenceEvaluator(quads, graphs, guard));
        }
    }

    /**
     * Returns what the engine answers otherwise than the solutions that a reference found.
     *
     * @param replaced the query with the values in the place of their variables
     */
    static Optional<String> difference(
            Snapshot snapshot,
            Query query,
            Query replaced,
            Binding values,
            GraphChoice graphs,
            List<Map<Var, Node>> solutions) {
        Answer answer;
        try {
            answer = ENGINE.answer(query, values, snapshot, graphs);
        } catch (LimitException e) {
            throw new ReferenceEvaluator.TooLargeException();
        } catch (RuntimeException e) {
            return Optional.of("failed: " + e + "\n" + Arrays.toString(e.getStackTrace()));
        }
        return difference(replaced, answer, solutions);
    }

    /** Returns what an answer has otherwise than the solutions that a reference found. */
    static Optional<String> difference(Query query, Answer answer, List<Map<Var, Node>> solutions) {
        boolean isRight =
                switch (answer) {
                    case Answer.Truth truth -> truth.value() != solutions.isEmpty();
                    case Answer.Triples triples ->
                            areSame(triples.triples(), constructed(query, solutions));
                    case Answer.Solutions rows -> areSame(query, rows, solutions);
                    default -> throw new AssertionError(answer);
                };
        return isRight
                ? Optional.empty()
                : Optional.of("answered: " + answer + "\nby definition: " + solutions);
    }

    private static boolean areSame(
            Query query, Answer.Solutions answer, List<Map<Var, Node>> solutions) {
        List<Map<Var, Node>> expected = new ArrayList<>();
        List<Object> ranks = new ArrayList<>();
        for (Map<Var, Node> solution : solutions) {
            Map<Var, Node> row = new HashMap<>(solution);
            Node rank = row.remove(ReferenceEvaluator.RANK);
            ranks.add(rank == null ? "none" : rank);
            row.keySet().retainAll(answer.variables());
            expected.add(normal(row));
        }
        List<Map<Var, Node>> actual = new ArrayList<>();
        for (Binding binding : answer.rows()) {
            Map<Var, Node> row = new HashMap<>();
            binding.forEach(row::put);
            row.keySet().retainAll(answer.variables());
            actual.add(normal(row));
        }
        if (query.isReduced()) {
            return isReduced(actual, expected, query);
        }
        int from = query.hasOffset() ? (int) Math.min(query.getOffset(), expected.size()) : 0;
        int count =
                query.hasLimit()
                        ? (int) Math.min(query.getLimit(), expected.size() - from)
                        : expected.size() - from;
        if (actual.size() != count) {
            return false;
        }
        // Solutions that ORDER BY does not tell apart may come in any order.
        for (int i = 0; i < ranks.size(); ) {
            int end = i;
            while (end < ranks.size() && ranks.get(end).equals(ranks.get(i))) {
                end++;
            }
            List<Map<Var, Node>> got =
                    actual.subList(clamp(i - from, count), clamp(end - from, count));
            if (!isPart(got, expected.subList(i, end))) {
                return false;
            }
            i = end;
        }
        return true;
    }

    private static int clamp(int index, int max) {
        return Math.max(0, Math.min(index, max));
    }

    /** REDUCED: each solution at least once, and at most as often as without. */
    private static boolean isReduced(
            List<Map<Var, Node>> actual, List<Map<Var, Node>> expected, Query query) {
        return isPart(actual, expected)
                && (query.hasLimit()
                        || query.hasOffset()
                        || ReferenceEvaluator.asSet(actual)
                                .equals(ReferenceEvaluator.asSet(expected)));
    }

    private static boolean isPart(List<?> part, List<?> whole) {
        Map<Object, Long> available = ReferenceEvaluator.counted(whole);
        return ReferenceEvaluator.counted(part).entrySet().stream()
                .allMatch(e -> e.getValue() <= available.getOrDefault(e.getKey(), 0L));
    }

    /** Takes away what the specification leaves open. */
    static Map<Var, Node> normal(Map<Var, Node> row) {
        Map<Var, Node> normal = new HashMap<>();
        row.forEach((variable, value) -> {
            Node kept = value;
            if (variable.getVarName().startsWith(RandomQueries.SAMPLED)) {
                kept = NodeFactory.createLiteralString("a sample");
            } else if (variable.getVarName().startsWith(RandomQueries.CONCATENATED)) {
                String[] parts = value.getLiteralLexicalForm().split("\\|", -1);
                Arrays.sort(parts);
                kept = NodeFactory.createLiteralString(String.join(RandomQueries.SEPARATOR, parts));
            }
            normal.put(variable, kept);
        });
        return normal;
    }

    static Set<Triple> constructed(Query query, List<Map<Var, Node>> solutions) {
        Set<Triple> triples = new LinkedHashSet<>();
        for (Map<Var, Node> solution : solutions) {
            BindingBuilder builder = Binding.builder();
            solution.forEach(builder::add);
            Map<Node, Node> blankNodes = new HashMap<>();
            Binding binding = builder.build();
            for (Triple template : query.getConstructTemplate().getTriples()) {
                Triple named =
                        Triple.create(
                                fresh(template.getSubject(), blankNodes),
                                fresh(template.getPredicate(), blankNodes),
                                fresh(template.getObject(), blankNodes));
                Triple triple = Substitute.substitute(named, binding);
                if (isLegal(triple)) {
                    triples.add(triple);
                }
            }
        }
        return triples;
    }

    private static Node fresh(Node node, Map<Node, Node> blankNodes) {
        if (node.isTripleTerm()) {
            Triple triple = node.getTriple();
            return NodeFactory.createTripleTerm(
                    fresh(triple.getSubject(), blankNodes),
                    fresh(triple.getPredicate(), blankNodes),
                    fresh(triple.getObject(), blankNodes));
        }
        return node.isBlank()
                ? blankNodes.computeIfAbsent(node, n -> NodeFactory.createBlankNode())
                : node;
    }

    private static boolean isLegal(Triple triple) {
        return (triple.getSubject().isURI() || triple.getSubject().isBlank())
                && triple.getPredicate().isURI()
                && (triple.getObject().isTripleTerm()
                        ? isLegal(triple.getObject().getTriple())
                        : triple.getObject().isConcrete());
    }

    private static boolean areSame(Collection<Triple> actual, Collection<Triple> expected) {
        if (actual.size() != expected.size()) {
            return false;
        }
        return actual.size() <= MAX_MATCHED
                ? graph(actual).isIsomorphicWith(graph(expected))
                : signature(actual).equals(signature(expected));
    }

    /**
     * Returns how often each triple occurs if a blank node is only known by the triples around it.
     * Equal for isomorphic graphs; different for most others. Jena's matching takes gigabytes for
     * ten thousand blank nodes that look alike.
     */
    private static Map<Long, Integer> signature(Collection<Triple> triples) {
        Map<Node, Long> colours = new HashMap<>();
        for (int round = 0; round < 4; round++) {
            Map<Node, Long> next = new HashMap<>();
            for (Triple triple : triples) {
                List<Node> terms =
                        List.of(triple.getSubject(), triple.getPredicate(), triple.getObject());
                for (int i = 0; i < terms.size(); i++) {
                    long seen = mixed(colour(triple, colours) + i);
                    forEachBlank(terms.get(i), blank -> next.merge(blank, seen, Long::sum));
                }
            }
            colours = next;
        }
        Map<Long, Integer> counts = new HashMap<>();
        for (Triple triple : triples) {
            counts.merge(colour(triple, colours), 1, Integer::sum);
        }
        return counts;
    }

    private static long colour(Triple triple, Map<Node, Long> colours) {
        long colour = colour(triple.getSubject(), colours);
        colour = mixed(colour) + colour(triple.getPredicate(), colours);
        return mixed(colour) + colour(triple.getObject(), colours);
    }

    private static long colour(Node node, Map<Node, Long> colours) {
        return node.isBlank()
                ? colours.getOrDefault(node, 1L)
                : node.isTripleTerm() ? mixed(colour(node.getTriple(), colours)) : node.hashCode();
    }

    private static void forEachBlank(Node node, Consumer<Node> action) {
        if (node.isBlank()) {
            action.accept(node);
        } else if (node.isTripleTerm()) {
            forEachBlank(node.getTriple().getSubject(), action);
            forEachBlank(node.getTriple().getObject(), action);
        }
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private static Graph graph(Collection<Triple> triples) {
        Graph graph = GraphFactory.createDefaultGraph();
        triples.forEach(graph::add);
        return graph;
    }
}
