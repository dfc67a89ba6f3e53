package org.labledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

@Timeout(60)
@ExtendWith(WithChromium.class)
class EditorTest {

    /** The editor keeps what one typed; here, nobody was there before. */
    @BeforeEach
    void forgetWhatWasTyped(Chromium chromium, Servers servers) {
        chromium.visit(servers.ledger().uri("/about").toString());
        chromium.run("localStorage.clear()");
    }

    @Test
    void beginsWithTheQueryInSight(Chromium chromium, Servers servers) {
        String text = open("/sparql", chromium, servers);

        assertFalse(text.contains("PREFIX"), text);
        assertTrue(text.lines().limit(2).anyMatch(l -> l.startsWith("SELECT ?class")), text);
    }

    @Test
    void opensASavedQueryUnderItsTitleWithoutDecorators(Chromium chromium, Servers servers) {
        String text = open("/sparql?edit=sources-not-read-in-full", chromium, servers);

        assertTrue(text.startsWith("# "), text);
        assertFalse(text.contains("#+"), text);
    }

    @Test
    void declaresAPrefixWhenANameWithItIsTyped(Chromium chromium, Servers servers) {
        open("/sparql", chromium, servers);
        Hand.MOUSE.into(chromium, By.cssSelector(".yasqe .CodeMirror-lines"));
        chromium.replaceAll("SELECT ?s WHERE { ?s lab:made ?day ; no:such ?x }");

        chromium.await("the prefix is there", () -> text(chromium).startsWith("PREFIX lab:"));

        String[] lines = text(chromium).split("\n", -1);
        assertEquals("PREFIX lab: <https://w3id.org/lab-ledger/lab#>", lines[0]);
        assertEquals("SELECT ?s WHERE { ?s lab:made ?day ; no:such ?x }", lines[1].strip());
    }

    /** Opens the editor; returns the query in it. */
    private static String open(String path, Chromium chromium, Servers servers) {
        chromium.visit(servers.ledger().uri(path).toString());
        chromium.find(By.cssSelector(".yasqe .CodeMirror-code"));
        return text(chromium);
    }

    private static String text(Chromium chromium) {
        return String.valueOf(
                chromium.run(
                        "return document.querySelector('.yasqe .CodeMirror').CodeMirror.getValue()"));
    }
}
