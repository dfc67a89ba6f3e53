package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

class DisagreementsCheckTest {

    @TempDir Path folder;
    private HomeFolder home;

    @BeforeEach
    void letTwoSourcesDisagree() {
        home =
                HomeFolder.in(folder)
                        .with("ontology/v.ttl", prologue() + "v:year ev:singleValued true .")
                        .with("data/sources/2001/one.ttl", prologue() + "id:book v:year 1963 .")
                        .with(
                                "data/sources/2002/two.ttl",
                                prologue() + "id:book v:name \"Book\" ;\n    v:year 1962 .");
    }

    @Test
    void wantsADisagreementAcknowledged() {
        assertEquals(
                List.of(
                        "data/sources/2002/two.ttl:5:12: error: Sources disagree on v:year of"
                                + " id:book: \"1963\" (<https://home.invalid/source/one>) against"
                                + " \"1962\" (<https://home.invalid/source/two>). Acknowledge it in"
                                + " data/editorial/ with an ev:Disagreement (ev:onRecord,"
                                + " ev:onProperty, ev:nature), or correct the value."),
                home.findings());
    }

    @Test
    void isContentWithAnAcknowledgement() {
        home.with(
                "data/editorial/years.ttl",
                prologue()
                        + "id:d a ev:Disagreement ; ev:onRecord id:book ; ev:onProperty v:year .");

        assertEquals(List.of(), home.findings());
    }

    @Test
    void warnsOfAnAcknowledgementWithoutADisagreement() {
        home.with("data/sources/2002/two.ttl", prologue() + "id:book v:year 1963 .")
                .with(
                        "data/editorial/years.ttl",
                        prologue()
                                + "id:d a ev:Disagreement ;\n"
                                + "    ev:onRecord id:book ;\n"
                                + "    ev:onProperty v:year .");

        assertEquals(
                List.of(
                        "data/editorial/years.ttl:5:17: warning: id:d acknowledges a disagreement"
                                + " about id:book, but no two graphs disagree. Remove the"
                                + " acknowledgement."),
                home.findings());
        assertTrue(home.check().passes());
    }

    @Test
    void doesNotWarnWhereABrokenFileMayHoldTheOtherSide() {
        home.with("data/sources/2002/two.ttl", "not Turtle")
                .with(
                        "data/editorial/years.ttl",
                        prologue() + "id:d ev:onRecord id:book ; ev:onProperty v:year .");

        assertEquals(
                List.of("data/sources/2002/two.ttl"),
                home.check().findings().stream().map(f -> f.location().file()).toList());
    }

    private static String prologue() {
        return """
        @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
        @prefix id: <https://home.test/> .
        @prefix v: <https://home.test/v#> .
        """;
    }
}
