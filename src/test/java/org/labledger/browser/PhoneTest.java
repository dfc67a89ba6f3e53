package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.web.ServedHome;
import org.openqa.selenium.By;

/**
 * Tables and drawings on a phone, 390 pixels wide: nothing lies beside the page, sources least of
 * all, and every letter can be read.
 */
@Timeout(60)
@ExtendWith(WithChromium.class)
class PhoneTest {

    /** What is wider than the window, or scrolls sideways by itself; code may. */
    static final String BESIDE_THE_PAGE =
            """
            const page = document.scrollingElement;
            const wider = [...document.querySelectorAll(".scroll, table, figure, svg, .noted")].filter(e =>
                e.checkVisibility() && (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === "auto"
                    || e.getBoundingClientRect().right > innerWidth + 1) && !e.closest(".unseen, #yasgui"));
            return (page.scrollWidth > innerWidth ? ["the page: " + page.scrollWidth] : [])
                .concat(wider.slice(0, 3).map(e => e.outerHTML.slice(0, 120)));
            """;

    private static final String SMALLEST_LETTERS =
            """
            return Math.min(...[...document.querySelectorAll("main svg text")].filter(t => t.checkVisibility())
                .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a));
            """;

    private static final String BOARD =
            "query/board-members-on-a-day?board=id:openai-board&on=2023-12-15&lang=en";

    /** It has eight columns. */
    private static final String EIGHT_COLUMNS = "query/deals-that-bind-nobody?lang=en";

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("org.labledger.browser.Kind#inOneLanguage")
    void noKindOfPageHasAnythingBesideIt(
            Kind kind, String language, Chromium chromium, Servers servers) {
        assertNothingBeside(kind, language, chromium, servers);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("org.labledger.browser.Kind#inTheOtherLanguage")
    @Tag("proofs")
    void noKindOfPageHasAnythingBesideItInTheOtherLanguage(
            Kind kind, String language, Chromium chromium, Servers servers) {
        assertNothingBeside(kind, language, chromium, servers);
    }

    private static void assertNothingBeside(
            Kind kind, String language, Chromium chromium, Servers servers) {
        chromium.narrow();
        chromium.visit(kind.url(servers.of(kind), language));

        assertEquals(List.of(), chromium.run(BESIDE_THE_PAGE));
    }

    @ParameterizedTest
    @EnumSource(names = {"HOME", "BARS", "TIMELINE", "TABLE", "GRAPH", "PLEDGE"})
    void neitherHasOneOnTheSmallestPhone(Kind kind, Chromium chromium, Servers servers) {
        chromium.narrowest();
        chromium.visit(kind.url(servers.of(kind), "en"));

        assertEquals(320L, chromium.run("return document.scrollingElement.scrollWidth"));
    }

    @Test
    @Timeout(240)
    void everyAnswerShowsItsSources(Chromium chromium, Servers servers) {
        assertEveryAnswerShowsItsSources(servers.ledger(), 30, 20, chromium);
    }

    /** Asserts it of more than so many questions, of which more than so many name sources. */
    static void assertEveryAnswerShowsItsSources(
            ServedHome ledger, int moreThan, int citedBy, Chromium chromium) {
        List<String> questions =
                Jsoup.parse(ledger.get("query/", "Accept", "text/html").body())
                        .select("main a[href^=/query/]")
                        .eachAttr("href");
        assertTrue(questions.size() > moreThan, questions::toString);
        chromium.narrow();
        Map<String, Object> beside = new TreeMap<>();
        int cited = 0;
        for (String question : questions) {
            chromium.visit(ledger.uri(question.substring(1)).toString());
            Object found = chromium.run(BESIDE_THE_PAGE);
            if (!List.of().equals(found)) {
                beside.put(question, found);
            }
            cited += chromium.count(".result tbody .noted a") > 0 ? 1 : 0;
        }

        assertEquals(Map.of(), beside);
        assertTrue(cited > citedBy, "so many name sources: " + cited);
    }

    @Test
    void aValueStandsBesideTheHeadOfItsColumn(Chromium chromium, Servers servers) {
        chromium.narrow();
        chromium.visit(servers.ledger().uri(BOARD).toString());

        List<String> heads =
                chromium.all(By.cssSelector(".cards thead th")).stream()
                        .map(head -> String.valueOf(head.getDomProperty("textContent")))
                        .toList();
        assertEquals("Sources", heads.getLast());
        assertEquals(
                heads.stream().map(PhoneTest::capitalized).toList(),
                chromium.run(
                        "return [...document.querySelector('.cards tbody tr').children].map(td => td.dataset.label)"));
        assertEquals(
                List.of("\"Sources\" / \"\"", true),
                chromium.run(
                        """
                        const td = document.querySelector(".cards tbody .noted");
                        const above = td.previousElementSibling;
                        return [getComputedStyle(td, "::before").content,
                            td.getBoundingClientRect().top >= above.getBoundingClientRect().bottom - 1];
                        """));
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cardsAreStillATableToThoseWhoHearThem(
            boolean scripts, Chromium chromium, Servers servers) {
        chromium.scripts(scripts);
        chromium.narrow();
        chromium.visit(servers.ledger().uri(BOARD).toString());
        int rows = chromium.count(".cards tbody tr");
        int columns = chromium.count(".cards thead th");

        Map<String, Integer> heard = roles(chromium);

        assertTrue(rows > 5 && columns >= 5, rows + " rows, " + columns + " columns");
        assertEquals(1, heard.get("table"), heard::toString);
        assertEquals(rows + 1, heard.get("row"), heard::toString);
        assertEquals(columns, heard.get("columnheader"), heard::toString);
        assertEquals(columns * rows, heard.get("cell"), heard::toString);
    }

    /** Counts what the browser tells to a screen reader. */
    private static Map<String, Integer> roles(Chromium chromium) {
        Map<String, Integer> roles = new TreeMap<>();
        Map<String, Object> tree =
                chromium.driver().executeCdpCommand("Accessibility.getFullAXTree", Map.of());
        for (Object node : (List<?>) Objects.requireNonNull(tree.get("nodes"))) {
            if (((Map<?, ?>) node).get("role") instanceof Map<?, ?> role
                    && Boolean.FALSE.equals(((Map<?, ?>) node).get("ignored"))) {
                roles.merge(String.valueOf(role.get("value")), 1, Integer::sum);
            }
        }
        return roles;
    }

    @Test
    void cardsCanBeSorted(Chromium chromium, Servers servers) {
        chromium.narrow();
        chromium.visit(servers.ledger().uri(BOARD).toString());
        Hand.MOUSE.follow(chromium, By.cssSelector(".cards thead th:nth-child(3) a"));

        assertEquals(
                "ascending",
                chromium.find(By.cssSelector(".cards th:nth-child(3)"))
                        .getDomAttribute("aria-sort"));
    }

    @Test
    void onPaperATableIsATable(Chromium chromium, Servers servers) {
        chromium.narrow();
        chromium.visit(servers.ledger().uri(BOARD).toString());
        chromium.paper(true);

        assertEquals(
                List.of("table-cell", "none"),
                chromium.run(
                        """
                        const td = document.querySelector(".cards td");
                        return [getComputedStyle(td).display, getComputedStyle(td, "::before").content];
                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "query/moves-between-organizations",
        "query/who-promised-compute-to-whom",
        "query/who-succeeded-whom",
        "query/who-invested-in-whom",
        "query/where-leavers-went",
        "query/latest-departures",
        "query/deals-in-gigawatts",
        "doc/id/jan-leike"
    })
    void everyLetterOfADrawingCanBeRead(String path, Chromium chromium, Servers servers) {
        chromium.narrow();
        for (String language : Kind.LANGUAGES) {
            chromium.visit(servers.ledger().uri(path + "?lang=" + language).toString());

            assertTrue(chromium.count("main svg") > 0);
            double smallest =
                    chromium.run(SMALLEST_LETTERS) instanceof Number number
                            ? number.doubleValue()
                            : Double.MAX_VALUE;
            assertTrue(smallest >= 11, () -> language + ": " + smallest);
        }
    }

    @Test
    void aThingsNeighboursAreAList(Chromium chromium, Servers servers) {
        chromium.visit(Kind.PERSON.url(servers.ledger(), "en"));
        assertTrue(chromium.find(By.cssSelector("svg.neighbours")).isDisplayed());
        int neighbours = chromium.count("svg.neighbours a");
        assertEquals("", chromium.text(".nearest"));

        chromium.narrow();

        assertEquals("", chromium.text("svg.neighbours"));
        assertTrue(neighbours > 2, "so many neighbours: " + neighbours);
        assertEquals(neighbours, chromium.count(".nearest a"));
        assertTrue(chromium.text(".nearest").contains("records"), chromium.text(".nearest"));
    }

    /** On a tablet a very wide table scrolls by itself, and the page does not. */
    @Test
    void aVeryWideTableScrollsByItself(Chromium chromium, Servers servers) {
        chromium.medium();
        chromium.visit(servers.ledger().uri(EIGHT_COLUMNS).toString());

        assertEquals(
                List.of(true, true),
                chromium.run(
                        """
                        const root = document.documentElement;
                        const boxes = [...document.querySelectorAll(".scroll")];
                        return [root.scrollWidth <= root.clientWidth,
                            boxes.every(box => box.scrollWidth <= box.clientWidth
                                || getComputedStyle(box).overflowX === "auto")];
                        """));
    }
}
