package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** No command answers from a part of the files without a word. */
class DamagedHomeTest {

    @TempDir private Path folder;

    @BeforeEach
    void copyTheLibrary() {
        HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
    }

    @Test
    void isNotAnsweredFromButNamedWhateverFileIsDamaged() throws IOException {
        Random random = new Random(20);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files =
                    all.filter(file -> file.toString().matches(".*/(?:data|ontology)/.*\\.\\w+"))
                            .filter(file -> !file.toString().contains("/shapes/"))
                            .filter(Files::isRegularFile)
                            .sorted()
                            .toList();
        }
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            byte[] damaged = whole.clone();
            // No UTF-8 text has this byte.
            damaged[random.nextInt(damaged.length)] = (byte) 0xFF;
            Files.write(file, damaged);
            String path = folder.relativize(file).toString();

            for (String[] command : new String[][] {{"query", "who-borrowed-what"}, {"stats"}}) {
                CommandRun run = CommandRun.on(folder, command);

                assertEquals(1, run.status(), path);
                assertEquals("", run.out(), path);
                assertTrue(run.err().startsWith(path + ":"), run::toString);
                assertTrue(run.err().contains("No answer"), run::toString);
            }
            Files.write(file, whole);
        }
        assertEquals(0, CommandRun.on(folder, "stats").status());
    }

    @Test
    void namesEachFile() {
        HomeFolder.in(folder)
                .with("data/books.ttl", "<a> <b")
                .with("data/authors.ttl", "<a> <b> .");

        CommandRun run = CommandRun.on(folder, "query", "books-by-author");

        assertEquals(1, run.status());
        assertTrue(run.err().contains("data/books.ttl:1:"), run::toString);
        assertTrue(run.err().contains("data/authors.ttl:1:9: error: "), run::toString);
    }

    @Test
    void namesAQueryFileThatIsLeftOutOfAList() {
        HomeFolder.in(folder).with("queries/books/catalogue.rq", "SELECT * {");

        for (String command : List.of("query", "stats")) {
            CommandRun run = CommandRun.on(folder, command);

            assertEquals(1, run.status(), run::toString);
            assertTrue(run.err().startsWith("queries/books/catalogue.rq:1:"), run::toString);
        }
    }
}
