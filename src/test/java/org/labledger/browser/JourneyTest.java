package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/**
 * A reader's way through the site: from a name to the person, to a disagreement, to a source; then
 * a question with other values, its table and its data; then SPARQL, and the link to share.
 */
@Timeout(120)
@ExtendWith(WithChromium.class)
class JourneyTest {

    @ParameterizedTest(name = "in {0} by {1}, scripts: {2}")
    @CsvSource({
        "en, MOUSE, true, Jan Leike",
        "zh-Hant, MOUSE, true, 萊克",
        "en, MOUSE, false, Jan Leike",
        "en, KEYBOARD, true, Jan Leike",
        "zh-Hant, KEYBOARD, false, 萊克"
    })
    void leadsFromANameToALinkToShare(
            String language,
            Hand hand,
            boolean scripts,
            String name,
            Chromium chromium,
            Servers servers) {
        chromium.scripts(scripts);
        chromium.visit(Kind.HOME.url(servers.ledger(), language));

        // Search.
        hand.write(chromium, By.id("find"), name);
        hand.submit(chromium, By.id("find"));
        hand.follow(chromium, By.cssSelector(".hits a[href*='/id/jan-leike']"));
        assertEquals(language, chromium.find(By.tagName("html")).getAttribute("lang"));
        assertTrue(chromium.find(By.tagName("h1")).getText().contains(name));

        // The person, what is disputed, and a source of one side.
        hand.follow(chromium, By.cssSelector("main a[href='/doc/id/leike-leaves-openai']"));
        assertTrue(chromium.count(".dispute .sides li") >= 2);
        By mark = By.cssSelector(".dispute .sides :is(.cites a, .many > a)");
        if (scripts) {
            hand.press(chromium, mark);
            hand.follow(chromium, By.cssSelector("#source-card a[href^='/doc/source/']"));
        } else {
            hand.follow(chromium, mark);
            assertTrue(chromium.url().getFragment().startsWith("note-"));
            hand.follow(chromium, By.cssSelector("li:target a[href^='/doc/source/']"));
        }
        assertTrue(chromium.url().getPath().startsWith("/doc/source/"));

        // A question with other values.
        hand.follow(chromium, By.cssSelector(".menu a[href='/query/']"));
        hand.follow(chromium, By.cssSelector("main a[href^='/query/departures-between-two-days']"));
        hand.write(chromium, By.name("from"), "05142024");
        hand.write(chromium, By.name("until"), "05152024");
        hand.submit(chromium, By.name("until"));
        assertTrue(chromium.url().getQuery().contains("from=2024-05-14"));
        assertTrue(chromium.url().getQuery().contains("until=2024-05-15"));
        assertTrue(chromium.count("table.result tbody tr") >= 2);
        assertTrue(chromium.count(".lanes .lane") >= 1);
        String csv = chromium.find(By.cssSelector("main a[type^='text/csv']")).getAttribute("href");
        HttpResponse<String> rows = servers.ledger().get(URI.create(csv).toString());
        assertEquals(200, rows.statusCode());
        assertTrue(rows.body().contains("https://w3id.org/lab-ledger/id/jan-leike"), rows::body);

        // SPARQL, and a link that says the same.
        hand.follow(chromium, By.cssSelector(".menu a[href='/sparql']"));
        String query = "SELECT (6 * 7 AS ?answer) {}";
        String link =
                scripts ? inTheEditor(hand, chromium, query) : inTheForm(hand, chromium, query);
        chromium.visit(link);
        chromium.await(
                "the shared query is there",
                () -> chromium.find(By.tagName("body")).getText().contains("6 * 7"));
        assertEquals(List.of(), chromium.console());
    }

    private static String inTheEditor(Hand hand, Chromium chromium, String query) {
        // What has the focus there is not what one sees and points at.
        hand.into(
                chromium,
                By.cssSelector(
                        hand == Hand.MOUSE
                                ? ".yasqe .CodeMirror-lines"
                                : ".yasqe .CodeMirror textarea"));
        chromium.replaceAll(query);
        chromium.press("Control", "Enter");
        chromium.await("42 is shown", () -> chromium.text(".yasr").contains("42"));
        hand.press(chromium, By.cssSelector(".yasqe_share"));
        By shared = By.cssSelector(".yasqe_sharePopup input");
        chromium.await("the link is shown", () -> !chromium.all(shared).isEmpty());
        return Objects.requireNonNull(chromium.find(shared).getAttribute("value"));
    }

    private static String inTheForm(Hand hand, Chromium chromium, String query) {
        String page = chromium.url().toString();
        hand.write(chromium, By.id("query"), query);
        hand.press(chromium, By.cssSelector("#plain button"));
        chromium.await("42 is shown", () -> chromium.text("body").contains("42"));
        return page + "?query=" + chromium.url().getRawQuery().replaceAll("^query=|&.*$", "");
    }
}
