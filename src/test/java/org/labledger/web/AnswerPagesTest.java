package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/**
 * Pages say the answer first: a headline, one row for each record, numbers with their units, dates
 * in one grammar, and sources in reading order.
 */
final class AnswerPagesTest {

    private static final String TERMS =
            """
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            @prefix v: <https://home.test/vocab#> .

            v:begin a rdf:Property ; ev:beginning true ; ev:singleValued true ; rdfs:label "begin"@en .
            v:end a rdf:Property ; ev:ending true ; ev:singleValued true ; rdfs:label "end"@en .
            v:seen a rdf:Property ; ev:singleValued true ; rdfs:label "seen"@en .
            v:amount a rdf:Property ; ev:singleValued true ; rdfs:label "amount"@en .
            v:unit a rdf:Property ; sh:order 2 ; ev:qualifies v:amount ; rdfs:label "unit"@en .
            v:bound a rdf:Property ; sh:order 1 ; ev:qualifies v:amount ; rdfs:label "bound"@en .
            v:dollar rdfs:label "dollar"@en, "美元"@zh-Hant ; ev:quantityForm "${}"@en, "{} 美元"@zh-Hant .
            v:most rdfs:label "at most"@en, "至多"@zh-Hant ; ev:quantityForm "up to {}"@en, "最多 {}"@zh-Hant .
            v:number a rdf:Property ; ev:forEditors true ; rdfs:label "number"@en .
            """;

    private static final String PREFIXES =
            """
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix id: <https://home.test/id/> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix src: <https://home.test/source/> .
            @prefix v: <https://home.test/vocab#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    private static final String ASKED =
            """
            #+ title: {en: "Keepers", zh-Hant: "館員"}
            #+ question: {en: "Who kept the library?", zh-Hant: "誰當過館員？"}
            #+ answer: {en: "{#post|keeper|keepers} from {#source} sources[ in {town}], first {post}", zh-Hant: "館員 {#post} 人"}
            #+ view: timeline
            #+ record: post
            #+ hide: [extra]
            PREFIX v: <https://home.test/vocab#>
            SELECT ?post ?begin ?end ?seen ?amount ?unit ?bound ?extra ?source {
                VALUES ?extra { 7 }
                GRAPH ?source { ?post a v:Post
                    OPTIONAL { ?post v:begin ?begin } OPTIONAL { ?post v:end ?end } OPTIONAL { ?post v:seen ?seen }
                    OPTIONAL { ?post v:amount ?amount } OPTIONAL { ?post v:unit ?unit } OPTIONAL { ?post v:bound ?bound } }
                FILTER(!BOUND(?__town) || ?__town = "none")
            }
            ORDER BY ?post ?source
            """;

    @TempDir static Path folder;
    private static ServedHome home;

    @BeforeAll
    static void serve() {
        HomeFolder files =
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with("ontology/terms.ttl", TERMS)
                        .with("queries/keepers.rq", ASKED)
                        .with(
                                "queries/beginning.rq",
                                """
                                #+ title: {en: "Beginning of a post"}
                                #+ heading: {en: "When {} began"}
                                #+ answer: {en: "{post} began: {begin}"}
                                #+ about: v:Post
                                #+ defaults:
                                #+   - post: id:ada
                                PREFIX v: <https://home.test/vocab#>
                                SELECT ?begin ?source { GRAPH ?source { ?_post_iri v:begin ?begin } } ORDER BY ?source
                                """)
                        .with(
                                "ontology/prefixes.ttl",
                                """
                                @prefix sh: <http://www.w3.org/ns/shacl#> .
                                <https://home.test/prefixes>
                                    sh:declare [ sh:prefix "v" ; sh:namespace "https://home.test/vocab#" ] ,
                                        [ sh:prefix "id" ; sh:namespace "https://home.test/id/" ] .
                                """)
                        .with(
                                "data/entities/posts.ttl",
                                PREFIXES
                                        + """
                                        id:ada rdfs:label "Ada"@en . id:ben rdfs:label "Ben"@en .
                                        """)
                        .with(
                                "data/editorial/verdict.ttl",
                                PREFIXES
                                        + """
                                        id:ada-began a ev:Disagreement ; ev:onRecord id:ada ; ev:onProperty v:begin .
                                        id:ada-verdict a ev:Verdict ; ev:onDisagreement id:ada-began ;
                                            ev:prefers "2001-02-03"^^xsd:date ; ev:reason "The contract says so."@en .
                                        """);
        String[] said = {
            "v:begin \"2001-02-03\"^^xsd:date ; v:amount 50000000000 ; v:unit v:dollar ; v:number 1",
            "v:begin \"2001\"^^xsd:gYear ; v:amount 50000000000 ; v:unit v:dollar ; v:bound v:most",
            "v:begin \"1999-01-01\"^^xsd:date",
            "v:end \"2003-05\"^^xsd:gYearMonth",
        };
        for (int i = 0; i < said.length; i++) {
            files =
                    files.with(
                            "data/sources/2001/ada-" + i + ".ttl",
                            PREFIXES
                                    + "src:ada-"
                                    + i
                                    + " a ev:Source . id:ada a v:Post ; "
                                    + said[i]
                                    + " .");
        }
        files =
                files.with(
                        "data/sources/2001/ben.ttl",
                        PREFIXES
                                + """
                                src:ben a ev:Source .
                                id:ben a v:Post ; v:begin "2002-01-01"^^xsd:date ; v:seen "2002-03-04"^^xsd:date .
                                """);
        home = ServedHome.start(files);
    }

    @AfterAll
    static void stop() {
        home.close();
    }

    private static Document page(String path) {
        return Jsoup.parse(home.get(path, "Accept", "text/html").body());
    }

    @Test
    void theHeadingIsTheAnswer() {
        Document page = page("query/keepers?lang=en");

        assertEquals("2 keepers from 5 sources, first Ada", page.expectFirst("h1").text());
        assertTrue(page.title().startsWith("2 keepers from 5 sources"), page::title);
        assertEquals("Who kept the library?", page.expectFirst(".lead .summary").text());
        assertEquals("館員 2 人", page("query/keepers?lang=zh-Hant").expectFirst("h1").text());
    }

    @Test
    void oneRowForEachRecordWithTheAcceptedValueFirst() {
        Document page = page("query/keepers?lang=en");

        assertEquals(List.of("Ada", "Ben"), page.select(".result tbody td:first-child").eachText());
        assertEquals(
                "3 February 2001 1 January 1999",
                page.select(".result tbody tr:first-child td").get(1).text());
        assertEquals("1 January 1999", page.expectFirst(".result td s").text());
        assertEquals("4 sources · 1 differ", page.select(".result td.noted .many > a").text());
        assertTrue(page.select(".result thead").text().indexOf("Extra") < 0, page::html);
    }

    @Test
    void numbersAreWrittenWithTheirUnitsAndBounds() {
        assertEquals(
                List.of("$50 bn", "up to $50 bn"),
                page("query/keepers?lang=en").select(".result .number").eachText());
        assertEquals(
                List.of("500 億美元", "最多 500 億美元"),
                page("query/keepers?lang=zh-Hant").select(".result .number").eachText());
        Document record = page("doc/id/ada?lang=en");
        assertEquals(
                List.of("$50 bn", "up to $50 bn"),
                record.select(".facts .number").eachText(),
                record::html);
        assertEquals(
                List.of(),
                record.select(".fact dt").eachText().stream()
                        .filter(name -> name.matches("(?i)unit|bound|number"))
                        .toList());
    }

    @Test
    void datesFollowOneGrammar() {
        Document page = page("query/keepers?lang=en");

        // Ada: from a day to a month, with a rejected day; Ben: from a day on, seen on a day.
        assertEquals(List.of("bar", "band", "dot hollow"), shapes(page, 1));
        assertEquals(List.of("fade-out", "dot"), shapes(page, 2));
        assertEquals(
                List.of(
                        "on this day",
                        "some time in this period",
                        "from start to end; fades where one is open or unknown",
                        "date we do not accept"),
                page.select(".signs > span").eachText());
    }

    @Test
    void aSearchHasReadyAnswers() {
        assertEquals(
                List.of("2 keepers from 5 sources, first Ada"),
                page("search?q=who%20kept%20the%20library&lang=en").select(".ready a").eachText());
        Document named = page("search?q=Ben%20beginning&lang=en");
        assertEquals(List.of("Ben began: 1 January 2002"), named.select(".ready a").eachText());
        assertEquals("/query/beginning?post=id:ben", named.select(".ready a").attr("href"));
        // A name alone is the thing itself.
        assertEquals(0, page("search?q=Ben").select(".ready a").size());
    }

    @Test
    void twoThingsStandSideBySide() {
        Document page = page("compare?a=id:ada&b=id:ben&lang=en");

        assertEquals("Ada and Ben compared", page.expectFirst("h1").text());
        assertEquals(
                List.of("When Ada began", "When Ben began"),
                page.select(".beside .section h2").eachText());
        assertEquals(List.of("Ada", "Ben"), page.select("#p-a option:not([value=''])").eachText());
        assertEquals(
                "/compare?a=id:ada",
                page("doc/id/ada").select(".use a[href^='/compare']").attr("href"));
        assertEquals(0, page("compare?a=id:nobody").select(".beside").size());
    }

    @Test
    void aReportSaysWhatItIsAbout() {
        Document record = page("doc/id/ada?lang=en");
        String href = record.select(".use a:contains(Report)").attr("href");
        Document report = page(href.substring(1));

        String message = report.expectFirst("textarea").text();
        assertTrue(message.startsWith("About: Ada"), message);
        assertTrue(message.contains("/doc/id/ada"), message);
        assertTrue(message.contains(record.select(".colophon code").attr("title")), message);
        // Nowhere to send it is said, and no address of another site is taken over.
        assertTrue(report.text().contains("names no address"), report::text);
        assertEquals(
                0,
                page("report?about=https://elsewhere.example/")
                        .select("main p a[href^=http]")
                        .size());
    }

    private static List<String> shapes(Document page, int lane) {
        return page.select(".lane").get(lane).select("circle, rect").eachAttr("class");
    }

    @Test
    void notesAreNumberedInReadingOrderAndLeadBack() {
        Document page = page("query/keepers?lang=en");

        assertEquals(
                IntStream.rangeClosed(1, 5).mapToObj(i -> "note-" + i).toList(),
                page.select(".notes li").eachAttr("id"));
        assertEquals(
                List.of("#note-1", "#note-1", "#note-5"),
                page.select(".result .noted a:not(.record)").eachAttr("href"));
        for (String back : page.select(".notes .back").eachAttr("href")) {
            assertEquals(1, page.select(back).size(), back);
        }
    }
}
