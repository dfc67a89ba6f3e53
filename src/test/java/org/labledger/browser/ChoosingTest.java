package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** Long lists can be typed into, by any name of a thing; without scripts they are plain lists. */
@Timeout(120)
@ExtendWith(WithChromium.class)
class ChoosingTest {

    private static final By TYPED = By.id("p-person-typed");

    @ParameterizedTest
    @CsvSource({
        "en, MOUSE, leike, Jan Leike",
        "en, KEYBOARD, 萊克, Jan Leike",
        "zh-Hant, KEYBOARD, leike, 揚·萊克",
        "en, MOUSE, Jan Laike, ''"
    })
    void findsByAnyName(
            String language,
            Hand hand,
            String typed,
            String shown,
            Chromium chromium,
            Servers servers) {
        chromium.visit(
                servers.ledger()
                        .uri("query/career-of-a-person?person=id:sam-altman&lang=" + language)
                        .toString());
        hand.write(chromium, TYPED, typed);
        if (shown.isEmpty()) {
            // A misspelling is no name of its own; what was chosen before stays.
            assertTrue(chromium.find(By.id("p-person-offered")).getAttribute("hidden") != null);
            return;
        }
        assertEquals(shown, chromium.text("#p-person-offered li"));
        chromium.press("Enter");
        assertEquals(shown, chromium.find(TYPED).getAttribute("value"));
        hand.submit(chromium, TYPED);

        assertTrue(chromium.url().getQuery().contains("person=id:jan-leike"), "" + chromium.url());
        assertFalse(chromium.url().getQuery().contains("typed"), "" + chromium.url());
        assertEquals(List.of(), chromium.console());
    }

    @Test
    void isAPlainListWithoutScripts(Chromium chromium, Servers servers) {
        chromium.scripts(false);
        chromium.visit(servers.ledger().uri("query/career-of-a-person").toString());

        assertTrue(chromium.find(By.id("p-person")).isDisplayed());
        assertEquals(0, chromium.count("#p-person-typed"));
    }
}
