package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** Answers drawn as bars, and as timelines, on pages and as files. */
@Timeout(60)
class BarViewTest {

    private static final String TWO_NUMBERS =
            """
            #+ view: bar
            #+ labels: {against: {en: verdicts against it, zh-Hant: 不採其說的裁定}}
            BARS
            SELECT ?name ?against ?corrected {
                VALUES (?name ?against ?corrected) { ("a" 1 9) ("b" 4 0) ("c" 2 1) }
            }
            """;

    @TempDir Path folder;

    private ServedHome serve(String query) {
        return ServedHome.start(
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with("queries/shown.rq", query));
    }

    private static Document page(ServedHome home, String language) {
        return Jsoup.parse(
                home.get("query/shown", "Accept", "text/html", "Accept-Language", language).body());
    }

    private static Document file(ServedHome home) {
        return Jsoup.parse(home.get("query/shown.svg").body(), "", Parser.xmlParser());
    }

    /** Where the pieces of a bar begin and how long they are. */
    private static List<String> pieces(Element bar) {
        return bar.select("rect").stream().map(r -> r.attr("x") + " " + r.attr("width")).toList();
    }

    @Test
    void sayWhatTheyMeasure() {
        try (ServedHome home = serve(TWO_NUMBERS.replace("BARS\n", ""))) {
            assertEquals(
                    List.of("name", "verdicts against it"),
                    page(home, "en").select(".bars thead th").eachText());
            assertEquals("不採其說的裁定", page(home, "zh-Hant").expectFirst(".bars thead .keys").text());
            assertTrue(file(home).text().contains("Verdicts against it"), file(home)::text);
        }
    }

    @Test
    void areAsLongAsTheirNumbersTogether() {
        try (ServedHome home =
                serve(TWO_NUMBERS.replace("BARS", "#+ bars: [against, corrected]"))) {
            Document page = page(home, "en");

            assertEquals(
                    "verdicts against it + corrected",
                    page.expectFirst(".bars thead .keys").text());
            assertEquals(
                    List.of("1 + 9", "4 + 0", "2 + 1"),
                    page.select(".bars tbody .numeric").eachText());
            assertEquals(
                    List.of(
                            List.of("0.00% 10.00%", "10.00% 90.00%"),
                            List.of("0.00% 40.00%", "40.00% 0.00%"),
                            List.of("0.00% 20.00%", "20.00% 10.00%")),
                    page.select(".bars tbody tr").stream().map(BarViewTest::pieces).toList());
            assertEquals(
                    List.of("1 + 9", "4 + 0", "2 + 1"),
                    file(home).select("rect.mark + text").eachText());
        }
    }

    @Test
    void sayWhenTheyAreOnlyAPart() {
        String rows =
                IntStream.range(0, 50)
                        .mapToObj(i -> "(\"n%d\" %d)".formatted(i, 100 - i))
                        .collect(Collectors.joining(" "));
        try (ServedHome home =
                serve("#+ view: bar\nSELECT ?name ?n { VALUES (?name ?n) { " + rows + " } }")) {
            Document page = page(home, "en");

            assertEquals(40, page.select(".bars tbody tr").size());
            String part = "Only the first 40 of 50 rows are drawn. The table has them all.";
            assertEquals(part, page.expectFirst("figure .hint").text());
            assertEquals(25, page.select(".result tbody tr").size());
            assertEquals("Show all 50", page.expectFirst("a[href$='rows=all']").text());
            Document whole =
                    Jsoup.parse(home.get("query/shown?rows=all", "Accept", "text/html").body());
            assertEquals(50, whole.select(".result tbody tr").size());
            assertEquals(40, whole.select(".bars tbody tr").size());
            assertTrue(file(home).text().contains(part), file(home)::text);
        }
    }

    @Test
    void sentencesHaveNoChart() {
        try (ServedHome home =
                serve(
                        """
                        #+ view: timeline
                        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
                        SELECT ?said ?day {
                            VALUES (?said ?day) {
                                ("Nothing was ever delivered of all that had been promised to the team." "2024-05-17"^^xsd:date)
                                ("Never." "2024-05-18"^^xsd:date)
                            }
                        }
                        """)) {
            Document page = page(home, "en");

            assertEquals(2, page.select(".result tbody tr").size(), page::html);
            assertTrue(page.select(".lanes").isEmpty(), page::html);
            assertEquals(404, home.get("query/shown.svg").statusCode());
        }
    }

    @Test
    void whatHasNoDateIsInTheTableButHasNoLane() {
        try (ServedHome home =
                serve(
                        """
                        #+ view: timeline
                        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
                        SELECT ?who ?day {
                            VALUES (?who ?day) {
                                ("Ada" "2024-05-17"^^xsd:date) ("Ben" "2024-05-18"^^xsd:date) ("Cyd" UNDEF)
                            }
                        }
                        """)) {
            Document page = page(home, "en");

            assertEquals(
                    List.of("Ada", "Ben", "Cyd"),
                    page.select(".result tbody td:first-child").eachText());
            assertEquals(
                    List.of("Ada", "Ben"),
                    page.select(".lane:not(.axis) .name").eachText(),
                    page::html);
            assertEquals(2, page.select(".lanes .lane circle.dot").size(), page::html);
            assertTrue(
                    page.select(".lanes .lane circle.dot").stream()
                            .allMatch(dot -> dot.attr("cx").endsWith("%")),
                    page::html);
        }
    }
}
