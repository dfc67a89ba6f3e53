package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/**
 * Every kind of page is free of the barriers that axe-core knows, in both languages, light and
 * dark; it fits a phone, and the browser has nothing to complain about.
 */
@Timeout(60)
@ExtendWith(WithChromium.class)
class AccessibilityTest {

    /** Runs axe and tells what it found: which rule, what is wrong, and where. */
    private static final String FIND_BARRIERS =
            """
            const done = arguments[arguments.length - 1];
            const rules = arguments[0];
            const options = { resultTypes: ["violations"], preload: false };
            axe.run(document, rules ? { ...options, runOnly: { type: "rule", values: rules } } : options)
                .then(found => done(found.violations.flatMap(v => v.nodes.slice(0, 3).map(
                    node => v.id + ": " + v.help + ": " + node.target.join(" ") + " " + node.html.slice(0, 160)))))
                .catch(error => done(["axe failed: " + error]));
            """;

    /** What depends on colours; all the rest is the same in the dark. */
    private static final List<String> COLOURS = List.of("color-contrast", "link-in-text-block");

    private static final String WIDER_THAN_THE_WINDOW =
            """
            const width = document.documentElement.clientWidth;
            if (document.scrollingElement.scrollWidth <= width) return [];
            return [...document.body.querySelectorAll("*")]
                .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest(".scroll, pre"))
                .slice(0, 3).map(e => "wider than the window: " + e.outerHTML.slice(0, 160))
                .concat(["scrollWidth is " + document.scrollingElement.scrollWidth + " of " + width]);
            """;

    private static String axe;

    @BeforeAll
    static void readAxe() throws IOException {
        axe = Files.readString(NodeModule.file("axe-core/axe.min.js"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("org.labledger.browser.Kind#inOneLanguage")
    void everyKindOfPageIsOpenToEverybody(
            Kind kind, String language, Chromium chromium, Servers servers) {
        assertOpen(kind, language, chromium, servers);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("org.labledger.browser.Kind#inTheOtherLanguage")
    @Tag("proofs")
    void everyKindOfPageIsOpenToEverybodyInTheOtherLanguage(
            Kind kind, String language, Chromium chromium, Servers servers) {
        assertOpen(kind, language, chromium, servers);
    }

    private static void assertOpen(Kind kind, String language, Chromium chromium, Servers servers) {
        chromium.visit(kind.url(servers.of(kind), language));
        List<String> complaints = new ArrayList<>(kind.unexpected(chromium.console()));
        chromium.run(axe);

        complaints.addAll(barriers(chromium, List.of()));
        chromium.dark(true);
        barriers(chromium, COLOURS).forEach(found -> complaints.add("in the dark: " + found));
        chromium.narrow();
        complaints.addAll(texts(chromium.run(WIDER_THAN_THE_WINDOW)));

        assertEquals("", String.join("\n", complaints));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hant"})
    void answersAndMistakesInTheEditorAreOpenToEverybody(
            String language, Chromium chromium, Servers servers) {
        List<String> complaints = new ArrayList<>();
        Map<String, String> queries =
                Map.of(
                        "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 60", ".yasr tbody td",
                        "SELECT * { ?s ?p", ".yasr .problem",
                        "ASK {}", ".booleanResult");
        queries.forEach((query, answer) -> {
            chromium.dark(false);
            chromium.wide();
            chromium.visit(
                    Kind.EDITOR.url(servers.ledger(), language)
                            + "&query="
                            + URLEncoder.encode(query, StandardCharsets.UTF_8));
            chromium.find(By.cssSelector(".tabPanel.active .yasqe_queryButton")).click();
            chromium.find(By.cssSelector(".tabPanel.active " + answer));
            chromium.run(axe);
            complaints.addAll(barriers(chromium, List.of()));
            chromium.dark(true);
            complaints.addAll(barriers(chromium, COLOURS));
            chromium.narrow();
            complaints.addAll(texts(chromium.run(WIDER_THAN_THE_WINDOW)));
        });

        assertEquals("", String.join("\n", complaints));
    }

    /**
     * Were there another rule about colours, or more in the dark than colours, it would be missed.
     */
    @Test
    void theDarkDiffersInWhatIsCheckedThere(Chromium chromium, Servers servers) throws IOException {
        chromium.visit(Kind.LIBRARY_ABOUT.url(servers.of(Kind.LIBRARY_ABOUT), "en"));
        chromium.run(axe);
        List<String> rules =
                texts(
                        chromium.run(
                                "return axe.getRules(['cat.color']).filter(r => !r.tags.includes('wcag2aaa')).map(r => r.ruleId)"));
        assertEquals(COLOURS, rules.stream().sorted().toList());

        String style =
                servers.ledger()
                        .get(
                                String.valueOf(
                                        chromium.find(By.cssSelector("link[rel=stylesheet]"))
                                                .getDomAttribute("href")))
                        .body();
        Matcher dark =
                Pattern.compile(
                                "@media \\(prefers-color-scheme: dark\\) \\{\\s*:root \\{([^}]*)}\\s*}")
                        .matcher(style);
        assertTrue(dark.find(), style);
        assertTrue(
                dark.group(1)
                        .strip()
                        .lines()
                        .allMatch(line -> line.strip().matches("--[a-z-]+: #[0-9a-f]{3,6};")),
                dark::group);
        assertFalse(
                style.substring(dark.end()).contains("prefers-color-scheme"), "said in one place");
    }

    private static List<String> barriers(Chromium chromium, List<String> rules) {
        return texts(
                chromium.driver()
                        .executeAsyncScript(FIND_BARRIERS, rules.isEmpty() ? null : rules));
    }

    private static List<String> texts(@Nullable Object found) {
        return ((List<?>) Objects.requireNonNull(found)).stream().map(String::valueOf).toList();
    }
}
