package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** Answers drawn as graphs, on pages and as files. */
class GraphViewTest extends LibraryServerTestCase {

    private static final List<String> LOANS =
            List.of(
                    "Mrs Plum → Mending Clocks, \"Fast\" and Slow: 11 August 2024",
                    "Mrs Plum → The Ferry by Moonlight: 29 February 2024",
                    "Mrs Plum → The Tin Orchard: 3 February 2023",
                    "Old Mr Reed → Mending Clocks, \"Fast\" and Slow: 20 November 2023",
                    "Old Mr Reed → The Tin Orchard: 2 May 2024");

    @TempDir Path folder;

    private static Document page(ServedHome home, String path, String language) {
        return Jsoup.parse(
                home.get(path, "Accept", "text/html", "Accept-Language", language).body());
    }

    private static Document file(ServedHome home, String path) {
        HttpResponse<String> response = home.get(path);
        assertEquals(200, response.statusCode(), response::body);
        assertEquals("image/svg+xml", header(response, "Content-Type"));
        return Jsoup.parse(response.body(), "", Parser.xmlParser());
    }

    private static List<String> arrows(org.jsoup.nodes.Element drawing) {
        return drawing.select(".arrow > title").stream().map(e -> e.text()).sorted().toList();
    }

    @Test
    void showsWhatLeadsToWhatOnceForADeskAndOnceForAPhone() {
        Document page = page(library, "query/who-borrowed-what", "en");

        assertEquals(LOANS, arrows(first(page, "svg.wide")));
        assertEquals(LOANS, arrows(first(page, "svg.narrow")));
        assertEquals(5, page.select("svg.wide .arrow path.head").size());
        assertEquals(
                List.of(
                        "/doc/id/member-1",
                        "/doc/id/member-2",
                        "/doc/id/mending-clocks",
                        "/doc/id/the-ferry-by-moonlight",
                        "/doc/id/the-tin-orchard"),
                page.select("svg.wide a.box").stream().map(a -> a.attr("href")).sorted().toList());
        // The table says the same in words, with its sources.
        assertEquals(5, page.select("table.result tbody tr").size());
        assertFalse(page.select(".notes li").isEmpty());
    }

    @Test
    void speaksTheLanguageOfTheReader() {
        Document page = page(library, "query/who-borrowed-what", "zh-Hant");

        assertTrue(page.select("svg.narrow a.box").eachText().toString().contains("錫果園"));
        assertTrue(
                page.select("svg.narrow .arrow text")
                        .text()
                        .replace(" ", "")
                        .contains("2023年2月3日"));
        assertEquals("en", first(page, "svg.narrow a.box text:contains(Mrs Plum)").attr("lang"));
    }

    @Test
    void isAFileWhoseLinksWorkFromAnywhere() {
        Document file = file(library, "query/who-borrowed-what.svg");

        assertEquals(LOANS, arrows(file));
        assertTrue(
                file.select("a").stream()
                        .allMatch(
                                a -> a.attr("href").startsWith(library.uri("doc/id/").toString())),
                file::html);
        assertEquals("Who borrowed which book", first(file, "text.title").text());
        String foot = file.select("text.soft").text();
        assertTrue(foot.contains(library.snapshot().id().substring(0, 12)), foot);
        assertTrue(foot.contains(library.uri("query/who-borrowed-what").toString()), foot);
        assertEquals(0, file.select("script, style, [style]").size());
    }

    @Test
    void isTheSameEveryTime() {
        try (ServedHome other = ServedHome.start(HomeFolder.LIBRARY)) {
            assertEquals(
                    page(library, "query/who-borrowed-what", "en").select("svg.drawing").html(),
                    page(other, "query/who-borrowed-what", "en").select("svg.drawing").html());
        }
    }

    @Test
    void saysWhenItShowsOnlyAPart() {
        HomeFolder home =
                home(
                        100,
                        "#+ view: graph\nSELECT ?a ?b { ?a <https://home.test/to> ?b } ORDER BY ?a");
        try (ServedHome snapshot = ServedHome.start(home)) {
            Document page = page(snapshot, "query/chain", "en");
            assertEquals(60, page.select("svg.wide .box").size());
            assertTrue(
                    page.select("figure .hint").text().startsWith("Only 60 of 101 are drawn"),
                    () -> page.select("figure").text());
            assertEquals(
                    "共 101 個",
                    page(snapshot, "query/chain", "zh-Hant")
                            .select("figure .hint")
                            .text()
                            .replaceAll(".*(共 101 個).*", "$1"));
            assertTrue(
                    file(snapshot, "query/chain.svg").text().contains("Only 60 of 101 are drawn"));
        }
    }

    @Test
    void takesTheNamedColumnsAndJoinsWhatIsSaid() {
        HomeFolder home =
                home(
                        1,
                        """
                        #+ view: graph
                        #+ graph: [b, a, what, how]
                        SELECT ?a ?b ?what ?how {
                            VALUES (?a ?b ?what ?how) {
                                (<https://home.test/n000> <https://home.test/n001> 20 "percent")
                                (<https://home.test/n000> <https://home.test/n001> "half" "at least")
                                (<https://home.test/n000> <https://home.test/n000> UNDEF UNDEF)
                                (<https://home.test/n000> UNDEF "to nobody" UNDEF)
                            }
                        }
                        """);
        try (ServedHome snapshot = ServedHome.start(home)) {
            Document page = page(snapshot, "query/chain", "en");

            assertEquals(
                    List.of(
                            "Number 0 → Number 0",
                            "Number 1 → Number 0: 20 percent; half, at least"),
                    arrows(first(page, "svg.wide")));
            assertEquals(4, page.select("table.result tbody tr").size());
        }
    }

    @Test
    void leavesAnAnswerWithoutTwoThingsToTheTable() {
        HomeFolder home =
                home(
                        1,
                        "#+ view: graph\nSELECT ?a ?n { ?a <https://home.test/to> ?b BIND(1 AS ?n) }");
        try (ServedHome snapshot = ServedHome.start(home)) {
            assertEquals(0, page(snapshot, "query/chain", "en").select("svg.drawing").size());
            assertEquals(404, snapshot.get("query/chain.svg").statusCode());
        }
    }

    @Test
    void aBarHasTheNameOfTheSourceThatItCounts() {
        HomeFolder home =
                home(
                        3,
                        """
                        #+ view: bar
                        SELECT ?g (COUNT(*) AS ?triples) { GRAPH ?g { ?a ?p ?b } } GROUP BY ?g
                        """);
        try (ServedHome snapshot = ServedHome.start(home)) {
            Document page = page(snapshot, "query/chain", "en");

            assertEquals("g", first(page, "table.result thead th").text());
            assertTrue(page.select("table.bars tbody th").text().contains("chain"), page::html);
        }
    }

    /** A chain of so many arrows, and a query about it. */
    private HomeFolder home(int arrows, String query) {
        String triples =
                IntStream.rangeClosed(0, arrows)
                        .mapToObj(i ->
                                "n:n%03d <http://www.w3.org/2000/01/rdf-schema#label> \"Number %d\"@en ; n:to n:n%03d .\n"
                                        .formatted(i, i, i + 1))
                        .collect(Collectors.joining());
        return HomeFolder.in(folder)
                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                .with(
                        "data/chain.ttl",
                        "@prefix n: <https://home.test/> .\n"
                                + triples.replaceAll(
                                        " ; n:to n:n%03d \\.\n$".formatted(arrows + 1), " .\n"))
                .with("queries/chain.rq", query);
    }

    /** Returns the first such element, which has to be there. */
    private static Element first(Element where, String selector) {
        return where.expectFirst(selector);
    }
}
