package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.http.Negotiation;
import org.labledger.problem.ProblemException;
import org.labledger.result.Format;

class NegotiationTest {

    private static final List<Format> RESULTS = Format.ofRows();
    private static final List<Format> GRAPHS = Format.ofGraphs();

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "*/*", "application/*", "text/html, */*;q=0.1", "*/*;q=0.001"})
    void givesTheFavouriteToWhoeverTakesAnything(String accept) {
        assertEquals(Optional.of(Format.JSON), choose(accept, RESULTS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/sparql-results+json        | JSON
                    application/json                       | JSON
                    application/sparql-results+xml         | XML
                    text/csv                               | CSV
                    TEXT/CSV                               | CSV
                    text/csv; charset=utf-8                | CSV
                    text/tab-separated-values              | TSV
                    text/plain                             | TABLE
                    text/*                                 | CSV
                    text/html, text/csv                    | CSV
                    """)
    void givesWhatIsNamed(String accept, Format format) {
        assertEquals(Optional.of(format), choose(accept, RESULTS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text/csv;q=0.5, application/sparql-results+xml       | XML
                    application/sparql-results+xml;q=0.5, text/csv;q=0.6 | CSV
                    text/csv;q=0.9,application/json;q=0.8                | CSV
                    text/csv;q=0.8,application/json;q=0.9                | JSON
                    text/csv;q=0.5, */*;q=0.1                            | CSV
                    text/csv ; q=0.5 , text/tab-separated-values ; q=0.7 | TSV
                    text/csv, application/sparql-results+json            | JSON
                    text/csv;charset=utf-8;q=0.2, application/json;q=0.1 | CSV
                    """)
    void mindsTheQualityValues(String accept, Format format) {
        assertEquals(Optional.of(format), choose(accept, RESULTS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text/*, text/csv;q=0.1                                | TSV
                    */*, application/sparql-results+json;q=0              | XML
                    application/*;q=0, */*                                | CSV
                    application/json;q=0.1, */*;q=0.5                     | XML
                    application/json, application/sparql-results+json;q=0 | NONE
                    text/*;q=0.1, text/tab-separated-values;q=0           | CSV
                    """)
    void letsTheMostSpecificRangeDecide(String accept, String format) {
        assertEquals(format, choose(accept, RESULTS).map(Format::name).orElse("NONE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/pdf",
                "text/html",
                "text/turtle",
                "text/csv;q=0",
                "*/*;q=0",
                "image/*",
                "nonsense",
                ", ,",
                "text/csv;q=high",
            })
    void givesNothingToWhoeverWantsSomethingElse(String accept) {
        assertEquals(Optional.empty(), choose(accept, RESULTS));
    }

    @Test
    void choosesAmongTheFormatsOfGraphs() {
        assertEquals(Optional.of(Format.TURTLE), choose(null, GRAPHS));
        assertEquals(Optional.of(Format.TURTLE), choose("*/*", GRAPHS));
        assertEquals(Optional.of(Format.JSON_LD), choose("application/ld+json", GRAPHS));
        assertEquals(
                Optional.of(Format.RDF_XML),
                choose("application/rdf+xml, text/turtle;q=0.9", GRAPHS));
        assertEquals(Optional.of(Format.JSON_LD), choose("application/json", GRAPHS));
        assertEquals(Optional.of(Format.TURTLE), choose("text/turtle, application/json", GRAPHS));
        assertEquals(Optional.empty(), choose("text/csv", GRAPHS));
    }

    @Test
    void prefersTheParameterToTheSuffixAndTheSuffixToAccept() {
        Optional<String> accept = Optional.of("text/csv");
        List<String> xml = List.of("xml");
        Optional<String> tsv = Optional.of("tsv");
        Optional<String> none = Optional.empty();
        List<String> noName = List.of();

        assertEquals(Optional.of(Format.CSV), find(new Negotiation(noName, none, accept)));
        assertEquals(Optional.of(Format.TSV), find(new Negotiation(noName, tsv, accept)));
        assertEquals(Optional.of(Format.XML), find(new Negotiation(xml, tsv, accept)));
        assertEquals(Optional.of(Format.XML), find(new Negotiation(xml, none, none)));
    }

    /** Clients name one format in several ways at once; two formats at once are a mistake. */
    @Test
    void takesSeveralNamesOfOneFormat() {
        Optional<String> none = Optional.empty();

        assertEquals(
                Optional.of(Format.TSV),
                find(new Negotiation(List.of("tsv", "text/tab-separated-values"), none, none)));
        assertEquals(
                Optional.of(Format.JSON),
                find(new Negotiation(List.of("", "application/sparql-results json"), none, none)));
        assertEquals(Optional.empty(), find(new Negotiation(List.of("tsv", "csv"), none, none)));
    }

    @ParameterizedTest
    @CsvSource({"docx, tsv, 400", ", docx, 404", ", , 406"})
    void saysWhatIsAvailableWhereNothingSuits(String format, String suffix, int status) {
        Negotiation negotiation =
                new Negotiation(
                        Stream.ofNullable(format).toList(),
                        Optional.ofNullable(suffix),
                        Optional.of("image/png"));

        ProblemException refused =
                assertThrows(
                        ProblemException.class,
                        () -> negotiation.choose("The answer", Offers.of(RESULTS)));

        assertEquals(status, refused.problem().status());
        assertTrue(
                refused.getMessage().contains("The answer is available as "), refused::getMessage);
        for (Format offered : RESULTS) {
            assertTrue(
                    refused.getMessage()
                            .contains(offered.mediaType() + " (" + offered.suffix() + ")"),
                    refused::getMessage);
        }
    }

    private static Optional<Format> choose(@Nullable String accept, List<Format> formats) {
        return Negotiation.by(Optional.ofNullable(accept))
                .find(Offers.of(formats))
                .map(Optional::orElseThrow);
    }

    private static Optional<Format> find(Negotiation negotiation) {
        return negotiation.find(Offers.of(RESULTS)).map(Optional::orElseThrow);
    }
}
