package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** A verdict prefers something that a source says. */
class VerdictsTest {

    private static final String PREFIXES =
            """
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix v: <https://home.invalid/v#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    @TempDir private Path folder;

    @Test
    void isAnErrorForAStringWhereSourcesSayDates() {
        assertEquals(
                List.of(
                        "data/e.ttl:5:48: error: v:verdict prefers \"2026-03-02\", which no source"
                                + " says. Sources say: \"2026-03-01\"^^xsd:date,"
                                + " \"2026-03-02\"^^xsd:date. Write \"2026-03-02\"^^xsd:date as it stands"
                                + " there."),
                findings("\"2026-03-02\"", "ev:onRecord v:r ; ev:onProperty v:on"));
    }

    @Test
    void isAnErrorForAValueThatNoSourceSays() {
        assertEquals(
                List.of(
                        "data/e.ttl:5:48: error: v:verdict prefers \"2026-03-09\"^^xsd:date, which no"
                                + " source says. Sources say: \"2026-03-01\"^^xsd:date,"
                                + " \"2026-03-02\"^^xsd:date."),
                findings("\"2026-03-09\"^^xsd:date", "ev:onRecord v:r ; ev:onProperty v:on"));
        assertEquals(
                List.of(
                        "data/e.ttl:5:48: error: v:verdict prefers v:other, which no source says."
                                + " Sources say: v:one, v:two."),
                findings("v:other", "ev:between v:one, v:two"));
    }

    @Test
    void isNoneForOneOfTheSides() {
        assertEquals(
                List.of(),
                findings("\"2026-03-02\"^^xsd:date", "ev:onRecord v:r ; ev:onProperty v:on"));
        assertEquals(List.of(), findings("v:two", "ev:between v:one, v:two"));
    }

    private List<String> findings(String preferred, String disagreement) {
        return HomeFolder.in(folder)
                .with("ontology/v.ttl", PREFIXES + "v:on ev:singleValued true .")
                .with("data/a.ttl", PREFIXES + "v:r v:on \"2026-03-01\"^^xsd:date .")
                .with("data/b.ttl", PREFIXES + "v:r v:on \"2026-03-02\"^^xsd:date .")
                .with(
                        "data/e.ttl",
                        PREFIXES
                                + "v:dis "
                                + disagreement
                                + " ; ev:nature v:typo .\nv:verdict ev:onDisagreement v:dis ; ev:prefers "
                                + preferred
                                + " .")
                .findings()
                .stream()
                .filter(f -> !f.contains("Sources disagree"))
                .toList();
    }
}
