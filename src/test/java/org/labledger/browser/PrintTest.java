package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;

/** A printed page is an exhibit: it says what it says, who says so, and where it came from. */
@Timeout(60)
@ExtendWith(WithChromium.class)
class PrintTest {

    /** Lines and blanks are where the paper has them, and mean nothing. */
    private static String packed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String print(Chromium chromium) {
        try (PDDocument pdf = Loader.loadPDF(Base64.getDecoder().decode(pdf(chromium)))) {
            return packed(new PDFTextStripper().getText(pdf));
        } catch (IOException e) {
            throw new AssertionError("That is no PDF", e);
        }
    }

    /** Headless Chromium now and then says "Printing failed" of what it prints the next time. */
    private static String pdf(Chromium chromium) {
        for (int failures = 0; ; failures++) {
            try {
                return String.valueOf(
                        chromium.driver()
                                .executeCdpCommand("Page.printToPDF", Map.of())
                                .get("data"));
            } catch (WebDriverException e) {
                if (failures == 3 || !String.valueOf(e.getMessage()).contains("Printing failed")) {
                    throw e;
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PERSON", "PLEDGE", "DISAGREEMENT", "TABLE", "GRAPH", "LIBRARY_THING"})
    void saysWhereItCameFrom(Kind kind, Chromium chromium, Servers servers) {
        String url = kind.url(servers.of(kind), "en");
        chromium.visit(url);
        String snapshot =
                String.valueOf(
                        chromium.find(By.cssSelector(".colophon code")).getAttribute("title"));
        String canonical =
                String.valueOf(
                        chromium.find(By.cssSelector("link[rel=canonical]")).getAttribute("href"));
        List<String> sources =
                chromium.all(By.cssSelector(".notes a.away")).stream()
                        .map(a -> String.valueOf(a.getDomAttribute("href")))
                        .toList();

        String paper = print(chromium);

        assertEquals(64, snapshot.length());
        assertTrue(paper.contains(snapshot), paper);
        assertTrue(paper.contains(canonical), paper);
        String today =
                LocalDate.now(ZoneId.systemDefault())
                        .format(DateTimeFormatter.ofPattern("dMMMMuuuu", Locale.ENGLISH));
        assertTrue(paper.contains("askedon" + today), paper);
        assertFalse(kind != Kind.LIBRARY_THING && sources.isEmpty());
        sources.forEach(source -> assertTrue(paper.contains(packed("<" + source + ">")), source));
    }

    @ParameterizedTest
    @EnumSource(names = {"HOME", "PERSON", "TIMELINE", "GRAPH"})
    void hasNothingToPress(Kind kind, Chromium chromium, Servers servers) {
        chromium.visit(kind.url(servers.of(kind), "en"));

        String paper = print(chromium);

        for (String seen :
                List.of("Questions", "SPARQL", "繁體中文", "Takeitwithyou", "asPNG", "Asaquestion")) {
            assertFalse(paper.contains(seen), () -> seen + " in " + paper);
        }
    }

    @Test
    void saysWhatWasAskedThoughTheFormIsGone(Chromium chromium, Servers servers) {
        chromium.visit(Kind.TABLE.url(servers.ledger(), "en"));

        String paper = print(chromium);

        assertTrue(paper.contains("OpenAIboardofdirectors"), paper);
        assertTrue(paper.contains("2023-12-15"), paper);
    }

    @Test
    void cutsNoTable(Chromium chromium, Servers servers) {
        chromium.visit(servers.ledger().uri("query/deals-that-bind-nobody?lang=en").toString());
        // As wide as paper is between its margins.
        chromium.driver()
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of(
                                "width",
                                718,
                                "height",
                                1000,
                                "deviceScaleFactor",
                                1,
                                "mobile",
                                false));
        chromium.paper(true);

        assertTrue(chromium.count("table.result thead th") >= 8);
        assertEquals(
                0L,
                chromium.run(
                        "return [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 719 && !e.closest('.unseen, .ask')).length"));
    }
}
