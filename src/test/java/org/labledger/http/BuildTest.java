package org.labledger.http;

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
    void aRebuiltJarOfTheSameVersionIsAnotherBuild() throws IOException {
        Path jar = folder.resolve("a.jar");
        String first = Build.of(Files.writeString(jar, "one"));

        assertEquals(first, Build.of(jar));
        assertNotEquals(first, Build.of(Files.writeString(jar, "two")));
    }

    @Test
    void classesInAFolderAreNoJar() {
        assertEquals("no jar", Build.of(folder));
    }
}
