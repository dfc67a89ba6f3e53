package org.labledger.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

class NativeTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"ANSI_X3.4-1968", "ISO-8859-1", "Big5", "no-such-charset", "UTF-8"})
    void textInAsciiIsNeverDamaged(String charset) {
        assertFalse(NativeText.isDamaged("data/a b.ttl", charset));
    }

    @Test
    void otherTextIsWholeUnderUtf8Only() {
        assertFalse(NativeText.isDamaged("範例公報", "UTF-8"));
        assertFalse(NativeText.isDamaged("範例公報", "utf8"));
        assertTrue(NativeText.isDamaged("Ã©", "ISO-8859-1"));
        assertTrue(NativeText.isDamaged("caf\uFFFD", "ANSI_X3.4-1968"));
        assertTrue(NativeText.isDamaged("caf\uFFFD", "UTF-8"));
    }

    @Test
    void aFileWhoseNameCannotBeReadIsRefused(@TempDir Path folder) {
        HomeFolder home = HomeFolder.in(folder).with("data/caf\uFFFD.ttl", "<#a> <#b> <#c> .");

        String message = assertThrows(IOException.class, () -> Home.read(home.path())).getMessage();

        assertEquals(
                "data/caf\uFFFD.ttl: the name of this file cannot be read. " + NativeText.REMEDY,
                message);
    }
}
