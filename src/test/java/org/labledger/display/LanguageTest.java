package org.labledger.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource({
        "zh-TW, zh-Hant",
        "zh-Hant-TW, zh-Hant",
        "zh-HK, zh-Hant",
        "'zh-CN,zh;q=0.9', zh-Hant",
        "'de,fr;q=0.9,zh;q=0.2', zh-Hant",
        "'en-GB,en;q=0.9,zh;q=0.8', en",
        "'zh;q=0.2,en;q=0.9', en",
        "de, en",
        "*, en",
        "'', en",
        "'en;q=0,zh;q=0.1', zh-Hant",
        "'not a header;;;q=', en"
    })
    void isTheOneThatTheBrowserPrefers(String accept, String language) {
        assertEquals(language, choose(null, null, accept));
    }

    @Test
    void isTheOneThatWasChosen() {
        assertEquals("zh-Hant", choose(null, "zh-Hant", "en"));
        assertEquals("en", choose("en", "zh-Hant", "zh"));
        assertEquals("en", choose("xx", "yy", "en"));
        assertEquals("zh-Hant", choose("ZH-HANT", null, null));
    }

    @Test
    void marksTextOfOthers() {
        Language english = Language.ENGLISH;

        assertTrue(new Text("月", "zh-Hant").isForeignTo(english));
        assertFalse(new Text("colour", "en-GB").isForeignTo(english));
        assertFalse(new Text("42", "").isForeignTo(english));
        assertTrue(new Text("moon", "en").isForeignTo(new Language("zh-Hant")));
    }

    private static String choose(
            @Nullable String asked, @Nullable String remembered, @Nullable String accept) {
        Map<String, String> parameters = asked == null ? Map.of() : Map.of("lang", asked);
        return PageRequest.of("/", parameters, remembered, accept, "http://x").language().tag();
    }
}
