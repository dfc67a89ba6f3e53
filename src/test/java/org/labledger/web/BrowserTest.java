package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The pages of the library in Chromium: readable for all, on all widths, without complaints. */
@Timeout(600)
class BrowserTest extends LibraryServerTestCase {

    @TempDir static Path profile;

    private static final List<String> EVERY_KIND =
            List.of(
                    "",
                    "query/",
                    "query/books-by-author",
                    "query/loans-between?from=2023-01-01",
                    "query/books-by-author?author=id:nobody",
                    "query/loans-between?from=soon",
                    "doc/id/the-tin-orchard",
                    "doc/source/card-index-1974",
                    "vocab",
                    "browse",
                    "browse?class=lib:Book",
                    "search?q=tin",
                    "sparql",
                    "about",
                    "nothing/here");

    private static Browser browser;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start(profile.resolve("scripts"), true);
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void hasNothingThatSomebodyCannotUse() {
        List<String> found = new ArrayList<>();
        for (String colours : List.of("light", "dark")) {
            browser.colours(colours);
            for (String language : List.of("en", "zh-Hant")) {
                browser.language(language);
                for (String path : EVERY_KIND) {
                    browser.open(library.uri(path));
                    browser.violations()
                            .forEach(v -> found.add(path + " " + colours + " " + language + ": " + v));
                }
            }
        }

        assertEquals(List.of(), found);
    }

    @Test
    void wouldFindWhatSomebodyCannotUse() {
        browser.open(library.uri("about"));
        browser.run("document.querySelector('main').append(new Image())");

        assertTrue(browser.violations().toString().contains("image-alt"));
    }

    @Test
    void fitsAPhone() {
        List<String> found = new ArrayList<>();
        browser.wide(390);
        for (String path : EVERY_KIND) {
            if (browser.open(library.uri(path)).overflows()) {
                found.add(path);
            }
        }
        browser.wide(1280);

        assertEquals(List.of(), found);
    }

    @Test
    void hasNothingToComplainOf() {
        List<String> found = new ArrayList<>();
        browser.complaints();
        for (String path : EVERY_KIND) {
            browser.open(library.uri(path));
            browser.complaints().stream()
                    // What it says of the status is what we said.
                    .filter(complaint -> !complaint.contains("the server responded with a status of"))
                    .forEach(complaint -> found.add(path + ": " + complaint));
        }

        assertEquals(List.of(), found);
    }

    @Test
    void completesWhileOneTypesAndIsLedByTheKeyboardAlone() {
        browser.language("en").open(library.uri("about"));
        browser.find("body").sendKeys("/");
        assertEquals("find", browser.focused().getAttribute("id"));
        browser.focused().sendKeys("ferry");
        browser.find("#found [role=option]");
        browser.focused().sendKeys(Keys.ARROW_DOWN);
        assertEquals("true", browser.find("#found [role=option]").getAttribute("aria-selected"));
        browser.focused().sendKeys(Keys.ENTER);

        assertEquals("The Ferry by Moonlight", browser.find("h1").getText());
    }

    @Test
    void asksAndSharesAQueryInTheEditor() {
        browser.language("en").open(library.uri("sparql?edit=loans-between"));
        browser.complaints();
        browser.find("#yasgui .tabPanel.active .yasqe_queryButton").click();
        String table = browser.find("#yasgui .tabPanel.active .yasr table tbody").getText();

        assertTrue(table.contains("the-tin-orchard"), table);
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void isWholeWithoutScripts() {
        try (Browser plain = Browser.start(profile.resolve("plain"), false)) {
            plain.language("en").open(library.uri("query/books-by-author"));
            plain.find("#p-author option[value='id:lin-yue']").click();
            plain.find("form.ask button").click();
            assertTrue(plain.find("table.result").getText().contains("The Ferry by Moonlight"));

            plain.open(library.uri("sparql?query=ASK%20%7B%7D"));
            assertTrue(plain.find("#plain").isDisplayed());
            plain.find("#plain button").click();
            assertTrue(plain.find("body").getText().contains("true") || plain.find("body").getText().contains("yes"));

            plain.open(library.uri(""));
            plain.find("#find").sendKeys("tin");
            plain.find("form.find button").click();
            assertFalse(plain.all(".hits a").isEmpty());
        }
    }
}
