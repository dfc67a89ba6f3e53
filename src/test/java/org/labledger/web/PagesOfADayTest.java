package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.header;
import static org.labledger.web.ServedHome.json;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/** The page of a thing on a day ({@code ?on=}): a harbour, and the boats that lay in it. */
class PagesOfADayTest extends LibraryServerTestCase {

    private static final String ONTOLOGY =
            """
            @prefix : <https://home.test/vocab#> .
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            :Harbour a rdfs:Class ; rdfs:label "Harbour"@en .
            :Stay a rdfs:Class ; rdfs:label "Stay"@en .
            :harbour a rdf:Property ; rdfs:label "harbour"@en .
            :crane a rdf:Property ; rdfs:label "crane"@en .
            :arrived a rdf:Property ; rdfs:label "arrived"@en ; ev:singleValued true ; ev:beginning true .
            :sailed a rdf:Property ; rdfs:label "sailed"@en ; ev:singleValued true ; ev:ending true .
            """;

    private static final String PREFIXES =
            """
            @prefix : <https://home.test/vocab#> .
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix id: <https://home.test/id/> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    /** What the harbour master wrote down; the pilot says some days otherwise. */
    private static final String MASTER =
            PREFIXES
                    + """
                    id:harbour a :Harbour ; rdfs:label "The harbour"@en ; :crane id:old-crane, id:new-crane .
                    id:old-crane rdfs:label "Old crane"@en ; :sailed "1930"^^xsd:gYear .
                    id:new-crane rdfs:label "New crane"@en ; :arrived "1930"^^xsd:gYear .
                    id:gull a :Stay ; :harbour id:harbour ; rdfs:label "Gull"@en ;
                        :arrived "1929-05-10"^^xsd:date ; :sailed "1929-05-20"^^xsd:date .
                    id:tern a :Stay ; :harbour id:harbour ; rdfs:label "Tern"@en ;
                        :arrived "1929-05"^^xsd:gYearMonth .
                    id:auk a :Stay ; :harbour id:harbour ; rdfs:label "Auk"@en ;
                        :sailed "1929-05-31"^^xsd:date .
                    id:wreck a :Stay ; :harbour id:harbour ; rdfs:label "Wreck"@en .
                    id:skua a :Stay ; :harbour id:harbour ; rdfs:label "Skua"@en ;
                        :arrived "1929"^^xsd:gYear .
                    id:petrel a :Stay ; :harbour id:harbour ; rdfs:label "Petrel"@en ;
                        :arrived "1929-05-12"^^xsd:date .
                    id:fulmar a :Stay ; :harbour id:harbour ; rdfs:label "Fulmar"@en ;
                        :arrived "1929-05-12"^^xsd:date .
                    """;

    private static final String PILOT =
            PREFIXES
                    + """
                    id:skua :arrived "1929-05-14"^^xsd:date .
                    id:petrel :arrived "1929-05-18"^^xsd:date .
                    id:fulmar :arrived "1929-05-18"^^xsd:date .
                    id:when-did-fulmar-arrive a ev:Disagreement ;
                        ev:onRecord id:fulmar ; ev:onProperty :arrived .
                    id:fulmar-arrived-late a ev:Verdict ;
                        ev:onDisagreement id:when-did-fulmar-arrive ; ev:prefers "1929-05-18"^^xsd:date .
                    """;

    private static String query(String title, String parameter) {
        return """
        #+ title: %s
        #+ about: https://home.test/vocab#Harbour
        SELECT ?stay ?day
        WHERE { ?stay <https://home.test/vocab#harbour> ?_harbour_iri . BIND(%s AS ?day) }
        ORDER BY ?stay
        """
                .formatted(title, parameter);
    }

    @TempDir static Path folder;
    private static ServedHome harbour;

    @BeforeAll
    static void serve() {
        harbour =
                ServedHome.start(
                        HomeFolder.in(folder)
                                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                                .with("ontology/vocab.ttl", ONTOLOGY)
                                .with("data/master.ttl", MASTER)
                                .with("data/pilot.ttl", PILOT)
                                .with("queries/any.rq", query("Any day", "\"-\""))
                                .with("queries/may.rq", query("Maybe a day", "?__on_date"))
                                .with("queries/must.rq", query("A day", "?_on_date")));
    }

    @AfterAll
    static void stop() {
        harbour.close();
    }

    private static Document page(ServedHome home, String address) {
        HttpResponse<String> response =
                home.get(address, "Accept", "text/html", "Accept-Language", "en");
        assertEquals(200, response.statusCode(), response::body);
        return Jsoup.parse(response.body(), home.uri("").toString());
    }

    /** Returns the records that name the thing, each with its mark. */
    private static List<String> mentioned(Document page) {
        return page.select(".mention li").stream().map(Element::text).sorted().toList();
    }

    @Test
    void showsAllRecordsWithoutADay() {
        Document page = page(harbour, "doc/id/harbour");

        assertEquals(
                List.of("Auk", "Fulmar", "Gull", "Petrel", "Skua", "Tern", "Wreck"),
                mentioned(page));
        assertTrue(page.select(".day .chosen").isEmpty(), page::html);
        assertEquals("", page.select(".day input[type=date]").attr("value"));
    }

    /** Worked out by hand from the two accounts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Nothing has arrived; Auk and Wreck have no arrival.
                "1928-12-31 | Auk possibly, Wreck | 5",
                // The year of Skua has begun, but the pilot knows the day.
                "1929-01-01 | Auk possibly, Wreck | 5",
                // The month of Tern has begun.
                "1929-05-01 | Auk possibly, Tern possibly, Wreck | 4",
                "1929-05-10 | Auk possibly, Gull, Tern possibly, Wreck | 3",
                // Petrel is disputed; of Fulmar a verdict rejects this day.
                "1929-05-12 | Auk possibly, Gull, Petrel possibly, Tern possibly, Wreck | 2",
                "1929-05-14 | Auk possibly, Gull, Petrel possibly, Skua, Tern possibly, Wreck | 1",
                "1929-05-18 | Auk possibly, Fulmar, Gull, Petrel, Skua, Tern possibly, Wreck | 0",
                // The day of sailing is the last.
                "1929-05-20 | Auk possibly, Fulmar, Gull, Petrel, Skua, Tern possibly, Wreck | 0",
                "1929-05-21 | Auk possibly, Fulmar, Petrel, Skua, Tern possibly, Wreck | 1",
                "1929-05-31 | Auk possibly, Fulmar, Petrel, Skua, Tern, Wreck | 1",
                "1929-06-01 | Fulmar, Petrel, Skua, Tern, Wreck | 2"
            })
    void leavesOutAndMarksRecordsByTheirDates(String day, String expected, int leftOut) {
        Document page = page(harbour, "doc/id/harbour?on=" + day);

        assertEquals(List.of(expected.split(", ")), mentioned(page));
        String count =
                switch (leftOut + 1) {
                    // The new crane is not there in any of these years.
                    case 1 -> "One record is left out";
                    default -> (leftOut + 1) + " records are left out";
                };
        assertTrue(page.select(".day .chosen").text().contains(count), page::text);
    }

    @ParameterizedTest
    @CsvSource({
        "1929-12-31, Old crane possibly",
        "1930-06-01, New crane possibly Old crane possibly",
        "1931-01-01, New crane"
    })
    void limitsTheValuesOfFacts(String day, String cranes) {
        Document page = page(harbour, "doc/id/harbour?on=" + day);

        assertEquals(
                cranes,
                String.join(
                        " ",
                        page.select(".fact:has(dt:contains(crane)) dd").stream()
                                .map(dd -> dd.text().replaceAll("\\s*\\d*$", ""))
                                .sorted()
                                .toList()));
    }

    @Test
    void asksSavedQueriesForTheDay() {
        Document whole = page(harbour, "doc/id/harbour");
        Document page = page(harbour, "doc/id/harbour?on=1929-05-15");

        assertEquals(List.of("any", "may"), sections(whole));
        assertEquals(List.of("any", "may", "must"), sections(page));
        assertTrue(page.select("#may").text().contains("15 May 1929"), page::text);
        assertTrue(page.select("#must").text().contains("15 May 1929"), page::text);
        assertFalse(page.select("#must").text().contains("Not limited"), page::text);
        assertTrue(page.select("#any").text().contains("Not limited to this day."), page::text);
        assertFalse(whole.text().contains("Not limited"), whole::text);
        assertTrue(
                page.select("#may .onwards a").attr("href").contains("on=1929-05-15"), page::html);
    }

    private static List<String> sections(Document page) {
        return page.select("section.section").stream().map(Element::id).sorted().toList();
    }

    @Test
    void saysTheDayAndLeadsBack() {
        Document page = page(harbour, "doc/id/harbour?on=1929-05-15&lang=en");

        Element banner = page.expectFirst(".day .chosen");
        assertEquals("1929-05-15", banner.select("time").attr("datetime"));
        assertTrue(banner.text().startsWith("On 15 May 1929"), banner::text);
        assertEquals("/doc/id/harbour", banner.select("a").attr("href"));
        Element form = page.expectFirst(".day form");
        assertEquals("get", form.attr("method"));
        assertEquals("/doc/id/harbour", form.attr("action"));
        assertEquals("1929-05-15", form.select("input[type=date][name=on]").attr("value"));
        assertEquals("en", form.select("input[name=lang]").attr("value"));
        assertTrue(
                page.select("a[hreflang=zh-Hant]").attr("href").contains("on=1929-05-15"),
                page::html);
        // Data come whole.
        assertTrue(
                page.select("a[type]").stream().noneMatch(a -> a.attr("href").contains("on=")),
                page::html);
    }

    @Test
    void speaksChinese() {
        Document page = page(harbour, "doc/id/harbour?on=1929-05-15&lang=zh-Hant");

        String banner = page.select(".day .chosen").text();
        assertTrue(banner.startsWith("這一天： 1929年5月15日"), banner);
        assertTrue(banner.contains("略過 2 筆在這一天不成立的紀錄"), banner);
        assertTrue(mentioned(page).contains("Tern 可能"), page::text);
    }

    @ParameterizedTest
    @CsvSource({
        "gull, 1929-05-21, 'By its own dates, this record does not hold on this day.'",
        "tern, 1929-05-02, Its own dates leave open whether this record holds on this day."
    })
    void saysIfTheThingItselfDoesNotHold(String thing, String day, String expected) {
        Document page = page(harbour, "doc/id/" + thing + "?on=" + day);

        assertTrue(page.select(".day").text().contains(expected), page::text);
        assertFalse(
                page(harbour, "doc/id/gull?on=1929-05-11")
                        .select(".day")
                        .text()
                        .contains("Its own dates"));
    }

    @Test
    void takesADayForAnIriInAParameter() {
        Document page =
                page(harbour, "doc/?iri=https%3A%2F%2Fhome.test%2Fid%2Fharbour&on=1929-05-10");

        assertTrue(mentioned(page).contains("Gull"), page::text);
        assertFalse(mentioned(page).contains("Petrel"), page::text);
        assertEquals("/doc/id/harbour", page.select(".day form").attr("action"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1929-05", "1929", "1929-02-30", "15.5.1929", "1929-05-15Z", "today"})
    void wantsADay(String text) {
        HttpResponse<String> response =
                harbour.get(
                        "doc/id/harbour?on=" + text, "Accept", "application/json, text/html;q=0.1");

        assertEquals(400, response.statusCode());
        assertEquals("on", json(response).getString("parameter"));
        String detail = json(response).getString("detail");
        assertTrue(detail.contains("such as 2023-11-20, not \"" + text + "\""), detail);
    }

    @Test
    void takesAnEmptyFieldForNoDay() {
        assertEquals(
                mentioned(page(harbour, "doc/id/harbour")),
                mentioned(page(harbour, "doc/id/harbour?on=")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doc/id/harbour.ttl?on=1929-05-15",
                "doc/id/harbour?on=1929-05-15&format=trig",
                "doc/id/harbour?on=1929-05-15"
            })
    void refusesADayForFormatsOfGraphs(String address) {
        HttpResponse<String> response = harbour.get(address, "Accept", "text/turtle");

        assertEquals(400, response.statusCode(), response::body);
        assertTrue(
                json(response).getString("detail").contains("Documents in other formats are whole"),
                response::body);
    }

    @Test
    void isKeptWhenAThingLeadsToItsDocument() {
        HttpResponse<String> response =
                harbour.get("id/harbour?on=1929-05-15&lang=en", "Accept", "text/html");

        assertEquals(303, response.statusCode());
        assertTrue(
                header(response, "Location").endsWith("/doc/id/harbour?lang=en&on=1929-05-15"),
                () -> header(response, "Location"));
    }

    @Test
    void eachDayHasItsOwnEntityTag() {
        List<String> tags =
                Stream.of("", "?on=1929-05-10", "?on=1929-05-11")
                        .map(day -> harbour.get("doc/id/harbour" + day, "Accept", "text/html"))
                        .map(response -> header(response, "ETag"))
                        .distinct()
                        .toList();

        assertEquals(3, tags.size(), tags::toString);
    }

    /** Loans of the library begin when a book is lent and end when it is returned. */
    @ParameterizedTest
    @CsvSource({
        "2023-02-10, 1 Loan, 2",
        "2024-03-14, 1 Loan, 2",
        "2024-08-10, 0 Loan, 3",
        "2025-01-01, 1 Loan, 2"
    })
    void showsTheLoansOfAMember(String day, String loans, int leftOut) {
        Document page = page(library, "doc/id/member-1?on=" + day);

        assertEquals(Integer.parseInt(loans.split(" ")[0]), mentioned(page).size(), page::text);
        assertTrue(
                page.select(".day .chosen").text().contains(leftOut + " records are left out"),
                page::text);
    }
}
