package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;

class CheckerTest {

    @TempDir private Path folder;

    private final Checker checker = new Checker(Limits.STANDARD);

    @Test
    void findsWhatAWholeCheckFindsAfterEachOf120RandomEditsOfTheLibrary() throws IOException {
        HomeFolder home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
        int bad = findsTheSameAfterEdits(home, new Random(20_261_126), 120);
        assertTrue(bad > 12 && bad < 120, "some edits are bad: " + bad);
    }

    @Test
    void findsWhatAWholeCheckFindsAfterRandomEditsOfTheSmallLedger() throws IOException {
        HomeFolder home = HomeFolder.in(folder).withAllOf(HomeFolder.SMALL_LEDGER);
        int bad = findsTheSameAfterEdits(home, new Random(17), 10);
        assertTrue(bad > 0, "some edits are bad");
    }

    /** Findings of graphs that stay as they are move with their lines. */
    @Test
    void findsWhatAWholeCheckFindsAfterEditsOfOneFileWithManyGraphs() throws IOException {
        HomeFolder home =
                HomeFolder.in(folder)
                        .withFolder(HomeFolder.LIBRARY, "ontology")
                        .withFolder(HomeFolder.LIBRARY, "data")
                        .withFolder(HomeFolder.LIBRARY, "queries/checks");
        Random random = new Random(5);
        List<String> lines = new ArrayList<>();
        for (int loan = 0; loan < 40; loan++) {
            lines.addAll(loan(loan));
        }
        home.with("data/many.nq", String.join("\n", lines));
        Snapshot before = home.load();
        assertEquals(List.of(), errors(checker.check(before)));
        int bad = 0;
        for (int edit = 0; edit < 25; edit++) {
            int line = random.nextInt(lines.size());
            switch (random.nextInt(4)) {
                case 0 -> lines.add(line, "# a remark");
                case 1 -> lines.remove(line);
                case 2 -> lines.set(line, lines.get(line).replaceFirst("2019", "2018"));
                default -> lines.addAll(line, loan(random.nextInt(60)));
            }
            home.with("data/many.nq", String.join("\n", lines));
            Snapshot snapshot = Snapshot.load(home.read(), before);
            Report report = checker.check(snapshot);
            assertEquals(home.findings(), lines(report), "after edit " + edit);
            bad += report.passes() ? 0 : 1;
            before = snapshot;
        }
        assertTrue(bad > 5, "many edits are bad: " + bad);
    }

    private static List<String> loan(int number) {
        String vocabulary = "https://library.example/vocab#";
        return Stream.of(
                        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <%sLoan>"
                                .formatted(vocabulary),
                        "<%sbook> <https://library.example/id/mending-clocks>"
                                .formatted(vocabulary),
                        "<%sborrower> <https://library.example/id/member-1>".formatted(vocabulary),
                        "<%slentOn> \"2019-01-01\"^^<http://www.w3.org/2001/XMLSchema#date>"
                                .formatted(vocabulary))
                .map(rest ->
                        "<https://library.example/id/loan-m%d> %s <https://library.example/m%d> ."
                                .formatted(number, rest, number))
                .toList();
    }

    /** Returns how many of the edits had errors. */
    private int findsTheSameAfterEdits(HomeFolder home, Random random, int edits)
            throws IOException {
        Snapshot before = home.load();
        assertEquals(List.of(), errors(checker.check(before)));
        int bad = 0;
        for (int edit = 0; edit < edits; edit++) {
            Path file = anyFile(home.path(), random);
            byte[] was = Files.readAllBytes(file);
            String told = edit(home.path(), file, random);
            Snapshot snapshot = Snapshot.load(home.read(), before);
            Report report = checker.check(snapshot);
            assertEquals(home.findings(), lines(report), "after edit " + edit + ": " + told);
            if (report.passes()) {
                before = snapshot;
            } else {
                bad++;
            }
            // Of a file that cannot be read, nothing would be checked from here on.
            if (!snapshot.isWhole() || random.nextInt(3) == 0) {
                Files.write(file, was);
            }
        }
        return bad;
    }

    private static Path anyFile(Path home, Random random) throws IOException {
        boolean isOfData = random.nextInt(4) > 0;
        try (Stream<Path> all = Files.walk(isOfData ? home.resolve("data") : home)) {
            List<Path> files = all.filter(CheckerTest::isFile).sorted().toList();
            return files.get(random.nextInt(files.size()));
        }
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path) && path.toFile().length() > 0;
    }

    /** Does what a curator might, or a slip of the hand; returns what it was. */
    private static String edit(Path home, Path file, Random random) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        int line = random.nextInt(lines.size());
        String was = lines.get(line);
        String place = home.relativize(file) + ":" + (line + 1) + " " + was;
        switch (random.nextInt(8)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(line, "# a remark");
            case 2 -> lines.set(line, was.replaceAll("20(\\d)(\\d)", "20$2$1"));
            case 3 -> lines.set(line, was.replaceFirst("\"([^\"]*)\"", "\"$1 $1\""));
            case 4 -> lines.set(line, was.replaceFirst("[a-z]", "x"));
            case 5 -> lines.removeIf(l -> l.endsWith(";") && random.nextInt(5) == 0);
            case 6 -> {
                // Much of it is said twice, in a graph of its own.
                String name = "more-" + random.nextInt(1000) + "-" + file.getFileName();
                Files.copy(file, file.resolveSibling(name));
                return "a copy " + name;
            }
            default -> {
                Files.delete(file);
                return "without " + place;
            }
        }
        Files.write(file, lines);
        return place;
    }

    @Test
    void asksAgainOnlyWhatAnEditCanHaveTouched() throws LimitException {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "<urn:a> <urn:p> 1 ; <urn:q> 2 .")
                        .with("data/b.ttl", "<urn:b> <urn:p> 3 .");
        CheckCache first = CheckCache.after(null, home.load());
        Answer p = ask(first, "SELECT * { ?s <urn:p> ?o }");
        Answer q = ask(first, "SELECT * { ?s <urn:q> ?o }");
        Answer named = ask(first, "SELECT * { GRAPH ?g { ?s <urn:q> ?o } }");
        Answer graphs = ask(first, "SELECT * { GRAPH ?g {} }");
        Answer absent = ask(first, "ASK { FILTER NOT EXISTS { <urn:c> <urn:r> ?o } }");

        home.with("data/c.ttl", "<urn:c> <urn:p> 4 .");
        CheckCache second = CheckCache.after(first, home.load());

        assertNotSame(p, ask(second, "SELECT * { ?s <urn:p> ?o }"));
        assertSame(q, ask(second, "SELECT * { ?s <urn:q> ?o }"));
        assertSame(named, ask(second, "SELECT * { GRAPH ?g { ?s <urn:q> ?o } }"));
        assertNotSame(graphs, ask(second, "SELECT * { GRAPH ?g {} }"));
        assertSame(absent, ask(second, "ASK { FILTER NOT EXISTS { <urn:c> <urn:r> ?o } }"));

        home.with("data/c.ttl", "<urn:c> <urn:r> 4 .");
        CheckCache third = CheckCache.after(second, home.load());

        assertEquals(
                new Answer.Truth(false),
                ask(third, "ASK { FILTER NOT EXISTS { <urn:c> <urn:r> ?o } }"));
        assertSame(q, ask(third, "SELECT * { ?s <urn:q> ?o }"));
    }

    @Test
    void asksTheAcceptedViewAgainAfterAVerdict() throws LimitException {
        String evidence = "https://w3id.org/lab-ledger/evidence#";
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("ontology/v.ttl", "<urn:p> <" + evidence + "singleValued> true .")
                        .with("data/a.ttl", "<urn:a> <urn:p> 1 .")
                        .with("data/b.ttl", "<urn:a> <urn:p> 2 .");
        String accepted =
                "SELECT * { GRAPH <https://home.invalid/accepted> { <urn:a> <urn:p> ?o } }";
        CheckCache first = CheckCache.after(null, home.load());
        Answer before = ask(first, accepted);
        home.with(
                "data/c.ttl",
                """
                PREFIX ev: <%s>
                <urn:d> ev:onRecord <urn:a> ; ev:onProperty <urn:p> .
                <urn:v> ev:onDisagreement <urn:d> ; ev:prefers 2 .
                """
                        .formatted(evidence));
        Answer after = ask(CheckCache.after(first, home.load()), accepted);

        assertEquals(2, ((Answer.Solutions) before).rows().size());
        assertEquals(1, ((Answer.Solutions) after).rows().size());
    }

    @Test
    void asksTheClockAndTheSearchIndexEveryTime() throws LimitException {
        HomeFolder home = HomeFolder.in(folder).with("data/a.ttl", "<urn:a> <urn:p> 1 .");
        String now = "SELECT (NOW() AS ?now) {}";
        String found = "SELECT * { ?s <http://jena.apache.org/text#query> \"a\" }";
        CheckCache first = CheckCache.after(null, home.load());
        Answer then = ask(first, now);
        Answer before = ask(first, found);
        CheckCache second = CheckCache.after(first, home.load());
        assertNotSame(then, ask(second, now));
        assertNotSame(before, ask(second, found));
    }

    private static Answer ask(CheckCache cache, String text) throws LimitException {
        Query query = QueryFactory.create(text);
        return cache.answer(text, query, BindingFactory.empty(), Limits.STANDARD);
    }

    private static List<String> errors(Report report) {
        return report.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .map(Finding::toString)
                .toList();
    }

    private static List<String> lines(Report report) {
        return report.findings().stream().map(Finding::toString).toList();
    }
}
