package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** Pages show the accepted value first, and rejected ones struck through with the reason. */
@Timeout(60)
class RejectedValuesTest {

    private static final String NOTES =
            """
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix id: <https://library.example/id/> .
            @prefix lib: <https://library.example/vocab#> .
            @prefix src: <https://library.example/source/> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

            id:year-of-the-tin-orchard a ev:Disagreement ;
                ev:onRecord id:the-tin-orchard ; ev:onProperty lib:year .
            id:verdict-on-the-tin-orchard a ev:Verdict ;
                ev:onDisagreement id:year-of-the-tin-orchard ;
                ev:prefers "1962"^^xsd:gYear ;
                ev:reason "The title page says 1962."@en .
            id:correction-of-the-ferry a ev:Correction ;
                ev:corrects src:card-index-1950 ;
                ev:withdraws id:the-ferry-by-moonlight ;
                ev:onProperty lib:year ;
                ev:reason "The card is older than the book."@en .
            """;

    private static final String OLD_CARDS =
            """
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix id: <https://library.example/id/> .
            @prefix lib: <https://library.example/vocab#> .
            @prefix src: <https://library.example/source/> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

            src:card-index-1950 a ev:Source .
            id:the-ferry-by-moonlight lib:year "1940"^^xsd:gYear .
            """;

    @TempDir static Path folder;
    private static ServedHome home;

    @BeforeAll
    static void serve() {
        home =
                ServedHome.start(
                        HomeFolder.in(folder)
                                .withAllOf(HomeFolder.LIBRARY)
                                .with("data/editorial/years.ttl", NOTES)
                                .with("data/sources/2019/card-index-1950.ttl", OLD_CARDS));
    }

    @AfterAll
    static void stop() {
        home.close();
    }

    /** Returns the values of a property in page order; those struck through between slashes. */
    private static List<String> years(String page) {
        return Jsoup.parse(page).select(".facts dd:not(.others), .facts .others li").stream()
                .map(value -> {
                    Element struck = value.selectFirst("s");
                    value.select("sup, .badge, .many, .why").remove();
                    String shown = value.text().replace("\u2060", "").strip();
                    return struck == null ? shown : "/" + shown + "/";
                })
                .filter(found -> found.matches("/?.*(19\\d\\d).*"))
                .toList();
    }

    private static String page(String thing) {
        return home.get("doc/id/" + thing, "Accept", "text/html", "Accept-Language", "en").body();
    }

    @Test
    void theRejectedValueComesLastAndIsStruckThroughWithTheReasonOfTheVerdict() {
        String page = page("the-tin-orchard");

        assertEquals(List.of("1962", "/1961/"), years(page));
        assertTrue(page.contains("<a class=\"badge\" href=\"#disputes\">rejected</a>"), page);
        assertEquals(
                "The title page says 1962.", Jsoup.parse(page).expectFirst(".others .why").text());
    }

    @Test
    void aWithdrawnValueLeadsToTheCorrection() {
        String page = page("the-ferry-by-moonlight");

        assertEquals(List.of("1983", "/1940/"), years(page));
        assertTrue(page.contains("href=\"/doc/id/correction-of-the-ferry\">rejected</a>"), page);
        assertEquals(
                "The card is older than the book.",
                Jsoup.parse(page).expectFirst(".others .why").text());
    }

    @Test
    void aLessPreciseValueComesLaterAndIsNotRejected() {
        String page = page("mending-clocks");

        assertEquals(List.of("March 1972", "1972"), years(page));
        assertFalse(page.contains("<s>"), page);
    }
}
