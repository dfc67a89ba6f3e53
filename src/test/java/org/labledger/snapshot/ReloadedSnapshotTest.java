package org.labledger.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.Quad;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.source.Home;
import org.labledger.source.Location;

/** A snapshot made with the help of the previous one is the one that is made without. */
class ReloadedSnapshotTest {

    @TempDir Path home;

    @BeforeEach
    void writeAHome() throws IOException {
        write(
                "ontology/vocab.ttl",
                "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix b: <https://books.example/> .\n"
                        + "b:wrote owl:inverseOf b:writtenBy .");
        write(
                "ontology/rules/inverse.rq",
                "PREFIX owl: <http://www.w3.org/2002/07/owl#>\n"
                        + "CONSTRUCT { ?o ?i ?s } WHERE { ?p owl:inverseOf ?i . ?s ?p ?o }");
        write("data/one.ttl", "@prefix b: <https://books.example/> . b:ann b:wrote b:tale, [] .");
        write("data/two.ttl", "@prefix b: <https://books.example/> . b:bea b:wrote b:poem .");
        write(
                "data/shared.trig",
                "@prefix b: <https://books.example/> . b:g { b:cy b:wrote b:play } b:x b:wrote b:y .");
    }

    @Test
    void afterAnEditOfAFile() throws IOException {
        Snapshot before = load(null);
        write("data/two.ttl", "@prefix b: <https://books.example/> . b:bea b:wrote b:song .");
        assertSame(before);
    }

    @Test
    void afterAFileIsAddedToASharedGraph() throws IOException {
        Snapshot before = load(null);
        write(
                "data/shared2.trig",
                "@prefix b: <https://books.example/> . b:g { b:dee b:wrote b:verse }");
        assertSame(before);
    }

    @Test
    void afterAFileIsDeleted() throws IOException {
        Snapshot before = load(null);
        Files.delete(home.resolve("data/one.ttl"));
        assertSame(before);
    }

    @Test
    void afterAnEditOfTheOntology() throws IOException {
        Snapshot before = load(null);
        write(
                "ontology/vocab.ttl",
                "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix b: <https://books.example/> .\n"
                        + "b:wrote owl:inverseOf b:authoredBy .");
        assertSame(before);
    }

    @Test
    void afterARuleIsRemoved() throws IOException {
        Snapshot before = load(null);
        Files.delete(home.resolve("ontology/rules/inverse.rq"));
        assertSame(before);
    }

    /** More graphs than one task derives from, their quads here and there in one file. */
    @Test
    void afterAnEditOfOneGraphOfManyInOneFile() throws IOException {
        write("data/many.nq", manyGraphs("first"));
        Snapshot before = load(null);
        Node graph = NodeFactory.createURI("https://books.example/g299");
        Node author = NodeFactory.createURI("https://books.example/author299");

        assertEquals(
                Optional.of(new Location("data/many.nq", 300, 1)),
                before.locationOf(graph, author, Node.ANY, Node.ANY));
        assertEquals(
                Optional.of(new Location("data/many.nq", 600, 1)),
                before.locationOf(
                        graph,
                        author,
                        Node.ANY,
                        NodeFactory.createURI("https://books.example/b1")));
        assertEquals(
                Optional.empty(),
                before.locationOf(
                        NodeFactory.createURI("https://books.example/g298"),
                        author,
                        Node.ANY,
                        Node.ANY));
        assertEquals(4, before.filesOfDataGraphs().size());

        write("data/many.nq", manyGraphs("second"));
        assertSame(before);
        Snapshot after = Snapshot.load(Home.read(home), before);
        Snapshot anew = load(null);
        // Not only the same quads, but in the same order, which is that of answers.
        assertEquals(Iter.toList(anew.dataset().find()), Iter.toList(after.dataset().find()));
        assertTrue(
                anew.isDerived(
                        Quad.create(
                                graph,
                                NodeFactory.createURI("https://books.example/b0"),
                                NodeFactory.createURI("https://books.example/writtenBy"),
                                author)));
    }

    private static String manyGraphs(String first) {
        StringBuilder text = new StringBuilder();
        for (int book = 0; book < 2; book++) {
            for (int graph = 0; graph < 300; graph++) {
                text.append("<https://books.example/author")
                        .append(graph)
                        .append("> <https://books.example/wrote> <https://books.example/")
                        .append(graph == 150 && book == 0 ? first : "b" + book)
                        .append("> <https://books.example/g")
                        .append(graph)
                        .append("> .\n");
            }
        }
        return text.toString();
    }

    /**
     * Lines that come, go, move and change at the start, in the middle and at the end of a file.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void afterSeededEditsOfOneFile(int seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(manyGraphs("first").lines().toList());
        for (int i = 0; i < 40; i++) {
            lines.add(random.nextInt(lines.size()), line(random));
        }
        write("data/many.nq", String.join("\n", lines));
        Snapshot snapshot = load(null);
        for (int edit = 0; edit < 25; edit++) {
            int place = List.of(0, random.nextInt(lines.size()), lines.size() - 1).get(edit % 3);
            switch (random.nextInt(6)) {
                case 0 -> lines.add(place, "# a remark");
                case 1 -> lines.remove(place);
                case 2 -> lines.add(place, lines.remove(random.nextInt(lines.size())));
                case 3 -> lines.set(place, line(random));
                case 4 -> lines.set(place, lines.get(random.nextInt(lines.size())));
                default -> lines.add(place, line(random));
            }
            String end = random.nextBoolean() ? "\n" : "\r\n";
            write("data/many.nq", String.join(end, lines) + (random.nextBoolean() ? end : ""));
            Snapshot fresh = load(null);
            snapshot = load(snapshot);
            assertEquals(state(fresh), state(snapshot), "after edit " + edit);
        }
    }

    /** A statement of one of few graphs, also with a blank node, or a tag in either case. */
    private static String line(Random random) {
        String object =
                switch (random.nextInt(4)) {
                    case 0 -> "_:b" + random.nextInt(3);
                    case 1 -> "\"a\"@en";
                    case 2 -> "\"a\"@EN";
                    default -> "<https://books.example/b" + random.nextInt(3) + ">";
                };
        return "<https://books.example/author%d> <https://books.example/wrote> %s <https://books.example/g%d> ."
                .formatted(random.nextInt(4), object, random.nextInt(4));
    }

    /** Everything in order, as texts, since terms that differ in the case of a tag are equal. */
    private static List<String> state(Snapshot snapshot) {
        List<String> state = new ArrayList<>();
        snapshot.dataset()
                .find()
                .forEachRemaining(q -> state.add(q + (snapshot.isDerived(q) ? " derived" : "")));
        snapshot.filesOfDataGraphs()
                .forEach(file -> file.quads().forEach(quad -> state.add(quad.toString())));
        snapshot.problems().forEach(problem -> state.add(problem.toString()));
        return state;
    }

    @Test
    void afterNothing() throws IOException {
        assertSame(load(null));
    }

    private void assertSame(Snapshot before) throws IOException {
        Snapshot fresh = load(null);
        Snapshot reloaded = load(before);
        assertEquals(quads(fresh), quads(reloaded));
        assertEquals(fresh.quadCount(), reloaded.quadCount());
        assertEquals(fresh.id(), reloaded.id());
        assertEquals(fresh.problems(), reloaded.problems());
    }

    private static Set<String> quads(Snapshot snapshot) {
        Set<String> quads = new TreeSet<>();
        snapshot.dataset()
                .find()
                .forEachRemaining(q -> quads.add(q + (snapshot.isDerived(q) ? " derived" : "")));
        return quads;
    }

    private Snapshot load(@Nullable Snapshot previous) throws IOException {
        return Snapshot.load(Home.read(home), previous);
    }

    private void write(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
