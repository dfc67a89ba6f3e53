package org.labledger.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {

    @TempDir private Path folder;

    @Test
    void anotherJarOfTheSameVersionIsAnotherBuild() throws IOException {
        Path jar = folder.resolve("a.jar");
        String first = Build.idOf(Files.writeString(jar, "one"));

        assertNotEquals(first, Build.idOf(Files.writeString(jar, "two")));
    }

    @Test
    void theSameBytesAreTheSameBuildWhereverAndWheneverTheyAreWritten() throws IOException {
        String first = Build.idOf(Files.writeString(folder.resolve("a.jar"), "one"));

        assertEquals(first, Build.idOf(Files.writeString(folder.resolve("b.jar"), "one")));
    }

    @Test
    void classesInAFolderAreNoJar() {
        assertEquals("no jar", Build.idOf(folder));
    }
}
