package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.http.Negotiation;
import org.labledger.result.AnswerFormat;

class NegotiationTest {

    private static final List<AnswerFormat> RESULTS = AnswerFormat.offered(false);
    private static final List<AnswerFormat> GRAPHS = AnswerFormat.offered(true);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "*/*", "application/*", "text/html, */*;q=0.1", "*/*;q=0.001"})
    void givesTheFavouriteToWhoeverTakesAnything(String accept) {
        assertEquals(Optional.of(AnswerFormat.JSON), Negotiation.choose(accept, RESULTS));
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
    void givesWhatIsNamed(String accept, AnswerFormat format) {
        assertEquals(Optional.of(format), Negotiation.choose(accept, RESULTS));
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
    void mindsTheQualityValues(String accept, AnswerFormat format) {
        assertEquals(Optional.of(format), Negotiation.choose(accept, RESULTS));
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
        assertEquals(
                format, Negotiation.choose(accept, RESULTS).map(AnswerFormat::name).orElse("NONE"));
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
        assertEquals(Optional.empty(), Negotiation.choose(accept, RESULTS));
    }

    @Test
    void choosesAmongTheFormatsOfGraphs() {
        assertEquals(Optional.of(AnswerFormat.TURTLE), Negotiation.choose(null, GRAPHS));
        assertEquals(Optional.of(AnswerFormat.TURTLE), Negotiation.choose("*/*", GRAPHS));
        assertEquals(
                Optional.of(AnswerFormat.JSON_LD),
                Negotiation.choose("application/ld+json", GRAPHS));
        assertEquals(
                Optional.of(AnswerFormat.RDF_XML),
                Negotiation.choose("application/rdf+xml, text/turtle;q=0.9", GRAPHS));
        assertEquals(Optional.empty(), Negotiation.choose("application/json", GRAPHS));
        assertEquals(Optional.empty(), Negotiation.choose("text/csv", GRAPHS));
    }
}
