package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/** The server as the system sees it: signals, permissions, memory. */
@Timeout(180)
class ServeProcessTest {

    private static final String TRIPLE = "<http://a.example/s> <http://a.example/p> %s .\n";

    private static final List<String> SMALL_HEAP = List.of("-Xmx80m", "-XX:+UseSerialGC");

    @TempDir Path folder;

    @Test
    void hangupReloadsAndTerminateEndsItInGoodOrder() throws Exception {
        HomeFolder home = HomeFolder.in(folder).with("data/a.ttl", TRIPLE.formatted("1"));
        try (ServeProcess server =
                ServeProcess.start(folder, List.of(), List.of(), "--stop-delay", "0")) {
            URI url = server.awaitReady();

            server.signal("HUP");
            assertEquals("Nothing to reload: the files are those in service.", server.nextLine());
            home.with("data/a.ttl", TRIPLE.formatted("1, 2"));
            server.signal("HUP");
            String reloaded = server.nextLine();
            assertTrue(reloaded.startsWith("Reloaded. Passed: "), reloaded);
            assertTrue(ServeProcess.get(url.resolve("readyz")).body().contains("\"quads\" : 2"));

            // What a client sends does not fill the log.
            for (String host : List.of("a b", "<" + "x".repeat(60_000) + ">", "a:99999", "a@b")) {
                try (Socket socket = new Socket(url.getHost(), url.getPort())) {
                    socket.getOutputStream()
                            .write(
                                    "GET / HTTP/1.1\r\nHost: %s\r\n\r\n"
                                            .formatted(host)
                                            .getBytes(StandardCharsets.US_ASCII));
                    assertTrue(
                            new String(
                                            socket.getInputStream().readAllBytes(),
                                            StandardCharsets.UTF_8)
                                    .startsWith("HTTP/1.1 400 "));
                }
            }

            server.signal("TERM");
            assertEquals("Stopping.", server.nextLine());
            assertEquals(0, server.exitStatus());
            assertEquals(List.of(), server.errors());
        }
    }

    @Test
    void whatCannotBeReadIsToldOfWithItsReasonUntilItCan() throws Exception {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/a.ttl", TRIPLE.formatted("1"))
                        .with("data/more/b.ttl", TRIPLE.formatted("2"));
        try (ServeProcess server =
                ServeProcess.start(folder, withoutPrivileges(), List.of(), "--stop-delay", "0")) {
            URI url = server.awaitReady();
            for (String path : List.of("data/a.ttl", "data/more", "data", "")) {
                Path file = folder.resolve(path);
                boolean isFolder = Files.isDirectory(file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
                awaitProbe(
                        url,
                        "Permission denied.",
                        (path.isEmpty() ? "data" : path) + "\"",
                        "\"quads\" : 2");

                Files.setPosixFilePermissions(
                        file,
                        PosixFilePermissions.fromString(isFolder ? "rwxr-xr-x" : "rw-r--r--"));
                String line = server.nextLine();
                assertTrue(line.startsWith("Reloaded. "), line);
                assertFalse(
                        ServeProcess.get(url.resolve("readyz")).body().contains("warning"), path);
            }
            // Edits go on.
            home.with("data/more/b.ttl", TRIPLE.formatted("2, 3"));
            assertTrue(server.nextLine().startsWith("Reloaded. "));
            awaitProbe(url, "\"quads\" : 3");

            server.signal("TERM");
            assertEquals(0, server.exitStatus());
        }
    }

    @Test
    void aHomeTooLargeForTheHeapEndsWithOneSentence() throws Exception {
        HomeFolder.in(folder).with("data/a.ttl", TRIPLE.formatted("1"));
        makeLarge("data/large.nt");
        try (ServeProcess server = ServeProcess.start(folder, List.of(), SMALL_HEAP)) {
            assertEquals(1, server.exitStatus());
            List<String> errors = server.errors();
            assertEquals(1, errors.size(), errors::toString);
            assertTrue(
                    errors.getFirst()
                            .matches(
                                    "The home does not fit in a heap of \\d+ MB\\. Set a larger one,"
                                            + " for example with `LAB_LEDGER_JAVA_OPTS=-Xmx\\d+m`\\."),
                    errors::toString);
        }
    }

    @Test
    void anEditTooLargeForTheHeapIsToldOfAndTheNextIsTaken() throws Exception {
        HomeFolder home = HomeFolder.in(folder).with("data/a.ttl", TRIPLE.formatted("1"));
        try (ServeProcess server =
                ServeProcess.start(folder, List.of(), SMALL_HEAP, "--stop-delay", "0")) {
            URI url = server.awaitReady();

            makeLarge("data/large.nt");
            awaitProbe(url, "does not fit in a heap of", "\"quads\" : 1");
            Files.delete(folder.resolve("data/large.nt"));
            home.with("data/a.ttl", TRIPLE.formatted("1, 2"));
            awaitProbe(url, "\"quads\" : 2");
            assertFalse(ServeProcess.get(url.resolve("readyz")).body().contains("warning"));

            server.signal("TERM");
            assertEquals(0, server.exitStatus());
        }
    }

    /** A file with a hole: it takes no room on the disk. */
    private void makeLarge(String path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(path).toFile(), "rw")) {
            file.setLength(300L << 20);
        }
    }

    /** Waits until the probe says all of this, and no path of the machine. */
    private void awaitProbe(URI url, String... parts) throws Exception {
        List<String> missing = new ArrayList<>(List.of(parts));
        String body = "";
        while (!missing.isEmpty()) {
            Thread.sleep(50);
            body = ServeProcess.get(url.resolve("readyz")).body();
            missing.removeIf(body::contains);
        }
        assertFalse(body.contains(folder.toString()), body);
    }

    /** The superuser reads everything, unless it gives up that capability (capabilities(7)). */
    private static List<String> withoutPrivileges() {
        return System.getProperty("user.name").equals("root")
                ? List.of(
                        "setpriv",
                        "--bounding-set=-dac_override,-dac_read_search",
                        "--inh-caps=-dac_override,-dac_read_search")
                : List.of();
    }
}
