package org.labledger.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.labledger.HomeFolder;

/** What has happened did not happen in the future, nor after the page that reports it. */
class PossibleDatesTest {

    private static final String PREFIXES =
            """
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix id: <https://home.test/id/> .
            @prefix pav: <http://purl.org/pav/> .
            @prefix src: <https://home.test/source/> .
            @prefix v: <https://home.test/v#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    v:left "2062-05-14"^^xsd:date        | is in the future
                    v:left "2062"^^xsd:gYear             | is in the future
                    v:left "2062-05"^^xsd:gYearMonth     | is in the future
                    v:resigned "2062-05-14"^^xsd:date    | is in the future
                    ev:saidOn "2062-05-14"^^xsd:date     | is in the future
                    ev:saidOn "2024-05-19"^^xsd:date     | was said after the page
                    ev:saidOn "2024-06"^^xsd:gYearMonth  | was said after the page
                    ev:saidOn "2025"^^xsd:gYear          | was said after the page
                    v:left "2024-06-02"^^xsd:date        | after the page that reports it was read
                    """)
    void isAnErrorIfNot(String statement, String what) {
        List<String> findings = findings("2024-05-17", "", statement);

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(
                findings.getFirst().startsWith("data/sources/a.ttl:11:")
                        && findings.getFirst().contains(": error: ")
                        && findings.getFirst().contains(what),
                findings::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    v:left "2024-06-01"^^xsd:date
                    v:left "2024"^^xsd:gYear
                    v:left "1962-05-14"^^xsd:date
                    v:due "2062-05-14"^^xsd:date
                    ev:saidOn "2024-05-17"^^xsd:date
                    ev:saidOn "2024-05"^^xsd:gYearMonth
                    ev:saidOn "2024"^^xsd:gYear
                    """)
    void isNoErrorIfItMayBeSo(String statement) {
        assertEquals(List.of(), findings("2024-05-17", "", statement));
    }

    @Test
    void isAWarningOneDayLaterUnlessThePageWasUpdated() {
        String next = "ev:saidOn \"2024-05-18\"^^xsd:date";

        List<String> findings = findings("2024-05-17", "", next);
        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.getFirst().contains(": warning: "), findings::toString);
        assertEquals(
                List.of(), findings("2024-05-17", "dct:modified \"2024-05-18\"^^xsd:date ;", next));
    }

    @Test
    void isAnErrorForTheDayOnWhichAPageWasReadOrPublished() {
        String tomorrow = LocalDate.now().plusDays(3).toString();

        List<String> findings = findings(tomorrow, "", "v:left \"2024\"^^xsd:gYear");

        assertTrue(
                findings.stream()
                        .anyMatch(f ->
                                f.contains("a.ttl:8:")
                                        && f.contains("dct:issued")
                                        && f.contains("is in the future")),
                findings::toString);
    }

    @Test
    void holdsForALoanOfTheLibrary() {
        List<String> findings =
                HomeFolder.in(folder)
                        .withAllOf(HomeFolder.LIBRARY)
                        .with(
                                "data/more.ttl",
                                """
                                @prefix lib: <https://library.example/vocab#> .
                                <https://library.example/id/loan-5>
                                    lib:returnedOn "2062-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .
                                """)
                        .findings();

        assertTrue(
                findings.contains(
                        "data/more.ttl:3:20: error: id:loan-5 lib:returnedOn \"2062-01-01\": this day"
                                + " is in the future, but it is that of something that has"
                                + " happened."),
                findings::toString);
    }

    private List<String> findings(String issued, String more, String statement) {
        return HomeFolder.in(folder)
                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                .with(
                        "ontology/v.ttl",
                        PREFIXES
                                + "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
                                + "v:left ev:pastDate true . v:resigned rdfs:subPropertyOf v:left .")
                .with(
                        "data/sources/a.ttl",
                        PREFIXES
                                + "src:a a ev:Source ; dct:issued \""
                                + issued
                                + "\"^^xsd:date ;\n"
                                + more
                                + "\n    pav:retrievedOn \"2024-06-01\"^^xsd:date .\nid:x "
                                + statement
                                + " .")
                .findings();
    }
}
