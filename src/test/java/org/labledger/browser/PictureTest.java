package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;

/** Answers as pictures: on a page of any width, and as files to take along. */
@Timeout(60)
@ExtendWith(WithChromium.class)
class PictureTest {

    /** Keeps the address of the file that a link would save. */
    private static final String CATCH_THE_FILE =
            """
            HTMLAnchorElement.prototype.click = function () {
                window.caught = [this.download, this.href];
            };
            """;

    @ParameterizedTest
    @EnumSource(names = {"GRAPH", "BARS", "TIMELINE", "LIBRARY_GRAPH"})
    void canBeHadAsPng(Kind kind, Chromium chromium, Servers servers) throws Exception {
        chromium.visit(kind.url(servers.of(kind), "zh-Hant"));
        chromium.run(CATCH_THE_FILE);
        chromium.find(By.xpath("//figcaption/a[2]")).click();
        chromium.await(
                "the file is there", () -> chromium.run("return window.caught") instanceof List);
        List<?> caught = (List<?>) chromium.run("return window.caught");

        assertTrue(caught.getFirst().toString().endsWith(".png"), caught.getFirst()::toString);
        String data = caught.getLast().toString().replaceFirst("^data:image/png;base64,", "");
        BufferedImage png =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
        assertTrue(png.getWidth() >= 2 * 960 && png.getHeight() > 200, png::toString);
        // Paper, ink, and what lies between: neither blank nor black.
        long colours =
                IntStream.range(0, png.getHeight())
                        .flatMap(y -> IntStream.range(0, png.getWidth()).map(x -> png.getRGB(x, y)))
                        .distinct()
                        .count();
        assertTrue(colours > 20, () -> "so many colours: " + colours);
        assertEquals(0xFFFDFCF9, png.getRGB(1, 1));
        assertEquals(List.of(), chromium.console());
    }

    @ParameterizedTest
    @CsvSource({"false, wide", "true, narrow"})
    void fitsTheWindow(boolean phone, String seen, Chromium chromium, Servers servers) {
        if (phone) {
            chromium.narrow();
        }
        chromium.visit(Kind.LIBRARY_GRAPH.url(servers.of(Kind.LIBRARY_GRAPH), "en"));

        assertEquals(
                List.of(seen),
                chromium.all(By.cssSelector(".net svg")).stream()
                        .filter(svg -> svg.isDisplayed())
                        .map(svg -> String.valueOf(svg.getDomAttribute("class")).split(" ")[1])
                        .toList());
        assertEquals(
                true,
                chromium.run(
                        "const net = document.querySelector('.net'); return net.scrollWidth <= net.clientWidth && net.scrollHeight <= net.clientHeight"));
    }

    /** In Chinese it is the broadest of all. */
    @Test
    void fitsADeskThoughItIsBroad(Chromium chromium, Servers servers) {
        chromium.visit(
                servers.ledger().uri("query/who-promised-compute-to-whom?lang=zh-Hant").toString());

        assertEquals(
                true,
                chromium.run(
                        "const net = document.querySelector('.net'); return net.querySelector('.wide').checkVisibility() && net.scrollWidth <= net.clientWidth"));
    }

    @Test
    void leadsToItsThings(Chromium chromium, Servers servers) {
        chromium.scripts(false);
        chromium.visit(Kind.LIBRARY_GRAPH.url(servers.of(Kind.LIBRARY_GRAPH), "en"));
        Hand.MOUSE.follow(chromium, By.cssSelector(".net .wide a[href$='/the-tin-orchard']"));

        assertEquals("The Tin Orchard", chromium.text("h1"));
    }
}
