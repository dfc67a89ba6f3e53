package org.labledger.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.labledger.HomeFolder;
import org.labledger.check.Checker;
import org.labledger.check.Report;
import org.labledger.query.Limits;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;
import org.labledger.source.SourceFile;

/** A snapshot that was kept is the one that would be loaded, or there is none. */
class KeptSnapshotsTest {

    /** Terms that are easily mixed up or hard to write. */
    private static final String AWKWARD =
            """
            PREFIX b: <https://home.test/>
            VERSION "1.2"
            b:x b:p "same"@en, "same"@EN-gb, "same"@en-GB, "same", "same"@en--ltr, "same"@en--rtl ;
                b:q 1, 01, +1, 1.0, 1e0, true, "x"^^b:own, "not a number"^^<http://www.w3.org/2001/XMLSchema#integer> ;
                b:r [ b:s ( 1 2 ) ], "線\\u0000\\t\\r\\n\\"\\\\", "\\U0001F600", "\\u00FF\\u0100" ;
                b:t <<( b:x b:p <<( b:y b:q "inner"@en )>> )>> .
            b:g { b:x b:p "same"@EN . _:n b:p _:n }
            b:h { }
            """;

    @TempDir private Path folder;

    static Stream<HomeFolder> homes() {
        return Stream.of(HomeFolder.LIBRARY, HomeFolder.SMALL_LEDGER);
    }

    @ParameterizedTest
    @MethodSource("homes")
    void isWhatWouldBeLoaded(HomeFolder folderOfHome) throws Exception {
        Home home = folderOfHome.read();
        Report loaded = new Checker(Limits.STANDARD).check(Snapshot.load(home));
        KeptSnapshots kept = kept(folderOfHome.path(), "one");

        assertTrue(kept.keep(loaded, new CurrentSnapshot(loaded.snapshot())));
        Report found = found(kept, folderOfHome.read());

        assertEquals(loaded.findings(), found.findings());
        assertEquals(all(loaded.snapshot()), all(found.snapshot()));
    }

    @Test
    void holdsAwkwardTermsAsTheyAre() throws Exception {
        HomeFolder home = awkward();
        Report loaded = new Checker(Limits.STANDARD).check(home.load());
        assertTrue(loaded.passes(), () -> loaded.findings().toString());
        KeptSnapshots kept = kept(home.path(), "one");

        assertTrue(kept.keep(loaded, new CurrentSnapshot(loaded.snapshot())));

        assertEquals(all(loaded.snapshot()), all(found(kept, home.read()).snapshot()));
    }

    /** The edit is loaded with what was kept instead of what was loaded. */
    @Test
    void anEditAfterwardsGivesTheSameAsWithoutIt() throws Exception {
        HomeFolder home = HomeFolder.in(folder.resolve("home")).withAllOf(HomeFolder.LIBRARY);
        keep(home);
        Checker checker = new Checker(Limits.STANDARD);
        Snapshot before =
                kept(home.path(), "one").find(home.read(), checker).orElseThrow().snapshot();
        Random random = new Random(5);
        List<Path> files;
        try (Stream<Path> all = Files.walk(home.path().resolve("data"))) {
            files = all.filter(path -> path.toString().endsWith(".ttl")).sorted().toList();
        }
        for (int edit = 0; edit < 12; edit++) {
            Path file = files.get(random.nextInt(files.size()));
            String what = "edit " + edit + " of " + file.getFileName();
            switch (edit % 3) {
                case 0 ->
                        Files.writeString(
                                file,
                                Files.readString(file)
                                        + "\n<https://library.example/id/new-"
                                        + edit
                                        + "> <http://www.w3.org/2000/01/rdf-schema#label> \"new\"@en .\n");
                case 1 -> Files.writeString(file, "# moved down\n" + Files.readString(file));
                default -> Files.deleteIfExists(file);
            }
            if (!Files.exists(file)) {
                files = files.stream().filter(Files::exists).toList();
            }

            Snapshot after = Snapshot.load(home.read(), before);

            assertEquals(all(Snapshot.load(home.read())), all(after), what);
            assertEquals(
                    Checker.checkOnce(after, Limits.STANDARD).findings(),
                    checker.check(after).findings(),
                    what);
            before = after;
        }
    }

    @Test
    void ofAnotherHomeOrProgramIsNotUsed() throws Exception {
        HomeFolder home = awkward();
        keep(home);
        assertTrue(find(home, "one").isPresent());

        assertFalse(find(home, "another build").isPresent());
        home.with("queries/count.rq", "SELECT * { ?s ?p ?o }");
        assertFalse(find(home, "one").isPresent());
        assertFalse(
                kept(folder.resolve("elsewhere"), "one").find(home.read(), checker()).isPresent());
    }

    /** What lies outside is not in the hash of the home, but the check tells of it. */
    @Test
    void aLinkThatLeadsOutOfTheHomeIsTold() throws Exception {
        HomeFolder home = awkward();
        keep(home);
        Files.createSymbolicLink(
                home.path().resolve("data/out.ttl"), Files.createTempFile(folder, "out", ".ttl"));

        assertFalse(find(home, "one").isPresent());
    }

    @Test
    void aDamagedFileIsPassedOver() throws Exception {
        HomeFolder home = awkward();
        keep(home);
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            places.add(i);
        }
        for (int i = 0; i < 400; i++) {
            places.add(random.nextInt(whole.length));
        }
        for (int place : places) {
            byte[] damaged = whole.clone();
            damaged[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);

            assertFalse(find(home, "one").isPresent(), "byte " + place);
        }
        for (int i = 0; i < 100; i++) {
            int length = i < 70 ? i : random.nextInt(whole.length);
            Files.write(file, Arrays.copyOf(whole, length));
            assertFalse(find(home, "one").isPresent(), "length " + length);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertFalse(find(home, "one").isPresent(), "longer");
    }

    /** Its header was right, so it was taken for whole and never written again. */
    @Test
    void aDamagedFileIsWrittenAgain() throws Exception {
        HomeFolder home = awkward();
        keep(home);
        byte[] damaged = Files.readAllBytes(onlyFile());
        damaged[damaged.length - 1] ^= 1;
        Files.write(onlyFile(), damaged);

        assertFalse(find(home, "one").isPresent());
        keep(home);
        assertTrue(find(home, "one").isPresent());
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoError() throws Exception {
        HomeFolder home = awkward();
        Files.writeString(folder.resolve("cache"), "a file, not a folder");
        Report report = new Checker(Limits.STANDARD).check(home.load());

        assertFalse(kept(home.path(), "one").keep(report, new CurrentSnapshot(report.snapshot())));
        assertFalse(find(home, "one").isPresent());
    }

    @Test
    void isNotWrittenWhenTheNextEditIsInServiceAlready() throws Exception {
        HomeFolder home = awkward();
        Report report = new Checker(Limits.STANDARD).check(home.load());
        Snapshot next = home.with("queries/count.rq", "SELECT * { ?s ?p ?o }").load();

        assertFalse(kept(home.path(), "one").keep(report, new CurrentSnapshot(next)));
    }

    /** The next start might find something else. */
    @Test
    void isNotKeptIfTheVerdictDependsOnTheTime() throws Exception {
        HomeFolder home =
                awkward()
                        .with(
                                "queries/checks/day.rq",
                                "#+ message: \"It is too late.\"\n"
                                        + "SELECT ?this { ?this <https://home.test/on> ?on FILTER (?on < NOW()) }");
        Report report = new Checker(Limits.STANDARD).check(home.load());
        assertTrue(report.passes(), () -> report.findings().toString());

        assertFalse(kept(home.path(), "one").keep(report, new CurrentSnapshot(report.snapshot())));
    }

    @Test
    void isNotKeptIfARuleDependsOnTheTime() throws Exception {
        HomeFolder home =
                awkward()
                        .with(
                                "ontology/rules/day.rq",
                                "CONSTRUCT { ?s <https://home.test/seen> ?now } WHERE { ?s <https://home.test/p> ?o BIND (now() AS ?now) }");
        Report report = new Checker(Limits.STANDARD).check(home.load());
        assertTrue(report.passes(), () -> report.findings().toString());

        assertFalse(kept(home.path(), "one").keep(report, new CurrentSnapshot(report.snapshot())));
    }

    @Test
    void twoServersOfOneHomeDoNotSpoilIt() throws Exception {
        HomeFolder home = awkward();
        Report report = new Checker(Limits.STANDARD).check(home.load());
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            KeptSnapshots kept = kept(home.path(), i % 2 == 0 ? "one" : "two");
            writers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    kept.keep(report, new CurrentSnapshot(report.snapshot()));
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        for (int i = 0; i < 200; i++) {
            find(home, i % 2 == 0 ? "one" : "two")
                    .ifPresent(found -> assertEquals(report.findings(), found.findings()));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        keep(home);
        assertEquals(all(report.snapshot()), all(find(home, "one").orElseThrow().snapshot()));
    }

    private HomeFolder awkward() {
        return HomeFolder.in(folder.resolve("home"))
                .with("data/dataset.ttl", HomeFolder.DESCRIPTION)
                .with("data/awkward.trig", AWKWARD)
                .with(
                        "data/lines.nq",
                        "<https://home.test/x> <https://home.test/p> \"same\"@EN-GB <https://home.test/g> .\n"
                                + "_:n <https://home.test/p> \"last line\" <https://home.test/k> .");
    }

    private void keep(HomeFolder home) throws InterruptedException {
        Report report = new Checker(Limits.STANDARD).check(home.load());
        assertTrue(report.passes(), () -> report.findings().toString());
        assertTrue(kept(home.path(), "one").keep(report, new CurrentSnapshot(report.snapshot())));
    }

    private Optional<Report> find(HomeFolder home, String program) {
        return kept(home.path(), program).find(home.read(), checker());
    }

    private static Checker checker() {
        return new Checker(Limits.STANDARD);
    }

    private KeptSnapshots kept(Path home, String program) {
        return KeptSnapshots.in(folder.resolve("cache"), home, program, Duration.ZERO);
    }

    private static Report found(KeptSnapshots kept, Home home) {
        return kept.find(home, checker()).orElseThrow();
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all::toString);
            return all.getFirst();
        }
    }

    /** Everything that can be asked of a snapshot, in its order. */
    private static Map<String, Object> all(Snapshot snapshot) {
        Map<String, Object> all = new TreeMap<>();
        List<String> quads = new ArrayList<>();
        for (var found = snapshot.dataset().find(); found.hasNext(); ) {
            Quad quad = found.next();
            quads.add(quad + (snapshot.isDerived(quad) ? " derived" : ""));
        }
        all.put("quads", quads);
        all.put("graphs", List.copyOf(snapshot.dataGraphs()));
        List<Object> files = new ArrayList<>();
        for (Node graph : snapshot.dataGraphs()) {
            for (SourceFile file : snapshot.filesOf(graph)) {
                files.add(graph + " in " + file.file().path() + " by default " + file.graph());
            }
        }
        for (SourceFile file : snapshot.filesOfDataGraphs()) {
            files.add(new TreeMap<>(file.prefixes()));
            files.add(file.problems());
            file.quads().forEach(located -> files.add(located.toString()));
        }
        all.put("files", files);
        all.put("problems", snapshot.problems());
        all.put("count", snapshot.quadCount() + " " + snapshot.sourceCount());
        all.put("prefixes", new TreeMap<>(snapshot.prefixes().getMapping()));
        all.put("id", snapshot.id());
        all.put("queries", snapshot.catalog().queries().size());
        return all;
    }
}
