package org.labledger.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.jena.graph.NodeFactory;
import org.junit.jupiter.api.Test;

class Utf8Test {

    private static SourceFile parse(byte[] content) {
        return SourceFile.parse(
                new HomeFile("data/a.ttl", content), NodeFactory.createURI("https://a.example/a"));
    }

    @Test
    void aByteThatIsNotUtf8IsToldWithItsLineAndColumn() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Longer than the decoder's buffer, and with characters of two to four bytes.
        bytes.writeBytes("# ä 語 😀\n".repeat(3000).getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes("<#a> <#b> \"語caf".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes("é\" .\n".getBytes(StandardCharsets.ISO_8859_1));
        SourceFile file = parse(bytes.toByteArray());
        assertFalse(file.isWhole());
        assertEquals(List.of(), file.quads());
        assertEquals(
                List.of(
                        new ParseProblem(
                                new Location("data/a.ttl", 3001, 16),
                                true,
                                "Invalid UTF-8 (byte 0xE9). Save the file as UTF-8.")),
                file.problems());
    }

    @Test
    void aFileThatEndsInTheMidstOfACharacterIsNotUtf8() {
        assertFalse(parse(new byte[] {'#', (byte) 0xE8}).isWhole());
    }

    @Test
    void charactersOfAllLengthsAreReadAlsoAcrossTheBuffersEnd() {
        for (int i = 8185; i < 8195; i++) {
            String text = "#" + "x".repeat(i) + "é語😀\n<#a> <#b> \"語\" .\n";
            assertTrue(parse(text.getBytes(StandardCharsets.UTF_8)).isWhole());
        }
    }
}
