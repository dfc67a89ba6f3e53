package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.store.StockStore;
import org.labledger.syntax.QuerySyntaxException;
import org.labledger.syntax.QueryText;

/**
 * What answers cite suffices for them and is needed. Random queries over random data with
 * overlapping graphs are answered with citations, by plans and by grounding, and by the definitions
 * of SPARQL on the cited statements alone, and on all statements but the cited ones.
 *
 * <p>With {@code mvn -Pproofs test -Dtest=CitedAnswersTest} there are 100,000 queries, or {@code
 * -Drandom.queries} of them from {@code -Drandom.seed} on.
 */
class CitedAnswersTest {

    private static final Engine ENGINE = new Engine(new Limits(Duration.ofSeconds(10), 1_000_000));

    private static final int QUERIES_PER_DATASET = 20;
    private static final int ATTEMPTS = 5;
    private static final int ROWS_PER_QUERY = 2;

    /** Aggregates whose value the specification leaves open. */
    private static final Pattern OPEN = Pattern.compile("\\b(SAMPLE|GROUP_CONCAT)\\b");

    /** Where fewer statements can give more solutions, or other values of a row. */
    private static final Pattern NOT_MONOTONE =
            Pattern.compile(
                    "\\b(OPTIONAL|MINUS|EXISTS|COUNT|SUM|AVG|MIN|MAX|SAMPLE|GROUP_CONCAT|GROUP|LIMIT|OFFSET)\\b");

    /** Paths of which one chain is cited. */
    private static final Pattern REPEATING = Pattern.compile("[)>a-z:][*+?]");

    @TempDir Path folder;

    /** How much was proved. */
    private static final class Tally {
        private int queries;
        private int rows;
        private int witnesses;
        private int removals;
        private int damages;
        private int swaps;
        private int hidden;
        private int planned;
        private int compared;
        private int absences;
        private int tooLarge;

        @Override
        public String toString() {
            return queries
                    + " queries, "
                    + rows
                    + " rows, "
                    + witnesses
                    + " witnesses, "
                    + removals
                    + " removals, "
                    + damages
                    + " damages, "
                    + planned
                    + " planned, "
                    + compared
                    + " compared, "
                    + absences
                    + " absences, "
                    + tooLarge
                    + " too large";
        }
    }

    @Test
    void citationsOfRandomQueriesSufficeAndAreNeeded() throws Exception {
        Tally tally = prove(7_000, 2_000);
        assertTrue(tally.rows > 1_500 && tally.witnesses > 1_500, tally::toString);
        assertTrue(tally.removals > 200 && tally.damages > 150, tally::toString);
        assertTrue(
                tally.compared > 150
                        && tally.swaps > 100
                        && tally.hidden > 10
                        && tally.absences > 200,
                tally::toString);
        assertTrue(tally.tooLarge < 100, tally::toString);
    }

    /** Found by the proof: that a graph is there follows from the statement that stands in it. */
    @Test
    void aGraphThatIsThereNeedsNoOtherStatement() throws Exception {
        Snapshot snapshot =
                RandomQueriesTest.load(
                        HomeFolder.in(folder),
                        List.of(
                                "<ex:a> <ex:q> \"x\" <ex:g0> .",
                                "<ex:b> <ex:p> \"y\" <ex:g4> .",
                                "<ex:c> <ex:p> \"z\" <ex:g4> ."));
        CitedAnswer.Solutions answer =
                (CitedAnswer.Solutions)
                        ENGINE.cited(
                                QueryText.parse("SELECT DISTINCT ?s { ?s <ex:q> ?o GRAPH ?g { } }"),
                                BindingFactory.empty(),
                                snapshot,
                                GraphChoice.NONE);

        assertEquals(1, answer.rows().size());
        assertEquals(1, answer.rows().getFirst().witnessCount());
        assertEquals(1, answer.rows().getFirst().witnesses().getFirst().statements().size());
    }

    @Test
    @Tag("proofs")
    void citationsOfManyRandomQueriesSufficeAndAreNeeded() throws Exception {
        Tally tally =
                prove(
                        Long.getLong("random.seed", 2_000_000),
                        Integer.getInteger("random.queries", 10_000));
        assertTrue(tally.removals > 0, tally::toString);
        System.out.println(tally);
    }

    private Tally prove(long firstSeed, int count) throws Exception {
        Tally tally = new Tally();
        HomeFolder home = HomeFolder.in(folder);
        for (int done = 0; done < count; done += QUERIES_PER_DATASET) {
            long seed = firstSeed + done / QUERIES_PER_DATASET;
            Random random = new Random(seed);
            int graphs = 2 + random.nextInt(4);
            List<String> lines = RandomData.quads(random, graphs, 20 + random.nextInt(30));
            Snapshot snapshot = RandomQueriesTest.load(home, lines);
            Snapshot stock = snapshot.in(new StockStore(snapshot));
            List<Quad> quads = QueryComparison.quads(snapshot);
            for (int i = 0; i < QUERIES_PER_DATASET; i++) {
                QueryTree tree = query(random, graphs, snapshot);
                Snapshot second = i % 4 == 0 ? stock : snapshot;
                try {
                    if (failure(snapshot, second, quads, tree, seed, tally).isPresent()) {
                        fail(
                                RandomQueriesTest.shrunk(
                                        home,
                                        lines,
                                        tree,
                                        seed,
                                        (s, q, t) ->
                                                failure(
                                                        s,
                                                        second == snapshot
                                                                ? s
                                                                : s.in(new StockStore(s)),
                                                        q,
                                                        t,
                                                        seed,
                                                        new Tally())));
                    }
                    tally.queries++;
                } catch (ReferenceEvaluator.TooLargeException e) {
                    tally.tooLarge++;
                }
            }
        }
        return tally;
    }

    /** Returns a query, if possible one that has an answer. */
    private static QueryTree query(Random random, int graphs, Snapshot snapshot)
            throws QuerySyntaxException {
        QueryTree tree = new RandomQueries(random, graphs).query();
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                Query query = QueryText.parse(tree.toString());
                Answer answer = ENGINE.answer(query, BindingFactory.empty(), snapshot);
                boolean isEmpty =
                        switch (answer) {
                            case Answer.Solutions rows -> rows.rows().isEmpty();
                            case Answer.Triples triples -> triples.triples().isEmpty();
                            default -> false;
                        };
                if (!isEmpty) {
                    break;
                }
            } catch (LimitException e) {
                // Another one may be answered.
            }
            tree = new RandomQueries(random, graphs).query();
        }
        return tree;
    }

    private static Optional<String> failure(
            Snapshot snapshot,
            Snapshot second,
            List<Quad> quads,
            QueryTree tree,
            long seed,
            Tally tally)
            throws QuerySyntaxException {
        String text = tree.toString();
        try {
            new Case(snapshot, second, quads, text, new Random(seed), tally).prove();
            return Optional.empty();
        } catch (LimitException e) {
            throw new ReferenceEvaluator.TooLargeException();
        } catch (ReferenceEvaluator.TooLargeException | QuerySyntaxException e) {
            throw e;
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e + "\n" + Arrays.toString(e.getStackTrace()));
        }
    }

    /** A query over data. */
    private static final class Case {

        private final Snapshot snapshot;
        private final Snapshot grounded;
        private final List<Quad> quads;
        private final Query query;
        private final String text;
        private final Random random;
        private final Tally tally;

        Case(
                Snapshot snapshot,
                Snapshot grounded,
                List<Quad> quads,
                String text,
                Random random,
                Tally tally)
                throws QuerySyntaxException {
            this.snapshot = snapshot;
            this.grounded = grounded;
            this.quads = quads;
            this.query = QueryText.parse(text);
            this.text = text;
            this.random = random;
            this.tally = tally;
        }

        void prove() throws LimitException {
            CitedAnswer cited =
                    ENGINE.cited(query, BindingFactory.empty(), snapshot, GraphChoice.NONE);
            Answer answer =
                    ENGINE.answer(query, BindingFactory.empty(), snapshot, GraphChoice.NONE);
            switch (cited) {
                case CitedAnswer.Solutions rows -> {
                    assertSame((Answer.Solutions) answer, rows.rows());
                    proveRows(rows.rows());
                    proveSecondWay(rows.rows());
                }
                case CitedAnswer.Truth truth -> {
                    assertEquals(((Answer.Truth) answer).value(), truth.value());
                    for (Witness witness : some(truth.support().witnesses())) {
                        assertTrue(
                                !solutions(chosen(witness)).isEmpty(),
                                () -> "does not follow: " + truth);
                        tally.witnesses++;
                    }
                }
                case CitedAnswer.Triples triples ->
                        proveTriples((Answer.Triples) answer, triples.triples());
            }
        }

        private static void assertSame(Answer.Solutions answer, List<CitedSolution> cited) {
            assertEquals(
                    answer.rows().stream().map(row -> row(row, answer.variables())).toList(),
                    cited.stream().map(row -> row(row.solution(), answer.variables())).toList());
        }

        private void proveTriples(Answer.Triples answer, List<CitedTriple> cited) {
            assertEquals(answer.triples().size(), cited.size());
            for (int i = 0; i < cited.size(); i++) {
                CitedTriple triple = cited.get(i);
                if (isFresh(triple.triple())) {
                    continue;
                }
                assertEquals(answer.triples().get(i), triple.triple());
                for (Witness witness : some(triple.witnesses())) {
                    if (isWhole(witness)) {
                        Set<Triple> again =
                                QueryComparison.constructed(query, solutions(chosen(witness)));
                        assertTrue(
                                again.contains(triple.triple()),
                                () -> "does not follow: " + triple);
                        tally.witnesses++;
                    }
                }
            }
        }

        private static boolean isFresh(Triple triple) {
            return triple.toString().contains("_:")
                    || triple.getSubject().isBlank()
                    || triple.getObject().isBlank()
                    || triple.getObject().isTripleTerm();
        }

        private void proveRows(List<CitedSolution> rows) {
            for (CitedSolution row : some(rows)) {
                tally.rows++;
                tally.absences += row.absences().size();
                for (Witness witness : some(row.witnesses())) {
                    if (isWhole(witness) && !OPEN.matcher(text).find()) {
                        assertTrue(
                                follows(row, chosen(witness)),
                                () -> "does not follow: " + row + "\nfrom " + witness);
                        tally.witnesses++;
                        if (isMonotone() && isComplete(row)) {
                            damage(row, witness);
                        }
                    }
                }
                if (row.witnesses().isEmpty()) {
                    assertTrue(
                            OPEN.matcher(text).find() || follows(row, List.of()),
                            () -> "does not follow from nothing: " + row);
                } else if (isMonotone() && isComplete(row)) {
                    remove(row);
                    if (row.witnesses().size() > 1) {
                        keepBack(row);
                    }
                }
            }
        }

        /**
         * Of what is all needed, nothing can be left out, and nothing can take its place but what
         * another witness has, unless the row comes about twice.
         */
        private void damage(CitedSolution row, Witness witness) {
            if (times(row(row.solution(), query.getProjectVars()), solutions(quads)) != 1) {
                return;
            }
            Statement dropped =
                    witness.statements().get(random.nextInt(witness.statements().size()));
            List<Statement> others = new ArrayList<>(witness.statements());
            others.remove(dropped);
            List<Quad> less = chosen(new Witness(others));
            assertFalse(follows(row, less), () -> "follows without " + dropped + ": " + row);
            tally.damages++;

            Quad wrong = quads.get(random.nextInt(quads.size()));
            List<Quad> replaced = new ArrayList<>(less);
            replaced.add(wrong);
            if (row.witnesses().stream().noneMatch(other -> isWithin(other, replaced))) {
                assertFalse(
                        follows(row, replaced),
                        () -> "follows with " + wrong + " for " + dropped + ": " + row);
                tally.swaps++;
            }
        }

        private static boolean isWithin(Witness witness, List<Quad> data) {
            return witness.statements().stream()
                    .allMatch(s ->
                            s.graphs().stream()
                                    .anyMatch(g -> data.contains(Quad.create(g, s.triple()))));
        }

        /** If an alternative is kept from us, the row stays when the others are removed. */
        private void keepBack(CitedSolution row) {
            List<Witness> listed = new ArrayList<>(row.witnesses());
            Witness hidden = listed.remove(random.nextInt(listed.size()));
            Set<Quad> removed = quadsOf(listed);
            if (quadsOf(List.of(hidden)).stream().noneMatch(removed::contains)) {
                List<Quad> left = quads.stream().filter(q -> !removed.contains(q)).toList();
                assertTrue(follows(row, left), () -> "goes away with less than it cites: " + row);
                tally.hidden++;
            }
        }

        private static Set<Quad> quadsOf(List<Witness> witnesses) {
            Set<Quad> all = new HashSet<>();
            for (Witness witness : witnesses) {
                witness.statements()
                        .forEach(s -> s.graphs().forEach(g -> all.add(Quad.create(g, s.triple()))));
            }
            return all;
        }

        /** Without all that is cited, the row does not come as often. */
        private void remove(CitedSolution row) {
            Set<Quad> removed = quadsOf(row.witnesses());
            List<Quad> left = quads.stream().filter(q -> !removed.contains(q)).toList();
            Map<Var, Node> wanted = row(row.solution(), query.getProjectVars());
            assertTrue(
                    times(wanted, solutions(left)) < times(wanted, solutions(quads)),
                    () -> "stays without what it cites: " + row);
            tally.removals++;
        }

        private long times(Map<Var, Node> row, List<Map<Var, Node>> solutions) {
            return solutions.stream()
                    .filter(s -> CitationsProof.projected(query, s).equals(row))
                    .count();
        }

        /** Grounding finds what plans cite. */
        private void proveSecondWay(List<CitedSolution> rows) {
            List<CitedSolution> second;
            boolean isPlanned;
            try (Guard guard = new Guard(ENGINE.limits())) {
                isPlanned = ENGINE.citing(guard, snapshot, GraphChoice.NONE).planned(query) != null;
                CitedAnswers answers = ENGINE.citing(guard, grounded, GraphChoice.NONE);
                second = CitedAnswers.cited(answers.grounded(query));
            } catch (LimitReached e) {
                throw new ReferenceEvaluator.TooLargeException();
            }
            if (!isPlanned) {
                return;
            }
            tally.planned++;
            if (grounded != snapshot) {
                // Rows of another store may come in another order.
                proveRows(second);
                return;
            }
            assertEquals(rows.size(), second.size());
            boolean isAnyChain = REPEATING.matcher(text).find() || OPEN.matcher(text).find();
            // Equal rows may have their citations in another order.
            Map<Object, Set<Object>> first = new HashMap<>();
            Map<Object, Set<Object>> other = new HashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                CitedSolution a = rows.get(i);
                CitedSolution b = second.get(i);
                if (isAnyChain || !isComplete(a) || !isComplete(b)) {
                    return;
                }
                Map<Var, Node> key = row(a.solution(), query.getProjectVars());
                first.computeIfAbsent(key, k -> new HashSet<>()).addAll(sets(a));
                other.computeIfAbsent(key, k -> new HashSet<>()).addAll(sets(b));
            }
            if (!query.hasLimit() && !query.hasOffset()) {
                // REDUCED folds as many rows as it likes, and with them what one of them alone
                // needs.
                first.replaceAll((key, sets) -> smallest(sets));
                other.replaceAll((key, sets) -> smallest(sets));
                assertEquals(other, first);
                tally.compared++;
            }
        }

        private static Set<Object> smallest(Set<Object> sets) {
            return sets.stream()
                    .filter(set ->
                            sets.stream()
                                    .noneMatch(other ->
                                            !other.equals(set)
                                                    && ((Collection<?>) set)
                                                            .containsAll((Collection<?>) other)))
                    .collect(Collectors.toSet());
        }

        private static List<Set<Object>> sets(CitedSolution row) {
            List<Set<Object>> sets = new ArrayList<>();
            for (Witness witness : row.witnesses()) {
                Set<Object> set = new HashSet<>();
                witness.statements()
                        .forEach(s -> set.add(List.of(s.triple(), new HashSet<>(s.graphs()))));
                sets.add(set);
            }
            return sets;
        }

        private boolean isMonotone() {
            return !NOT_MONOTONE.matcher(text).find() && !REPEATING.matcher(text).find();
        }

        private static boolean isComplete(CitedSolution row) {
            return row.witnessCount() == row.witnesses().size()
                    && row.witnesses().stream().allMatch(Case::isWhole);
        }

        private static boolean isWhole(Witness witness) {
            return witness.statementCount() == witness.statements().size();
        }

        private boolean follows(CitedSolution row, List<Quad> from) {
            return times(row(row.solution(), query.getProjectVars()), solutions(from)) > 0;
        }

        private List<Map<Var, Node>> solutions(List<Quad> data) {
            return QueryComparison.withReference(
                    data, GraphChoice.NONE, reference -> reference.solutions(query));
        }

        /** Each statement in one of its graphs: any of them has to do. */
        private List<Quad> chosen(Witness witness) {
            List<Quad> chosen = new ArrayList<>();
            for (Statement statement : witness.statements()) {
                Node graph = statement.graphs().get(random.nextInt(statement.graphs().size()));
                Quad quad = Quad.create(graph, statement.triple());
                assertTrue(quads.contains(quad), () -> "not in the data: " + quad);
                chosen.add(quad);
            }
            return chosen;
        }

        private <T> List<T> some(List<T> all) {
            if (all.size() <= ROWS_PER_QUERY) {
                return all;
            }
            List<T> some = new ArrayList<>();
            for (int i = 0; i < ROWS_PER_QUERY; i++) {
                some.add(all.get(random.nextInt(all.size())));
            }
            return some;
        }

        private static Map<Var, Node> row(Binding binding, List<Var> variables) {
            Map<Var, Node> row = new HashMap<>();
            for (Var variable : variables) {
                Node value = binding.get(variable);
                if (value != null) {
                    row.put(variable, value);
                }
            }
            return row;
        }
    }
}
