package org.labledger.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir private Path folder;

    @Test
    void createsAFileWithItsFolders() throws IOException {
        WholeFile.write(folder.resolve("a/b/c.ttl"), "範例\n");

        assertEquals("範例\n", Files.readString(folder.resolve("a/b/c.ttl")));
        assertEquals(List.of("c.ttl"), names(folder.resolve("a/b")));
    }

    @Test
    void keepsAFilesPermissionsAndALink() throws IOException {
        Path file = Files.writeString(folder.resolve("file.ttl"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        Path link = Files.createSymbolicLink(folder.resolve("link.ttl"), Path.of("file.ttl"));

        WholeFile.write(link, "new");

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
        assertEquals(
                "rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of("file.ttl", "link.ttl"), names(folder));
    }

    @Test
    void leavesTheOldContentAndNothingElseIfItFails() throws IOException {
        // A folder with something in it cannot be replaced by a file.
        Path file = Files.createDirectories(folder.resolve("a.ttl"));
        Files.writeString(file.resolve("old"), "old");

        assertThrows(IOException.class, () -> WholeFile.write(file, "new"));

        assertEquals("old", Files.readString(file.resolve("old")));
        assertEquals(List.of("a.ttl"), names(folder));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
