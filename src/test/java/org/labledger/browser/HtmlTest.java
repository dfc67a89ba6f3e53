package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of page is HTML to the letter, in both languages. */
@Timeout(90)
class HtmlTest {

    @TempDir Path folder;

    @Test
    void everyKindOfPageIsValid() throws Exception {
        HtmlChecker checker = new HtmlChecker();
        Map<String, String> pages = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            for (String language : Kind.LANGUAGES) {
                pages.put(
                        kind + "-" + language,
                        Servers.shared()
                                .of(kind)
                                .get(kind.path(language), "Accept", "text/html")
                                .body());
            }
        }

        assertEquals("", String.join("\n", checker.check(pages, folder)));
    }
}
