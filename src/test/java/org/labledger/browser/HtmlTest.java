package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.web.ServedHome;

/** Every kind of page is HTML to the letter, in both languages. */
@Timeout(240)
class HtmlTest {

    @TempDir Path folder;

    @Test
    void everyKindOfPageIsValid() throws Exception {
        assertValid(Stream.of(Kind.values()), Servers.shared()::of, folder);
    }

    /** Asserts it of some kinds of pages. */
    static void assertValid(Stream<Kind> kinds, Function<Kind, ServedHome> servers, Path folder)
            throws Exception {
        Map<String, String> pages = new TreeMap<>();
        kinds.forEach(kind -> {
            for (String language : Kind.LANGUAGES) {
                pages.put(
                        kind + "-" + language,
                        servers.apply(kind).get(kind.path(language), "Accept", "text/html").body());
            }
        });

        assertEquals("", String.join("\n", new HtmlChecker().check(pages, folder)));
    }
}
