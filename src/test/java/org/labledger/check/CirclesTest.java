package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** Nothing retells, follows or is part of itself. */
class CirclesTest {

    private static final String PREFIXES =
            """
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix s: <https://home.invalid/source/> .
            @prefix v: <https://home.invalid/v#> .
            """;

    @TempDir private Path folder;

    @Test
    void aSourceDoesNotRetellItself() {
        assertEquals(
                List.of("data/sources/a.ttl:4:16: error: s:a ev:retells itself."),
                retelling("s:a ev:retells s:a ."));
    }

    @Test
    void sourcesDoNotRetellEachOtherInACircleWhateverTheWords() {
        assertEquals(
                List.of(
                        "data/sources/a.ttl:4:16: error: s:a ev:retells s:b, which ev:translationOf s:c,"
                                + " which ev:retells s:a: a circle."),
                retelling(
                        "s:a ev:retells s:b .",
                        "s:b ev:translationOf s:c .",
                        "s:c ev:retells s:a . s:d ev:retells s:a ."));
    }

    @Test
    void twoSourcesMayRetellOne() {
        assertEquals(
                List.of(),
                retelling("s:a ev:retells s:c .", "s:b ev:retells s:a, s:c .", "s:c v:x 1 ."));
    }

    @Test
    void aPropertyThatIsMarkedAdmitsNoneEither() {
        assertEquals(
                List.of(
                        "data/sources/a.ttl:4:13: error: s:a v:after s:b, which v:after s:a: a"
                                + " circle."),
                retelling("s:a v:after s:b . s:b v:after s:a ."));
    }

    private List<String> retelling(String... files) {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with(
                                "ontology/v.ttl",
                                PREFIXES
                                        + "v:after ev:acyclic true . ev:translationOf"
                                        + " <http://www.w3.org/2000/01/rdf-schema#subPropertyOf>"
                                        + " ev:retells .");
        for (int i = 0; i < files.length; i++) {
            home.with("data/sources/" + (char) ('a' + i) + ".ttl", PREFIXES + files[i]);
        }
        return home.findings();
    }
}
