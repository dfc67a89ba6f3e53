package org.labledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.atlas.json.JSON;
import org.apache.jena.atlas.json.JsonValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger says of single days; expected values are read from the files of the sources. */
@Tag("data")
class DaysTest {

    private static List<Map<String, String>> answer(String address) {
        HttpResponse<String> response =
                ServedLedger.server().get(address, "Accept", "application/sparql-results+json");
        assertEquals(200, response.statusCode(), response::body);
        List<Map<String, String>> rows = new ArrayList<>();
        JSON.parse(response.body())
                .getObj("results")
                .getArray("bindings")
                .map(JsonValue::getAsObject)
                .forEach(values -> {
                    Map<String, String> read = new TreeMap<>();
                    values.keys()
                            .forEach(
                                    name -> read.put(name, values.getObj(name).getString("value")));
                    rows.add(read);
                });
        return rows;
    }

    private static String distinct(List<Map<String, String>> rows, String... columns) {
        return rows.stream()
                .map(row ->
                        List.of(columns).stream()
                                .map(column -> row.getOrDefault(column, "-"))
                                .collect(Collectors.joining(" ")))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /**
     * OpenAI removed Altman on the 17th and named Murati the same day; a verdict puts the start of
     * Shear on the 19th (San Francisco); Altman's return is disputed between the 21st, 22nd and
     * 29th, so that it is certain only from then on. No source dates the beginning of his first
     * time, so that it is never certain.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2023-11-16 | Sam Altman possibly",
                "2023-11-17 | Mira Murati certainly, Sam Altman possibly",
                "2023-11-18 | Mira Murati certainly",
                "2023-11-19 | Emmett Shear certainly, Mira Murati certainly",
                "2023-11-20 | Emmett Shear certainly",
                "2023-11-21 | Emmett Shear certainly, Sam Altman possibly",
                "2023-11-22 | Emmett Shear certainly, Sam Altman possibly",
                "2023-11-23 | Sam Altman possibly",
                "2023-11-29 | Sam Altman certainly"
            })
    void haveTheirChiefExecutives(String day, String expected) {
        List<Map<String, String>> rows =
                answer(
                        "query/office-holders-on-a-day?organization=id:openai"
                                + "&role=code:chiefExecutive&on="
                                + day);

        assertEquals(expected, distinct(rows, "name", "certainty"));
    }

    @Test
    void areToldInChinese() {
        List<Map<String, String>> rows =
                answer(
                        "query/office-holders-on-a-day?organization=id:openai"
                                + "&role=code:chiefExecutive&on=2023-11-20&lang=zh-Hant");

        assertEquals("執行長 艾米特·希爾 確定", distinct(rows, "office", "name", "certainty"));
    }

    /** Sutskever left on the 14th; the end of Leike's time is given as the month only. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Some sources give the year 2023 only; the announcement on 5 July is no start.
                "2022-12-31 | ''",
                "2023-07-04 | Ilya Sutskever possibly, Jan Leike possibly",
                "2024-01-01 | Ilya Sutskever certainly, Jan Leike certainly",
                "2024-05-14 | Ilya Sutskever possibly, Jan Leike possibly",
                "2024-05-15 | Ilya Sutskever possibly, Jan Leike possibly",
                "2024-06-01 | ''"
            })
    void haveTheirLeadersOfATeam(String day, String expected) {
        List<Map<String, String>> rows =
                answer("query/leaders-of-a-team?team=id:openai-superalignment&on=" + day);

        assertEquals(expected, distinct(rows, "name", "certainty"));
    }

    @Test
    void showOnlyWhatHeldOnThePageOfAnOrganization() {
        HttpResponse<String> page =
                ServedLedger.server()
                        .get(
                                "doc/id/openai?on=2023-11-20",
                                "Accept",
                                "text/html",
                                "Accept-Language",
                                "en");
        String body = page.body();
        String offices = body.substring(body.indexOf("id=\"offices-of-an-organization\""));
        offices = offices.substring(0, offices.indexOf("</section>"));

        assertEquals(200, page.statusCode());
        assertTrue(offices.contains("Emmett Shear") && !offices.contains("Sam Altman"), offices);
    }

    /** The rule of the bounds, done again by hand over every date of publication. */
    @ParameterizedTest
    @ValueSource(strings = {"2015-12-11", "2023-11-20", "2024-02-29", "2024-05-31", "2025-12-31"})
    void haveTheirPublishedSources(String day) {
        String all =
                "PREFIX dct: <http://purl.org/dc/terms/>"
                        + " PREFIX ev: <https://w3id.org/lab-ledger/evidence#>"
                        + " PREFIX code: <https://w3id.org/lab-ledger/codes#>"
                        + " SELECT ?source ?issued { ?source dct:issued ?issued"
                        + " FILTER NOT EXISTS { ?source ev:kind code:editorial } }";
        Map<String, String> expected = new TreeMap<>();
        for (Map<String, String> row :
                answer("sparql?query=" + URLEncoder.encode(all, StandardCharsets.UTF_8))) {
            String issued = row.getOrDefault("issued", "");
            String first =
                    switch (issued.length()) {
                        case 4 -> issued + "-01-01";
                        case 7 -> issued + "-01";
                        default -> issued;
                    };
            String last =
                    switch (issued.length()) {
                        case 4 -> issued + "-12-31";
                        case 7 -> YearMonth.parse(issued).atEndOfMonth().toString();
                        default -> issued;
                    };
            if (first.compareTo(day) <= 0) {
                expected.put(
                        row.getOrDefault("source", ""),
                        last.compareTo(day) <= 0 ? "certainly" : "possibly");
            }
        }
        Map<String, String> found = new TreeMap<>();
        answer("query/published-by-a-day?on=" + day)
                .forEach(row ->
                        found.put(
                                row.getOrDefault("source", ""), row.getOrDefault("certainty", "")));

        assertEquals(expected, found);
    }
}
