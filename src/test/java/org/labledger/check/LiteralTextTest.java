package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/** Texts hold what was meant: no lost letters, no invisible ones, none of another language. */
class LiteralTextTest {

    private static final String LABEL =
            """
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            <a> rdfs:comment "a" ;
                %s .
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rdfs:label \"\"@en",
                "rdfs:label \" \\u3000\"",
                "rdfs:comment \"\"@en",
                "rdfs:label \"two\\nlines\"@en",
                "rdfs:label \"two\\u2028lines\"@en",
                "rdfs:label \"a\\tb\"@en",
                "skos:altLabel \" padded\"@en",
                "skos:prefLabel \"padded\\u00A0\"@en",
                "rdfs:label \"Caf\\uFFFD\"@fr",
                "rdfs:comment \"a \\uFFFD b\"@zh-Hant",
                "rdfs:label \"left\\u200Eright\"@en",
                "rdfs:comment \"\\u202Egnp.exe\"@en",
                "rdfs:label \"\\u2066x\\u2069\"@he",
                "rdfs:label \"zero\\u200Bwidth\"@en",
                "rdfs:label \"\\uFEFFmark\"@en",
                "rdfs:comment \"bell \\u0007\"",
                "rdfs:label \"王小明\"@en",
                "rdfs:label \"Wang 王\"@en-GB",
                "rdfs:label \"Илья\"@de",
                "rdfs:label \"東京\"@ja-Latn",
                "rdfs:comment \"他在二〇一四年離開\"@en",
                "rdfs:seeAlso <https://a.example/\\u200Ex>",
            })
    void isReportedIfItCannotBeMeant(String statement) {
        List<String> findings = findings(statement);

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(
                findings.getFirst().matches("data/a\\.ttl:4:\\d+: (error|warning): .*"),
                findings::toString);
        assertEquals(
                statement.contains("abel") || !findings.getFirst().contains(": it has "),
                findings.getFirst().contains(": error: "),
                findings::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rdfs:label \"王小明\"@zh-Hant",
                "rdfs:label \"OpenAI\"@zh-Hant",
                "rdfs:label \"東京タワー\"@ja",
                "rdfs:label \"Tōkyō\"@ja-Latn",
                "rdfs:label \"Илья\"@ru",
                "rdfs:label \"王小明\"",
                "rdfs:label \"α-particle, 20 °C – “so”\"@en",
                "rdfs:comment \"He wrote 數百億美元, tens of billions.\"@en",
                "rdfs:comment \"two\\nlines\"@en",
                "rdfs:comment \"\"",
                "rdfs:label \"שלום\\u200F!\"@he",
                "rdfs:label \"نمی\\u200Cخواهم\"@fa",
                "rdfs:label \"👩\\u200D💻\"@en",
            })
    void isLeftAloneIfItMayBeMeant(String statement) {
        assertEquals(List.of(), findings(statement));
    }

    @Test
    void namesTheCharacterAndWhatStandsBeforeIt() {
        assertEquals(
                List.of(
                        "data/a.ttl:4:16: error: <https://home.invalid/a> rdfs:label: it has a"
                                + " directional mark (U+200E) after \"left\"."),
                findings("rdfs:label \"left\\u200Eright\"@en"));
    }

    private List<String> findings(String statement) {
        return HomeFolder.in(folder).with("data/a.ttl", LABEL.formatted(statement)).findings();
    }
}
