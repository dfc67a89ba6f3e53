package org.labledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tarball on a machine that has a JRE and nothing else of Java: it serves, checks and answers,
 * and its folder stays as it was unpacked.
 */
@Timeout(300)
class DistributionIT {

    private static final String VERSION = System.getProperty("labledger.version", "");

    /** All that the launcher may call. There is no mvn, no javac and no git among them. */
    private static final List<String> TOOLS =
            List.of(
                    "bash",
                    "env",
                    "dirname",
                    "readlink",
                    "sed",
                    "cksum",
                    "tr",
                    "cat",
                    "mkdir",
                    "rm",
                    "mv",
                    "flock",
                    "du",
                    "getconf");

    @TempDir private static Path machine;

    private static Path unpacked;
    private static Path jre;
    private static Map<String, String> asUnpacked;

    @BeforeAll
    static void unpack() throws Exception {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(Files.isExecutable(jlink), "skipped: this JDK has no jlink");
        }
        Path tarball = Path.of(System.getProperty("labledger.tarball", ""));
        run(Map.of(), "tar", "xzf", tarball.toString(), "-C", machine.toString());
        unpacked = machine.resolve("lab-ledger-" + VERSION);
        asUnpacked = files();
        jre = machine.resolve("jre");
        run(
                Map.of(),
                jlink.toString(),
                "--add-modules",
                "java.se,jdk.management,jdk.unsupported",
                "--output",
                jre.toString());
        assertFalse(Files.exists(jre.resolve("bin/javac")), "a JRE has no compiler");
        Path bin = Files.createDirectory(machine.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), jre.resolve("bin/java"));
        for (String tool : TOOLS) {
            for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
                Path found = Path.of(folder, tool);
                if (Files.isExecutable(found) && !Files.exists(bin.resolve(tool))) {
                    Path script = bin.resolve(tool);
                    Files.writeString(script, "#!/bin/sh\nexec " + found + " \"$@\"\n");
                    assertTrue(script.toFile().setExecutable(true), tool);
                }
            }
        }
    }

    @AfterEach
    void nothingIsWrittenIntoTheUnpackedFolder() throws IOException {
        Map<String, String> now = files();
        Set<Map.Entry<String, String>> written = new LinkedHashSet<>(now.entrySet());
        written.removeAll(asUnpacked.entrySet());
        assertEquals(Set.of(), written);
        assertEquals(asUnpacked.size(), now.size(), "nothing is deleted");
    }

    @Test
    void holdsOneFolderWithAllThatAReaderLooksFor() {
        for (String name :
                List.of(
                        "lab-ledger",
                        "lib/lab-ledger.jar",
                        "lib/checksums",
                        "ontology/lab.ttl",
                        "queries/expected",
                        "README.md",
                        "CHANGELOG.md",
                        "CITATION.cff",
                        "LICENSE",
                        "docs")) {
            assertTrue(Files.exists(unpacked.resolve(name)), name);
        }
        assertFalse(Files.exists(unpacked.resolve("pom.xml")));
    }

    @Test
    void saysItsVersionWhereThereIsNoHomeDirectoryToCacheIn() throws Exception {
        assertEquals("Lab Ledger " + VERSION + "\n", run(Map.of(), launcher(), "--version"));
    }

    /** It used to be written as U+FFFD. */
    @Test
    void readsArgumentsAsUtf8UnderAnyLocale() throws Exception {
        String printed =
                run(
                        Map.of("LC_ALL", "C"),
                        launcher(),
                        "new",
                        "publisher",
                        "label.en=Example Gazette",
                        "label.zh-Hant=範例公報",
                        "--dry-run");

        assertTrue(printed.contains("\"範例公報\"@zh-Hant"), printed);
    }

    @Test
    void checksAnswersAndServes() throws Exception {
        Map<String, String> cache = Map.of("XDG_CACHE_HOME", machine.resolve("cache").toString());

        assertTrue(run(cache, launcher(), "check").contains("Passed: 0 errors"));
        assertEquals(
                Files.readString(unpacked.resolve("queries/expected/estimates.csv")),
                run(cache, launcher(), "query", "estimates", "--format", "csv")
                        .replace("\r\n", "\n"));
        try (Stream<Path> kept = Files.walk(machine.resolve("cache/lab-ledger"))) {
            assertTrue(kept.anyMatch(file -> file.toString().endsWith(".classes")));
        }
        Path snapshots = machine.resolve("cache/lab-ledger/snapshots");
        serve(cache, () -> awaitSnapshot(snapshots));
        Path snapshot = awaitSnapshot(snapshots);
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(20)));
        Files.setLastModifiedTime(snapshot, longAgo);

        // The same home: what was kept is read, which makes it new.
        serve(cache, () -> snapshot);
        assertTrue(Files.getLastModifiedTime(snapshot).compareTo(longAgo) > 0);

        Files.setLastModifiedTime(snapshot, longAgo);
        serve(cache, () -> snapshot, "--no-cache");
        assertEquals(longAgo, Files.getLastModifiedTime(snapshot));
    }

    /** Waits until a server has kept its snapshot. */
    private static Path awaitSnapshot(Path folder) throws Exception {
        for (long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                System.nanoTime() < end; ) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    List<Path> whole =
                            files.filter(file -> file.toString().endsWith(".state")).toList();
                    if (!whole.isEmpty()) {
                        assertEquals(
                                "rw-------",
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(whole.getFirst())));
                        return whole.getFirst();
                    }
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no snapshot is kept in " + folder);
    }

    private static void serve(
            Map<String, String> environment, Callable<Path> whileItRuns, String... options)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher(), "serve", "--port", "0"));
        command.addAll(List.of(options));
        Process server = start(environment, command.toArray(String[]::new));
        try (BufferedReader out = server.inputReader(UTF_8)) {
            Matcher ready =
                    Pattern.compile("Lab Ledger is ready: (http://[^ ]+) .*")
                            .matcher(String.valueOf(out.readLine()));
            assertTrue(ready.matches(), ready::toString);
            assertEquals(
                    jre.resolve("bin/java").toRealPath().toString(),
                    server.info().command().orElse("").toString());

            HttpResponse<String> home = get(ready.group(1));
            assertEquals(200, home.statusCode());
            assertEquals(
                    VERSION, home.headers().firstValue("Lab-Ledger-Version").orElse("missing"));
            assertTrue(
                    home.body()
                            .contains("<meta name=\"generator\" content=\"Lab Ledger " + VERSION),
                    home::body);
            assertEquals(200, get(ready.group(1) + "query/estimates.csv").statusCode());
            whileItRuns.call();
        } finally {
            server.destroy();
            server.waitFor(20, TimeUnit.SECONDS);
            server.destroyForcibly();
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Accept", "text/html, text/csv;q=0.9")
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    BodyHandlers.ofString(UTF_8));
        }
    }

    private static String launcher() {
        return unpacked.resolve("lab-ledger").toString();
    }

    private static Process start(Map<String, String> environment, String... command)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        if (command[0].startsWith(machine.toString())) {
            builder.environment().clear();
            builder.environment().put("PATH", machine.resolve("bin").toString());
            builder.directory(Path.of("/").toFile());
        }
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Process process = start(environment, command);
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + out);
        return out;
    }

    /** Every file and folder of the unpacked tarball, with the hash of what it holds. */
    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(unpacked)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                files.put(
                        unpacked.relativize(file).toString(),
                        Files.isDirectory(file)
                                ? "folder"
                                : DigestUtils.sha256Hex(Files.readAllBytes(file)));
            }
        }
        return files;
    }
}
