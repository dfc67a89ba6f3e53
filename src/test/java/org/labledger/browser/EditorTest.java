package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

@Timeout(60)
@ExtendWith(WithChromium.class)
class EditorTest {

    private static final String ENGLISH_WORDS =
            """
            const said = [];
            const place = document.getElementById("yasgui");
            const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
                const within = texts.currentNode.parentElement;
                if (within.checkVisibility() && !within.closest(".CodeMirror, table")) said.push(texts.currentNode.data);
            }
            for (const element of place.querySelectorAll("[title], [aria-label], [placeholder]")) {
                if (element.checkVisibility()) {
                    said.push(...["title", "aria-label", "placeholder"].map(name => element.getAttribute(name) ?? ""));
                }
            }
            return said.filter(text => /[A-Za-z]{3}/.test(text.replace(/Ctrl|Enter|cURL/g, "")));
            """;

    private static final String OVER_THE_CODE =
            """
            const code = document.querySelector(".yasqe .CodeMirror");
            const { left, right, top, bottom } = code.getBoundingClientRect();
            return [...document.querySelectorAll("#yasgui button, #yasgui .hint, #yasgui .notification")]
                .filter(element => element.checkVisibility())
                .filter(element => {
                    const at = element.getBoundingClientRect();
                    return at.width > 0 && at.left < right && at.right > left && at.top < bottom && at.bottom > top;
                })
                .map(element => element.outerHTML.slice(0, 120));
            """;

    private static final String SMALLER_THAN_A_FINGER =
            """
            return [...document.querySelectorAll("#yasgui .yasqe_buttons button, #yasgui .addTab, #yasgui .tab a, #yasgui .closeTab")]
                .filter(element => element.checkVisibility())
                .map(element => [element, element.getBoundingClientRect()])
                .filter(([element, at]) => at.height < 38 || at.width < 30)
                .map(([element]) => element.outerHTML.slice(0, 120));
            """;

    /** The editor keeps what one typed; here, nobody was there before. */
    @BeforeEach
    void forgetWhatWasTyped(Chromium chromium, Servers servers) {
        chromium.visit(servers.ledger().uri("/about").toString());
        chromium.run("localStorage.clear()");
    }

    @Test
    void beginsWithTheQueryInSight(Chromium chromium, Servers servers) {
        String text = open("/sparql", chromium, servers);

        assertFalse(text.contains("PREFIX"), text);
        assertTrue(text.lines().limit(2).anyMatch(l -> l.startsWith("SELECT ?class")), text);
    }

    @Test
    void opensASavedQueryUnderItsTitleWithoutDecorators(Chromium chromium, Servers servers) {
        String text = open("/sparql?edit=sources-not-read-in-full", chromium, servers);

        assertTrue(text.startsWith("# "), text);
        assertFalse(text.contains("#+"), text);
    }

    @Test
    void declaresAPrefixWhenANameWithItIsTyped(Chromium chromium, Servers servers) {
        open("/sparql", chromium, servers);
        Hand.MOUSE.into(chromium, By.cssSelector(".yasqe .CodeMirror-lines"));
        chromium.replaceAll("SELECT ?s WHERE { ?s lab:made ?day ; no:such ?x }");

        chromium.await("the prefix is there", () -> text(chromium).startsWith("PREFIX lab:"));

        String[] lines = text(chromium).split("\n", -1);
        assertEquals("PREFIX lab: <https://w3id.org/lab-ledger/lab#>", lines[0]);
        assertEquals("SELECT ?s WHERE { ?s lab:made ?day ; no:such ?x }", lines[1].strip());
    }

    @Test
    void linksOpenInOneTabUntilSomebodyWritesInIt(Chromium chromium, Servers servers) {
        open("/sparql", chromium, servers);
        assertEquals(1, tabs(chromium));
        String first = open("/sparql?edit=departures", chromium, servers);
        String second = open("/sparql?edit=contradicted-sources", chromium, servers);
        assertNotEquals(first, second);
        assertEquals(1, tabs(chromium));

        write("ASK {}", chromium);
        assertEquals(first, open("/sparql?edit=departures", chromium, servers));
        assertEquals(2, tabs(chromium));
        assertEquals(first, open("/sparql?edit=departures", chromium, servers));
        assertEquals("ASK {}", open("/sparql?query=ASK%20%7B%7D", chromium, servers));
        assertEquals(2, tabs(chromium));
    }

    @Test
    void namesATabAfterTheQuestion(Chromium chromium, Servers servers) {
        String text = open("/sparql?edit=departures&lang=zh-Hant", chromium, servers);

        assertEquals(
                text.lines().findFirst().orElseThrow().substring(2), chromium.text(".tab a span"));
        open("/sparql?query=ASK%20%7B%7D&lang=zh-Hant", chromium, servers);
        assertEquals("來自連結", chromium.text(".tab.active a span"));
        open("/sparql?query=ASK%20%7B%7D&lang=en", chromium, servers);
        chromium.find(By.cssSelector("#yasgui > .yasgui > .addTab")).click();
        assertEquals("Query", chromium.text(".tab.active a span"));
        open("/sparql?lang=zh-Hant", chromium, servers);
        assertEquals("查詢", chromium.text(".tab.active a span"));
    }

    @Test
    void sharesALinkThatCarriesTheQuery(Chromium chromium, Servers servers) {
        open("/sparql", chromium, servers);
        write("SELECT (\"a&b#c\" AS ?x) {}", chromium);
        chromium.find(By.cssSelector(".yasqe_share")).click();
        By field = By.cssSelector(".yasqe_sharePopup input");
        String link = String.valueOf(chromium.find(field).getAttribute("value"));
        forgetWhatWasTyped(chromium, servers);

        chromium.visit(link);

        chromium.find(By.cssSelector(".yasqe .CodeMirror-code"));
        assertEquals("SELECT (\"a&b#c\" AS ?x) {}", text(chromium));
    }

    @Test
    void showsValuesAsPeopleWriteThem(Chromium chromium, Servers servers) {
        open("/sparql?lang=en", chromium, servers);
        write(
                """
                PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
                SELECT * { VALUES (?n ?day ?word ?thing ?term ?away ?odd ?none) { (
                1071 "2024-05-15"^^xsd:date "是"@zh-Hant <https://w3id.org/lab-ledger/id/openai>
                <https://w3id.org/lab-ledger/evidence#Source> <javascript:alert(1)> "x"^^<urn:y> UNDEF ) } }\
                """,
                chromium);
        ask(chromium, ".yasr tbody td");

        List<String> cells =
                chromium.all(By.cssSelector(".yasr tbody td")).stream()
                        .map(WebElement::getText)
                        .toList();
        assertEquals(
                List.of(
                        "1071",
                        "2024-05-15",
                        "是 zh-Hant",
                        "id:openai",
                        "ev:Source",
                        "javascript:alert(1)",
                        "x urn:y",
                        ""),
                cells);
        List<String> links =
                chromium.all(By.cssSelector(".yasr tbody a")).stream()
                        .map(link -> String.valueOf(link.getDomAttribute("href")))
                        .toList();
        assertEquals(List.of("/doc/id/openai", "/evidence#Source"), links);
        assertEquals("One row", chromium.text(".yasr_response_chip").split(" · ", -1)[0]);
    }

    @Test
    void sortsFiltersAndLeafsThroughRows(Chromium chromium, Servers servers) {
        open("/sparql?lang=en", chromium, servers);
        write(
                "SELECT ?n { VALUES ?d { 0 1 2 3 4 5 6 7 8 9 } VALUES ?e { 0 1 2 3 4 5 6 7 8 9 }"
                        + " BIND(?d * 10 + ?e AS ?n) }",
                chromium);
        ask(chromium, ".yasr tbody td");

        assertEquals(50, chromium.count(".yasr tbody tr"));
        assertEquals("Rows 1 to 50 of 100", chromium.text(".leaf span"));
        chromium.find(By.cssSelector(".yasr thead button")).click();
        chromium.find(By.cssSelector(".yasr thead button")).click();
        assertEquals("99", chromium.text(".yasr tbody td"));
        chromium.find(By.cssSelector(".leaf .next")).click();
        assertEquals("49", chromium.text(".yasr tbody td"));
        chromium.find(By.cssSelector(".tableFilter")).sendKeys("7");
        assertEquals(19, chromium.count(".yasr tbody tr"));
        assertEquals("97", chromium.text(".yasr tbody td"));
    }

    @Test
    void tellsWhereAMistakeIsAndLeadsThere(Chromium chromium, Servers servers) {
        open("/sparql?lang=zh-Hant", chromium, servers);
        write("SELECT ?x\nWHERE { ?x a ?y .. }", chromium);
        ask(chromium, ".yasr .problem");

        assertEquals("第 2 行第 18 字有誤", chromium.text(".problem h2"));
        assertEquals("en", chromium.find(By.cssSelector(".problem p")).getDomAttribute("lang"));
        assertFalse(chromium.text(".problem").contains("[object"), chromium.text(".problem"));
        assertEquals(1, chromium.count(".yasqe .CodeMirror-code .mistake"));
        chromium.find(By.cssSelector(".problem .go")).click();
        chromium.press("Back_space");
        assertEquals("SELECT ?x\nWHERE { ?x a ?y . }", text(chromium));
        assertEquals(0, chromium.count(".yasqe .mistake, .yasqe .mistaken"));
        ask(chromium, ".yasr tbody td");
        assertEquals(0, chromium.count(".problem"));
    }

    @Test
    void answersYesAndGraphsToo(Chromium chromium, Servers servers) {
        open("/sparql?lang=zh-Hant", chromium, servers);
        write("ASK { ?s ?p ?o }", chromium);
        ask(chromium, ".booleanResult");
        assertEquals("是", chromium.text(".booleanResult"));
        write("CONSTRUCT WHERE { ?s a ?o } LIMIT 3", chromium);
        ask(chromium, ".yasr tbody td");
        assertEquals(3, chromium.count(".yasr tbody tr"));
        chromium.find(By.cssSelector(".select_response")).click();
        chromium.await("as sent", () -> chromium.text(".yasr .CodeMirror").contains("ev:"));
        assertEquals(List.of(), chromium.console());
    }

    @Test
    void saysNothingInEnglishOnAChinesePage(Chromium chromium, Servers servers) {
        open("/sparql?lang=zh-Hant", chromium, servers);
        chromium.find(By.cssSelector("#yasgui > .yasgui > .addTab")).click();
        write("SELECT (1 AS ?n) {}", chromium);
        ask(chromium, ".yasr tbody td");
        find(".yasqe_share", chromium).click();
        chromium.run(
                "document.querySelector('.tab a').dispatchEvent(new MouseEvent('contextmenu', {bubbles: true}))");

        assertEquals(List.of(), chromium.run(ENGLISH_WORDS));
        chromium.run("document.body.click()");
        write("SELECT ?x { ?x no:prefix 1 }", chromium);
        assertEquals(List.of(), chromium.run(ENGLISH_WORDS));
        assertEquals("前綴 no 尚未宣告。", find(".parseErrorIcon", chromium).getDomAttribute("title"));
    }

    @Test
    void writesCodeInAFixedWidthAlsoOnAChinesePage(Chromium chromium, Servers servers) {
        open("/sparql?lang=zh-Hant", chromium, servers);
        write("SELECT ?iiii ?mmmm {}", chromium);

        Object widths =
                chromium.run(
                        "return [...document.querySelectorAll('.yasqe .cm-atom')].map(e => Math.round(e.getBoundingClientRect().width))");
        List<?> both = (List<?>) widths;
        assertEquals(2, both.size());
        assertEquals(both.getFirst(), both.getLast());
    }

    @Test
    void coversNoCodeOnAPhoneAndIsLargeEnoughForFingers(Chromium chromium, Servers servers) {
        chromium.narrow();
        open("/sparql", chromium, servers);
        Hand.MOUSE.into(chromium, By.cssSelector(".yasqe .CodeMirror-lines"));
        chromium.replaceAll("SELECT * { ?s a ");

        assertEquals(List.of(), chromium.run(OVER_THE_CODE));
        assertEquals(List.of(), chromium.run(SMALLER_THAN_A_FINGER));
    }

    @Test
    void showsAWideAnswerAsCardsOnAPhone(Chromium chromium, Servers servers) {
        chromium.narrow();
        open("/sparql?lang=en", chromium, servers);
        write("SELECT * { ?subject ?predicate ?object } LIMIT 3", chromium);
        ask(chromium, ".yasr tbody td");

        assertEquals(
                "\"subject\"",
                chromium.run(
                        "return getComputedStyle(document.querySelector('.yasr tbody td'),"
                                + " '::before').content.split(' / ')[0]"));
        assertEquals(
                true, chromium.run("return document.documentElement.scrollWidth <= innerWidth"));
    }

    private static void write(String query, Chromium chromium) {
        chromium.run(
                "[...document.querySelectorAll('.yasqe .CodeMirror')].find(e => e.checkVisibility()).CodeMirror.setValue(arguments[0])",
                query);
    }

    /** Asks what is written, and waits for what the answer brings. */
    private static void ask(Chromium chromium, String answer) {
        find(".yasqe_queryButton", chromium).click();
        chromium.find(By.cssSelector(answer));
    }

    /** Returns the first such element in the open tab. */
    private static WebElement find(String selector, Chromium chromium) {
        return chromium.find(By.cssSelector(".tabPanel.active " + selector));
    }

    private static int tabs(Chromium chromium) {
        return chromium.count(".tab");
    }

    /** Opens the editor; returns the query in it. */
    private static String open(String path, Chromium chromium, Servers servers) {
        chromium.visit(servers.ledger().uri(path).toString());
        chromium.find(By.cssSelector(".yasqe .CodeMirror-code"));
        return text(chromium);
    }

    private static String text(Chromium chromium) {
        return String.valueOf(
                chromium.run(
                        "return document.querySelector('.tabPanel.active .yasqe .CodeMirror').CodeMirror.getValue()"));
    }
}
