package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.labledger.web.ServedHome.header;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** The pictures that other sites show of pages. */
class CardTest {

    /** A letter for private use, which no font has. */
    private static final String NO_LETTER = "\uDB80\uDFFF";

    @TempDir Path folder;

    @BeforeEach
    void needsFonts() {
        assumeTrue(
                GraphicsEnvironment.getLocalGraphicsEnvironment()
                                .getAvailableFontFamilyNames()
                                .length
                        > 0);
    }

    private ServedHome thing(String name, String comment) {
        return ServedHome.start(
                HomeFolder.in(folder)
                        .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                        .with(
                                "data/a.ttl",
                                """
                                @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                                <https://home.test/id/a> rdfs:label "%s"@en ; rdfs:comment "%s"@en .
                                """
                                        .formatted(name, comment)));
    }

    private static String promised(ServedHome home) {
        Element picture =
                Jsoup.parse(home.get("doc/id/a", "Accept", "text/html").body())
                        .selectFirst("meta[property=og:image]");
        return picture == null ? "" : picture.attr("content");
    }

    @Test
    void isDrawnForAPageThatPromisesIt() {
        try (ServedHome home = thing("A thing", "What it is.")) {
            var card = home.get(promised(home));

            assertEquals(200, card.statusCode());
            assertEquals("image/png", header(card, "Content-Type"));
        }
    }

    @Test
    void isNotPromisedWhereTheMachineHasNoLettersForTheName() {
        try (ServedHome home = thing("A thing " + NO_LETTER, "What it is.")) {
            assertEquals("", promised(home));
            assertEquals(404, home.get("card.png?iri=https://home.test/id/a&lang=en").statusCode());
        }
    }

    @Test
    void leavesOutWordsThatTheMachineHasNoLettersFor() {
        try (ServedHome home = thing("A thing", "What it is: " + NO_LETTER)) {
            assertTrue(promised(home).contains("/card.png?"), () -> promised(home));
            assertEquals(200, home.get(promised(home)).statusCode());
        }
    }
}
