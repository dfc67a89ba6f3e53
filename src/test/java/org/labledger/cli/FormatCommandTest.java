package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

class FormatCommandTest {

    @TempDir private Path folder;

    @Test
    void namesEachFileThatItCannotLayOutAndGoesOnWithTheOthers() throws IOException {
        HomeFolder.in(folder)
                .with("data/a.ttl", "<a> <b> 1 ; <c> 2 .")
                .with("data/b.ttl", "<a> <b> “x” .")
                .with("data/c.ttl", "# c\n<a> <b> \"x .\n")
                .with("data/d.ttl", "<<<<<<< HEAD\n<a> <b> 1 .\n")
                .with("data/e.ttl", "<a> <b> " + "[ <b> ".repeat(1_200) + " .")
                .with("data/f.trig", "<g> { <a> <b> 1 }")
                .with("data/z.ttl", "<a> <b> 1 .");
        Files.write(folder.resolve("data/n.ttl"), new byte[] {'<', 'a', '>', '\n', (byte) 0xE9});

        CommandRun run = CommandRun.on(folder, "fmt");

        assertEquals(1, run.status());
        assertEquals(
                List.of("b.ttl:1:9:", "c.ttl:2:9:", "d.ttl:1:1:", "e.ttl:1:", "n.ttl:2:1:"),
                run.err()
                        .lines()
                        .map(line -> line.substring(line.lastIndexOf("/data/") + 6))
                        .map(line ->
                                line.replaceFirst(":(\\d{3,}:)? error: not formatted: .*", ":"))
                        .map(line -> line.replaceFirst("(?<=e.ttl:1:)\\d+:", ""))
                        .toList(),
                run::toString);
        assertTrue(run.out().contains("8 files: 3 formatted, 5 failed."), run::toString);
        assertEquals("<a>\n    <b> 1 .\n", Files.readString(folder.resolve("data/z.ttl")));
        assertEquals(
                "<g> {\n    <a>\n        <b> 1 .\n}\n",
                Files.readString(folder.resolve("data/f.trig")));
        assertEquals("<a> <b> “x” .", Files.readString(folder.resolve("data/b.ttl")));
    }

    @Test
    void namesFilesThatAreMissingOrHaveNoLayout() {
        HomeFolder.in(folder).with("data/a.nt", "<a:a> <b:b> <c:c> .");

        CommandRun run =
                CommandRun.on(
                        folder,
                        "fmt",
                        folder.resolve("data/a.nt").toString(),
                        folder.resolve("data/none.ttl").toString());

        assertEquals(1, run.status());
        assertTrue(run.err().contains("a.nt:1:1: error: not formatted: only .ttl"), run::toString);
        assertTrue(
                run.err().contains("none.ttl:1:1: error: not formatted: No such"), run::toString);
    }
}
