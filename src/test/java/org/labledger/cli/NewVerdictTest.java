package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;

/** What {@code new} writes has the type of what it stands for. */
class NewVerdictTest {

    /** Pairs of values that exclude each other, and what is typed for the first of each pair. */
    private static final List<List<String>> PAIRS =
            List.of(
                    List.of("\"2026-03-02\"^^xsd:date", "\"2026-03-05\"^^xsd:date", "2026-03-02"),
                    List.of(
                            "\"2026-03\"^^xsd:gYearMonth",
                            "\"2025-12\"^^xsd:gYearMonth",
                            "2026-03"),
                    List.of("\"2026\"^^xsd:gYear", "\"2025\"^^xsd:gYear", "2026"),
                    List.of("20", "30", "20"),
                    List.of("20.5", "30.5", "20.5"),
                    List.of("true", "false", "true"),
                    List.of(
                            "\"2026-03-02T10:00:00Z\"^^xsd:dateTime",
                            "\"2026-03-02T11:00:00Z\"^^xsd:dateTime",
                            "2026-03-02T10:00:00Z"),
                    List.of("\"P4Y\"^^xsd:duration", "\"P5Y\"^^xsd:duration", "P4Y"),
                    List.of("\"2026-03-02\"", "\"on a Monday\"", "2026-03-02"),
                    List.of("t:red", "t:blue", "red"),
                    List.of("t:red", "t:blue", "Red colour"));

    @TempDir Path folder;
    private HomeFolder home = HomeFolder.LIBRARY;

    @BeforeEach
    void aHomeThatDisagrees() {
        StringBuilder one = new StringBuilder();
        StringBuilder other = new StringBuilder();
        StringBuilder notes = new StringBuilder();
        StringBuilder terms = new StringBuilder();
        String prefixes =
                """
                @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                @prefix id: <https://home.test/id/> .
                @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                @prefix sh: <http://www.w3.org/ns/shacl#> .
                @prefix t: <https://home.test/terms#> .
                @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                """;
        for (int i = 0; i < PAIRS.size(); i++) {
            one.append("id:r%d t:p%d %s .%n".formatted(i, i, PAIRS.get(i).get(0)));
            other.append("id:r%d t:p%d %s .%n".formatted(i, i, PAIRS.get(i).get(1)));
            notes.append(
                    "id:d%d a ev:Disagreement ; ev:onRecord id:r%d ; ev:onProperty t:p%d .%n"
                            .formatted(i, i, i));
            terms.append("t:p%d a rdf:Property ; ev:singleValued true .%n".formatted(i));
        }
        home =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with(
                                "ontology/terms.ttl",
                                prefixes
                                        + terms
                                        + """
                                        rdf:type a rdf:Property . rdfs:label a rdf:Property .
                                        ev:Verdict a rdfs:Class . ev:Disagreement a rdfs:Class .
                                        ev:Source a rdfs:Class . ev:prefers a rdf:Property .
                                        ev:onRecord a rdf:Property . ev:onProperty a rdf:Property .
                                        ev:onDisagreement a rdf:Property .
                                        t:due a rdf:Property ; ev:earliestProperty t:dueEarliest .
                                        t:dueEarliest a rdf:Property . t:count a rdf:Property .
                                        t:note a rdf:Property . t:size a rdf:Property ; rdfs:range xsd:decimal .
                                        t:red a t:Colour ; rdfs:label "Red colour" . t:blue a t:Colour .
                                        t:Colour a rdfs:Class . t:Thing a rdfs:Class .
                                        """)
                        .with(
                                "ontology/shapes/fields.ttl",
                                prefixes
                                        + """
                                        t:V a sh:NodeShape ; sh:targetClass ev:Verdict ;
                                            ev:newAs "verdict" ; ev:newIn "data/notes.ttl" ;
                                            sh:property [ sh:path ev:onDisagreement ; sh:class ev:Disagreement ] ,
                                                [ sh:path ev:prefers ] .
                                        t:T a sh:NodeShape ; sh:targetClass t:Thing ;
                                            ev:newAs "thing" ; ev:newIn "data/notes.ttl" ;
                                            sh:property [ sh:path t:due ] , [ sh:path t:count ] ,
                                                [ sh:path t:note ] , [ sh:path t:size ] .
                                        """)
                        .with("data/notes.ttl", prefixes + notes + "id:old t:count 5 .\n")
                        .with("data/one.ttl", prefixes + one)
                        .with("data/other.ttl", prefixes + other);
        assertEquals(List.of(), home.findings());
    }

    @Test
    void aVerdictHasTheTermOfTheSideThatItPrefersWhateverItsType() throws IOException {
        for (int i = 0; i < PAIRS.size(); i++) {
            // Before the disagreement on purpose: what it stands for is known only then.
            CommandRun run =
                    CommandRun.on(
                            home.path(),
                            "new",
                            "verdict",
                            "prefers=" + PAIRS.get(i).get(2),
                            "onDisagreement=d" + i,
                            "--id",
                            "v" + i);
            assertEquals(0, run.status(), run::toString);
            String written = Files.readString(home.path().resolve("data/notes.ttl"));
            String expected = PAIRS.get(i).get(0);
            assertTrue(
                    written.contains(" ev:prefers " + expected + " .")
                            || written.contains(" ev:prefers " + expected + " ;"),
                    () -> expected + " in\n" + written);
        }
        assertEquals(List.of(), home.findings());
    }

    @ParameterizedTest
    @CsvSource({
        "d1, 2025, \"2025-12\"^^xsd:gYearMonth",
        "d3, 20.0, 20",
        "d4, 20.50, 20.5",
        "d5, 1, true",
    })
    void anotherWayOfWritingItIsTheTermOfTheSide(String note, String value, String term) {
        CommandRun run =
                CommandRun.on(
                        home.path(),
                        "new",
                        "verdict",
                        "onDisagreement=" + note,
                        "prefers=" + value,
                        "--id",
                        "v",
                        "--dry-run");
        assertTrue(run.out().contains("ev:prefers " + term), run::toString);
    }

    @Test
    void aLessPreciseDateMustNotMeanBothSides() {
        CommandRun run =
                CommandRun.on(
                        home.path(),
                        "new",
                        "verdict",
                        "onDisagreement=d0",
                        "prefers=2026-03",
                        "--id",
                        "v",
                        "--dry-run");
        assertTrue(
                run.err().contains("\"2026-03\" is ambiguous: 2026-03-02 or 2026-03-05"),
                run::toString);
    }

    @Test
    void aVerdictForAValueThatNoSourceSaysIsRefused() {
        for (String value : List.of("2026-03-03", "March", "true", "id:r0")) {
            CommandRun run =
                    CommandRun.on(
                            home.path(),
                            "new",
                            "verdict",
                            "onDisagreement=d0",
                            "prefers=" + value,
                            "--id",
                            "v");
            assertEquals(1, run.status(), run::toString);
            assertTrue(run.err().contains("no source says \"" + value + "\""), run::err);
            assertTrue(run.err().contains("2026-03-02 or 2026-03-05"), run::err);
        }
    }

    @Test
    void aVerdictForAValueThatNoSourceSaysIsAFinding() {
        String verdict =
                """
                @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                @prefix id: <https://home.test/id/> .
                @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                id:v a ev:Verdict ; ev:onDisagreement id:d0 ; ev:prefers %s .
                """;
        for (String value :
                List.of("\"2026-03-02\"", "\"2026-03-03\"^^xsd:date", "20260302", "id:r0")) {
            home.with("data/verdict.ttl", verdict.formatted(value));
            List<String> findings = home.findings();
            assertEquals(1, findings.size(), findings::toString);
            assertTrue(
                    findings.getFirst().startsWith("data/verdict.ttl:4:")
                            && findings.getFirst().contains("error: ")
                            && findings.getFirst().contains("which no source says"),
                    findings::toString);
        }
        home.with("data/verdict.ttl", verdict.formatted("\"2026-03-05\"^^xsd:date"));
        assertEquals(List.of(), home.findings());
    }

    @Test
    void aFieldWithoutAShapeTakesTheTypeThatOntologyOrDataGiveIt() {
        CommandRun run =
                CommandRun.on(
                        home.path(),
                        "new",
                        "thing",
                        "due=2027",
                        "count=7",
                        "size=7",
                        "note=2027",
                        "note.en=a word",
                        "--id",
                        "thing",
                        "--dry-run");
        for (String expected :
                List.of(
                        "t:due \"2027\"^^xsd:gYear",
                        "t:count 7 ",
                        "t:size \"7\"^^xsd:decimal",
                        "t:note \"2027\"",
                        "\"a word\"@en")) {
            assertTrue(run.out().contains(expected), () -> expected + " in " + run);
        }
    }
}
