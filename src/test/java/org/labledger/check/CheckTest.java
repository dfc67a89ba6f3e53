package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

class CheckTest {

    @TempDir Path folder;

    @Test
    void findsNothingWrongWithTheLibrary() {
        Report report = HomeFolder.LIBRARY.check();

        assertEquals(List.of(), report.findings());
        assertTrue(report.passes());
    }

    @Test
    void demandsNothingOfPlainFiles() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/x.ttl", "<http://a.example/x> <http://b.example/y> 1, [] .")
                        .with("data/y.trig", "<g> { <a> a <b> }");

        assertEquals(List.of(), home.findings());
    }

    @Test
    void findsFilesOfEveryKindThatAreNotInUtf8() throws IOException {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "<https://home.test/a> <https://home.test/b> 1 .")
                        .with("queries/q.rq", "SELECT ?o { ?s <https://home.test/b> ?o }")
                        .with("queries/expected/q.csv", "o\n1\n");
        assertEquals(List.of(), home.findings());
        List<String> files =
                List.of(
                        "queries/expected/q.csv",
                        "data/a.ttl",
                        "ontology/rules/r.rq",
                        "ontology/shapes/s.ttl",
                        "queries/checks/c.rq",
                        "queries/q.rq");
        for (String file : files) {
            home.with(file, "");
            Path path = home.path().resolve(file);
            Files.write(path, "#\n# café".getBytes(StandardCharsets.ISO_8859_1));

            List<String> findings = home.findings();

            assertTrue(
                    findings.contains(
                            file
                                    + ":2:6: error: Invalid UTF-8 (byte 0xE9). Save the file as"
                                    + " UTF-8."),
                    findings::toString);
            Files.delete(path);
        }
    }

    @Test
    void findsSyntaxErrorsOfAllFilesAtOnce() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/a.ttl", "<a> <b> .\n")
                        .with("data/b.trig", "<a> <b> 1 .\n\n<g> { no:a <b> 2 }\n")
                        .with("ontology/v.ttl", "<a> <b> \"open .\n")
                        .with("ontology/rules/r.rq", "CONSTRUCT {")
                        .with("ontology/shapes/s.ttl", "a b c")
                        .with("queries/q.rq", "SELECT *\nWHERE { ?s ?p ?o");

        Report report = home.check();

        assertFalse(report.passes());
        assertEquals(
                List.of(
                        "data/a.ttl:1",
                        "data/b.trig:3",
                        "ontology/rules/r.rq:1",
                        "ontology/shapes/s.ttl:1",
                        "ontology/v.ttl:1",
                        "queries/q.rq:2"),
                report.findings().stream()
                        .map(f -> f.location().file() + ":" + f.location().line())
                        .distinct()
                        .toList());
    }

    @Test
    void warnsOfAnIllTypedLiteral() {
        Report report =
                HomeFolder.in(folder)
                        .with(
                                "data/a.ttl",
                                "<a> <b>\n\"x\"^^<http://www.w3.org/2001/XMLSchema#integer> .")
                        .check();

        assertTrue(report.passes());
        assertEquals(1, report.warnings());
        assertEquals("data/a.ttl:2:1", report.findings().getFirst().location().toString());
    }

    /** The rest of a file that breaks off may hold what others refer to. */
    @Test
    void doesNotAccuseOtherFilesOfWhatABrokenFileWouldSay() {
        HomeFolder library =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with("data/authors.ttl", "This is not Turtle.");

        Report report = library.check();

        assertFalse(report.passes());
        assertEquals(
                List.of("data/authors.ttl"),
                report.findings().stream().map(f -> f.location().file()).distinct().toList());
    }

    @Test
    void stillFindsWhatIsWrongInOtherFilesBesideABrokenOne() {
        HomeFolder library =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with("data/authors.ttl", "This is not Turtle.")
                        .with(
                                "data/sources/2019/odd.ttl",
                                """
                                @prefix id: <https://library.example/id/> .
                                @prefix lib: <https://library.example/vocab#> .
                                id:loan-9 a lib:Loan ;
                                    lib:lentTo id:member-1 .
                                """);

        assertEquals(
                List.of(
                        "data/authors.ttl",
                        "data/sources/2019/odd.ttl:3",
                        "data/sources/2019/odd.ttl:4"),
                library.check().findings().stream()
                        .map(f ->
                                f.location().file().contains("odd")
                                        ? f.location().file() + ":" + f.location().line()
                                        : f.location().file())
                        .distinct()
                        .toList());
    }

    @Test
    void givesFindingsInTheOrderOfFilesAndLinesAndEachOnce() {
        List<Finding> findings =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with("data/b.ttl", "<a> <p>\n <missing> ,\n <gone> .")
                        .with("data/a.ttl", "<a> <p> <missing> .")
                        .check()
                        .findings();

        assertEquals(
                List.of("data/a.ttl:1:9", "data/b.ttl:2:2", "data/b.ttl:3:2"),
                findings.stream().map(f -> f.location().toString()).toList());
        assertEquals(findings.stream().distinct().toList(), findings);
    }
}
