package org.labledger.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

class HomeTest {

    /** The command that {@link Home#read} promises to agree with. */
    private static final String COMMAND =
            "find -L ontology data queries -type f -not -path '*/.*' -not -name '*~'"
                    + " | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum";

    @TempDir Path folder;

    @Test
    void hasTheSnapshotThatShellToolsCompute() throws Exception {
        HomeFolder.in(folder)
                .withAllOf(HomeFolder.LIBRARY)
                .with("data/two words.ttl", "<a> <b> <c> .")
                .with("data/Upper.ttl", "<a> <b> <c> .")
                .with("data/a-b.ttl", "")
                .with("data/a/b.ttl", "")
                .with("data/a.ttl", "")
                .with("data/notes.md", "Part of the snapshot, though never read.")
                .with("data/.hidden.ttl", "1")
                .with("data/.git/config", "2")
                .with("data/a.ttl~", "3")
                .with("data/old~/a.ttl", "4")
                .with("README.md", "5");

        assertEquals(shell(folder, COMMAND).split(" ", 2)[0], Home.read(folder).snapshot());
    }

    @Test
    void hasTheSnapshotThatShellToolsComputeOfNamesBeyondAscii() throws Exception {
        assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "Java cannot name such files in this locale");
        HomeFolder.in(folder)
                .with("data/書.ttl", "<a> <b> \"書\" .")
                .with("data/é.ttl", "")
                .with("data/z.ttl", "");

        assertEquals(List.of("data/z.ttl", "data/é.ttl", "data/書.ttl"), paths(Home.read(folder)));
        assertEquals(shell(folder, COMMAND).split(" ", 2)[0], Home.read(folder).snapshot());
    }

    @Test
    void hasOneSnapshotForEqualFilesWhereverTheyLie() throws IOException {
        HomeFolder.in(folder.resolve("copy")).withAllOf(HomeFolder.LIBRARY);

        assertEquals(
                HomeFolder.LIBRARY.read().snapshot(), Home.read(folder.resolve("copy")).snapshot());
    }

    @Test
    void hasAnotherSnapshotAfterEveryChange() {
        HomeFolder home = HomeFolder.in(folder).with("data/a.ttl", "<a> <b> <c> .");
        String before = home.read().snapshot();

        String longer = home.with("data/a.ttl", "<a> <b> <c> . ").read().snapshot();
        String other = home.with("data/a.ttl", "<a> <b> <d> .").read().snapshot();
        String more = home.with("queries/notes.txt", "").read().snapshot();

        assertNotEquals(before, longer);
        assertNotEquals(before, other);
        assertNotEquals(other, more);
        assertEquals(before.substring(0, 12), homeWith("<a> <b> <c> .").shortSnapshot());
    }

    @Test
    void ignoresHiddenFilesAndBackups() {
        HomeFolder home = HomeFolder.in(folder).with("data/a.ttl", "<a> <b> <c> .");
        String before = home.read().snapshot();

        home.with("data/.a.ttl.swp", "x").with("data/a.ttl~", "x").with("data/.git/a.ttl", "x");

        assertEquals(List.of("data/a.ttl"), paths(home.read()));
        assertEquals(before, home.read().snapshot());
    }

    @Test
    void ordersFilesByTheBytesOfTheirPaths() {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("queries/q.rq", "")
                        .with("data/b.ttl", "")
                        .with("data/a/z.ttl", "")
                        .with("data/a.ttl", "")
                        .with("data/a-z.ttl", "")
                        .with("data/B.ttl", "")
                        .with("ontology/v.ttl", "");

        assertEquals(
                List.of(
                        "data/B.ttl",
                        "data/a-z.ttl",
                        "data/a.ttl",
                        "data/a/z.ttl",
                        "data/b.ttl",
                        "ontology/v.ttl",
                        "queries/q.rq"),
                paths(home.read()));
    }

    @Test
    void tellsWhatEachFileIsFor() {
        Home home = HomeFolder.LIBRARY.read();

        assertEquals(
                List.of("ontology/dataset.ttl", "ontology/prefixes.ttl", "ontology/vocab.ttl"),
                paths(home, HomeFile.Part.ONTOLOGY));
        assertEquals(
                List.of("ontology/shapes/source.ttl", "ontology/shapes/union.ttl"),
                paths(home, HomeFile.Part.SHAPES));
        assertEquals(List.of("ontology/rules/inverse.rq"), paths(home, HomeFile.Part.RULE));
        assertEquals(
                List.of("queries/checks/returned-before-lent.rq"),
                paths(home, HomeFile.Part.CHECK));
        assertTrue(paths(home, HomeFile.Part.DATA).contains("data/loans.trig"));
        assertTrue(paths(home, HomeFile.Part.DATA).contains("data/shelves.nq"));
        assertTrue(paths(home, HomeFile.Part.QUERY).contains("queries/books/find-book.rq"));
        assertTrue(paths(home, HomeFile.Part.EXPECTED).contains("queries/expected/find-book.csv"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data/notes.md",
                "data/sources/2024/page.html",
                "data/README",
                "ontology/vocab.rdf",
                "ontology/shapes/notes.md",
                "ontology/rules/notes.ttl",
                "queries/notes.md",
                "queries/checks/notes.md",
                "queries/expected/answer.json",
                "README.md",
            })
    void doesNotReadWhatItHasNoUseFor(String path) {
        assertEquals(HomeFile.Part.OTHER, new HomeFile(path, new byte[0]).part());
    }

    /** The layout of a ConfigMap: data/..data links to a folder by time, files link into it. */
    @Test
    void readsAVolumeOfLinksAndWhatItIsReplacedBy() throws IOException {
        HomeFolder.in(folder)
                .with("data/..2026_11_30_1/a.ttl", "<a> <b> 1 .")
                .with("data/..2026_11_30_2/a.ttl", "<a> <b> 2 .")
                .with("ontology/v.ttl", "<v> <w> 1 .");
        Path data = folder.resolve("data");
        Files.createSymbolicLink(data.resolve("..data"), Path.of("..2026_11_30_1"));
        Files.createSymbolicLink(data.resolve("a.ttl"), Path.of("..data", "a.ttl"));
        Files.createSymbolicLink(data.resolve("v.ttl"), Path.of("..", "ontology", "v.ttl"));
        Files.createDirectories(data.resolve("sub"));
        Files.createSymbolicLink(data.resolve("sub/loop"), data);

        Home home = Home.read(folder);

        assertEquals(
                List.of("data/a.ttl", "data/v.ttl", "ontology/v.ttl"),
                home.files().stream().map(HomeFile::path).toList());
        assertEquals("<a> <b> 1 .", home.files().getFirst().text());
        assertEquals(List.of(), home.unread());

        Files.delete(data.resolve("..data"));
        Files.createSymbolicLink(data.resolve("..data"), Path.of("..2026_11_30_2"));
        assertEquals("<a> <b> 2 .", Home.read(folder).files().getFirst().text());
    }

    @Test
    void namesLinksThatLeadOutOfTheHomeOrNowhere(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("x.ttl"), "<x> <y> 1 .");
        HomeFolder.in(folder).with("data/a.ttl", "<a> <b> 1 .");
        Path data = folder.resolve("data");
        Files.createSymbolicLink(data.resolve("x.ttl"), elsewhere.resolve("x.ttl"));
        Files.createSymbolicLink(data.resolve("more"), elsewhere);
        Files.createSymbolicLink(data.resolve("gone.ttl"), Path.of("nothing.ttl"));

        Home home = Home.read(folder);

        assertEquals(List.of("data/a.ttl"), home.files().stream().map(HomeFile::path).toList());
        assertEquals(
                Set.of("data/x.ttl", "data/more", "data/gone.ttl"),
                home.unread().stream().map(Home.Unread::path).collect(Collectors.toSet()));
    }

    @Test
    void saysThatThereIsNoSuchFolder() {
        Path missing = folder.resolve("nowhere");

        NoSuchHomeException e = assertThrows(NoSuchHomeException.class, () -> Home.read(missing));

        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("No such folder: " + missing), message);
        assertTrue(message.contains("--home"), message);
    }

    @Test
    void saysThatAFolderHasNoData() throws IOException {
        Files.createDirectory(folder.resolve("ontology"));

        NoSuchHomeException e = assertThrows(NoSuchHomeException.class, () -> Home.read(folder));

        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("The folder " + folder + " has no data/"), message);
    }

    @Test
    void refusesAFileInPlaceOfAFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file.ttl"), "");

        assertThrows(NoSuchHomeException.class, () -> Home.read(file));
    }

    private Home homeWith(String data) {
        return HomeFolder.in(folder.resolve("other")).with("data/a.ttl", data).read();
    }

    private static List<String> paths(Home home) {
        return home.files().stream().map(HomeFile::path).toList();
    }

    private static List<String> paths(Home home, HomeFile.Part part) {
        return home.files(part).map(HomeFile::path).toList();
    }

    private static String shell(Path folder, String command) throws Exception {
        assumeTrue(
                works("sh", "-c", "sha256sum /dev/null && xargs -d '\\n' echo </dev/null"),
                "needs sh, sha256sum, and an xargs with -d");
        Process process =
                new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        assertFalse(output.isBlank());
        return output;
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
