package org.labledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.index.DatasetView;
import org.labledger.index.GraphSet;
import org.labledger.index.IndexBuilder;
import org.labledger.index.TripleIndex;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.EmbeddedStore;
import org.labledger.store.GraphChoice;
import org.labledger.store.HiddenGraph;
import org.labledger.store.SnapshotDataset;
import org.labledger.syntax.QueryText;

/** Random queries over data of which one graph is hidden, compared with the definitions. */
@Timeout(300)
class RandomHiddenGraphTest {

    private static final int QUERIES_PER_DATASET = 25;

    @TempDir Path folder;

    private int tooLarge;

    /** Random quads in some graphs, and in another one, which is hidden. */
    private record Data(Snapshot snapshot, SnapshotDataset dataset, List<Quad> all, Node hidden) {

        List<Quad> visible() {
            return all.stream().filter(quad -> !quad.getGraph().equals(hidden)).toList();
        }

        static Data random(HomeFolder home, Random random, int graphs, int hiddenNumber) {
            List<String> lines =
                    new ArrayList<>(RandomData.quads(random, graphs, 20 + random.nextInt(40)));
            String name = RandomData.graph(hiddenNumber);
            RandomData.quads(random, 1, 20).stream()
                    .map(line -> line.replace(RandomData.graph(0) + " .", name + " ."))
                    .forEach(lines::add);
            // Some of it is what others say.
            lines.stream()
                    .limit(8)
                    .map(line -> line.replaceAll("<ex:g\\d+> \\.$", name + " ."))
                    .toList()
                    .forEach(lines::add);
            Snapshot snapshot = home.with("data/quads.nq", String.join("\n", lines) + "\n").load();
            List<Quad> all = QueryComparison.quads(snapshot);
            Node hidden = NodeFactory.createURI(name.replaceAll("[<>]", ""));
            IndexBuilder visible = new IndexBuilder();
            all.stream()
                    .filter(quad -> !quad.getGraph().equals(hidden))
                    .forEach(quad -> add(visible, quad));
            TripleIndex index = visible.build();
            HiddenGraph graph = new HiddenGraph(hidden, () -> view(index, all, hidden));
            return new Data(
                    snapshot,
                    new SnapshotDataset(index, PrefixMapFactory.create(), graph),
                    all,
                    hidden);
        }

        private static DatasetView view(TripleIndex index, List<Quad> all, Node hidden) {
            IndexBuilder builder = new IndexBuilder(index);
            all.stream()
                    .filter(quad -> quad.getGraph().equals(hidden))
                    .forEach(quad -> add(builder, quad));
            TripleIndex extended = builder.build();
            GraphSet others = new GraphSet.AllBut(extended.ordinalOf(hidden));
            return new DatasetView(
                    extended, others, others, GraphSet.of(extended.ordinalOf(hidden)));
        }

        private static void add(IndexBuilder builder, Quad quad) {
            builder.add(quad.getGraph(), quad.getSubject(), quad.getPredicate(), quad.getObject());
        }
    }

    private void compare(
            SnapshotDataset dataset,
            Data data,
            List<Quad> quads,
            QueryTree query,
            GraphChoice choice)
            throws Exception {
        try {
            assertEquals(
                    Optional.empty(),
                    QueryComparison.difference(
                            data.snapshot().in(new EmbeddedStore(dataset)),
                            quads,
                            QueryText.parse(query.toString()),
                            BindingFactory.empty(),
                            choice),
                    query::toString);
        } catch (ReferenceEvaluator.TooLargeException e) {
            tooLarge++;
        }
    }

    @Test
    void aQueryThatChoosesItsGraphsFindsItLikeAnyOther() throws Exception {
        HomeFolder home = HomeFolder.in(folder);
        for (int i = 0; i < 30; i++) {
            Random random = new Random(31_000 + i);
            int graphs = 1 + random.nextInt(4);
            // Queries name one graph more than they are told of.
            Data data = Data.random(home, random, graphs, graphs);
            for (int j = 0; j < QUERIES_PER_DATASET; j++) {
                QueryTree query = new RandomQueries(random, graphs).queryWithFrom();
                compare(data.dataset(), data, data.all(), query, GraphChoice.NONE);
            }
        }
        assertTrue(tooLarge < 20, "too large: " + tooLarge);
    }

    @Test
    void aQueryThatDoesNotNameItGetsTheSameAnswerBesideIt() throws Exception {
        HomeFolder home = HomeFolder.in(folder);
        for (int i = 0; i < 30; i++) {
            Random random = new Random(32_000 + i);
            int graphs = 1 + random.nextInt(4);
            Data data = Data.random(home, random, graphs, graphs + 5);
            for (int j = 0; j < QUERIES_PER_DATASET; j++) {
                QueryTree query = new RandomQueries(random, graphs).query();
                // Also where another part of the query would have named it.
                compare(
                        data.dataset().withHiddenGraph(),
                        data,
                        data.visible(),
                        query,
                        GraphChoice.NONE);
            }
        }
        assertTrue(tooLarge < 20, "too large: " + tooLarge);
    }
}
