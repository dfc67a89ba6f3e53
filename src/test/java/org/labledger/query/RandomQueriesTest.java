package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.QuerySyntaxException;
import org.labledger.syntax.QueryText;

/**
 * The engine answers random queries over random data as the definitions say. A failure shows the
 * smallest case that was found, and the seed. With {@code mvn -Pproofs test
 * -Dtest=RandomQueriesTest} there are 100,000 queries, or {@code -Drandom.queries} of them from
 * {@code -Drandom.seed} on.
 */
class RandomQueriesTest {

    private static final int QUERIES_PER_DATASET = 25;

    @TempDir Path folder;

    private int tooLarge;

    @Test
    void areAnsweredAsTheDefinitionsSay() throws Exception {
        compare(Long.getLong("random.seed", 13), 5_000);
    }

    @Test
    @Tag("proofs")
    void areAnsweredAsTheDefinitionsSayAlsoIfThereAreMany() throws Exception {
        compare(Long.getLong("random.seed", 1_000_000), Integer.getInteger("random.queries", 100_000));
    }

    private void compare(long firstSeed, int count) throws Exception {
        HomeFolder home = HomeFolder.in(folder);
        for (int done = 0; done < count; done += QUERIES_PER_DATASET) {
            long seed = firstSeed + done / QUERIES_PER_DATASET;
            Random random = new Random(seed);
            int graphs = 1 + random.nextInt(12);
            List<String> lines = RandomData.quads(random, graphs, 20 + random.nextInt(40));
            Snapshot snapshot = load(home, lines);
            List<Quad> quads = QueryComparison.quads(snapshot);
            for (int i = 0; i < QUERIES_PER_DATASET; i++) {
                QueryTree query = new RandomQueries(random, graphs).query();
                try {
                    Optional<String> difference = difference(snapshot, quads, query);
                    if (difference.isPresent()) {
                        throw new AssertionError(shrunk(home, lines, query, seed));
                    }
                } catch (ReferenceEvaluator.TooLargeException e) {
                    tooLarge++;
                }
            }
        }
        assertTrue(tooLarge < count / 20, "too large: " + tooLarge);
    }

    static Snapshot load(HomeFolder home, List<String> lines) {
        return home.with("data/random.nq", String.join("\n", lines) + "\n").load();
    }

    static Optional<String> difference(
            Snapshot snapshot, List<Quad> quads, QueryTree tree) throws QuerySyntaxException {
        Query query = QueryText.parse(tree.toString());
        return QueryComparison.difference(
                snapshot, quads, query, BindingFactory.empty(), GraphChoice.NONE);
    }

    /** Returns a case that is as small as leaving out quads and parts of the query makes it. */
    static String shrunk(HomeFolder home, List<String> lines, QueryTree query, long seed) {
        List<String> data = lines;
        QueryTree tree = query;
        boolean isSmaller = true;
        while (isSmaller) {
            isSmaller = false;
            Snapshot snapshot = load(home, data);
            List<Quad> quads = QueryComparison.quads(snapshot);
            for (QueryTree less : tree.smaller()) {
                if (less.toString().length() < tree.toString().length()
                        && fails(snapshot, quads, less).isPresent()) {
                    tree = less;
                    isSmaller = true;
                    break;
                }
            }
        }
        QueryTree smallest = tree;
        data = withoutSome(data, some -> isFailing(home, some, smallest));
        Snapshot snapshot = load(home, data);
        return "seed "
                + seed
                + "\n"
                + tree
                + "\n"
                + String.join("\n", data)
                + "\n"
                + fails(snapshot, QueryComparison.quads(snapshot), tree).orElse("no difference")
                + "\nfrom: "
                + query;
    }

    private static boolean isFailing(HomeFolder home, List<String> data, QueryTree query) {
        Snapshot snapshot = load(home, data);
        return fails(snapshot, QueryComparison.quads(snapshot), query).isPresent();
    }

    private static Optional<String> fails(Snapshot snapshot, List<Quad> quads, QueryTree tree) {
        try {
            return difference(snapshot, quads, tree);
        } catch (QuerySyntaxException | ReferenceEvaluator.TooLargeException e) {
            return Optional.empty();
        }
    }

    /** Leaves out ever smaller runs of lines. */
    static List<String> withoutSome(List<String> lines, Predicate<List<String>> isStillWrong) {
        List<String> kept = lines;
        for (int run = Math.max(1, lines.size() / 2); run > 0; run /= 2) {
            for (int i = 0; i < kept.size(); ) {
                List<String> fewer = new ArrayList<>(kept);
                fewer.subList(i, Math.min(i + run, kept.size())).clear();
                if (isStillWrong.test(fewer)) {
                    kept = fewer;
                } else {
                    i += run;
                }
            }
        }
        return kept;
    }
}
