package org.labledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a checkout, with stand-ins for Java and Maven. */
@Timeout(120)
class LauncherTest {

    @TempDir private Path folder;

    private LauncherCheckout checkout;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = LauncherCheckout.in(folder);
    }

    /** What may happen to a file of a build. */
    enum Damage {
        TRUNCATED {
            @Override
            void to(Path file) throws IOException {
                Files.writeString(file, "the first half of lib/b");
            }
        },
        EMPTY {
            @Override
            void to(Path file) throws IOException {
                Files.writeString(file, "");
            }
        },
        MISSING {
            @Override
            void to(Path file) throws IOException {
                Files.delete(file);
            }
        },
        OTHER_BYTES {
            @Override
            void to(Path file) throws IOException {
                Files.write(file, new byte[(int) Files.size(file)]);
            }
        };

        abstract void to(Path file) throws IOException;
    }

    @Test
    void buildsOnceAndThenRuns() throws Exception {
        LauncherCheckout.Run first = checkout.run("check");
        LauncherCheckout.Run second = checkout.run("check");

        assertEquals(0, first.status(), first::toString);
        assertTrue(first.err().startsWith("Building Lab Ledger"), first::toString);
        assertEquals(0, second.status(), second::toString);
        assertEquals("", second.err());
        assertEquals(first.java(), second.java());
        assertEquals(1, checkout.builds());
        assertEquals(List.of(), checkout.leftBehind());
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        checkout.run("check");
        checkout.edit();

        assertEquals(0, checkout.run("check").status());
        assertEquals(2, checkout.builds());
        assertEquals(List.of(), checkout.leftBehind());
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedBuildIsBuiltAgain(Damage damage) throws Exception {
        checkout.run("check");
        damage.to(checkout.build().resolve("b.jar"));

        LauncherCheckout.Run run = checkout.run("check");

        assertEquals(0, run.status(), run::toString);
        assertEquals(2, checkout.builds());
        assertEquals(List.of(), checkout.leftBehind());
    }

    @ParameterizedTest
    @CsvSource({
        "EMPTY, checksums",
        "MISSING, checksums",
        "EMPTY, ../current",
        "MISSING, ../current"
    })
    void aDamagedListIsBuiltAgain(Damage damage, String file) throws Exception {
        checkout.run("check");
        damage.to(checkout.build().resolve(file));

        assertEquals(0, checkout.run("check").status());
        assertEquals(2, checkout.builds());
        assertEquals(List.of(), checkout.leftBehind());
    }

    @Test
    void aBuildThatFailsLeavesNothingAndIsTriedAgain() throws Exception {
        LauncherCheckout.Run failed = checkout.run(Map.of("BROKEN", "yes"), "check");

        assertEquals(1, failed.status());
        assertTrue(failed.err().contains("No space left on device"), failed::toString);
        try (Stream<Path> left = Files.list(checkout.path().resolve("target/run"))) {
            assertEquals(List.of(), left.toList());
        }
        assertEquals(0, checkout.run("check").status());
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUNCATED", "OTHER_BYTES"})
    void aDamagedArchiveIsMadeAgain(Damage damage) throws Exception {
        checkout.run("check");
        damage.to(checkout.archives().getFirst());

        LauncherCheckout.Run run = checkout.run("check");

        assertEquals(0, run.status(), run::toString);
        assertEquals("Preparing faster starts (only once) …\n", run.err());
        assertTrue(run.java().contains("-XX:AOTCache="), run::toString);
        assertEquals(1, checkout.archives().size());
        assertEquals(1, checkout.builds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Building", "Preparing"})
    void interruptingThePreparationEndsIt(String stage) throws Exception {
        if (stage.equals("Preparing")) {
            checkout.run("check");
            Damage.MISSING.to(checkout.archives().getFirst());
        }
        // In a process group of its own, which a terminal would interrupt as a whole.
        Process process = checkout.start(Map.of("SLOW", "30"), List.of("setsid"), "check");
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            assertTrue(String.valueOf(err.readLine()).startsWith(stage));
            while (process.descendants().noneMatch(LauncherTest::isSleeping)) {
                Thread.sleep(20);
            }
            new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).inheritIO().start();

            assertEquals(130, process.waitFor());
            assertEquals(
                    "",
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(0, checkout.run("check").status());
        assertEquals(List.of(), checkout.leftBehind());
    }

    private static boolean isSleeping(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("sleep");
    }

    @Test
    void aBuildInUseStaysUntilItsServerEnds() throws Exception {
        checkout.run("check");
        Path first = checkout.build();
        Process server = checkout.start(Map.of(), List.of(), "serve");
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            while (!String.valueOf(out.readLine()).equals("ready")) {
                assertTrue(server.isAlive(), "the server ends early");
            }
            checkout.edit();
            assertEquals(0, checkout.run("check").status());
            assertNotEquals(first, checkout.build());
            assertTrue(Files.exists(first.resolve("a.jar")), "the server may yet need it");
        } finally {
            LauncherCheckout.killAll(server);
        }
        assertEquals(0, checkout.run("check").status());
        assertFalse(Files.exists(first));
        assertEquals(List.of(), checkout.leftBehind());
    }

    @Test
    void aCheckoutThatMayOnlyBeReadRunsAFinishedBuild() throws Exception {
        checkout.run("check");
        Damage.MISSING.to(checkout.archives().getFirst());
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<Path> all;
        try (Stream<Path> files = Files.walk(checkout.path())) {
            all = files.filter(Files::isDirectory).toList();
        }
        for (Path each : all) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        try {
            LauncherCheckout.Run run =
                    LauncherCheckout.finish(
                            checkout.start(
                                    Map.of(),
                                    isRoot
                                            ? List.of(
                                                    "setpriv",
                                                    "--reuid=65534",
                                                    "--regid=65534",
                                                    "--clear-groups")
                                            : List.of(),
                                    "check"));
            assertEquals(0, run.status(), run::toString);
            assertEquals("", run.err());
        } finally {
            for (Path each : all) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=", "LC_ALL=tr_TR.ISO-8859-9", "LANG=POSIX"})
    void javaReadsNamesAndArgumentsAsUtf8(String variable) throws Exception {
        String[] parts = variable.split("=", -1);

        LauncherCheckout.Run run =
                checkout.run(Map.of(parts[0], parts[1]), "new", "label.zh-Hant=範例公報");

        assertEquals(0, run.status(), run::toString);
        assertTrue(run.java().endsWith(" new label.zh-Hant=範例公報"), run::toString);
        assertTrue(run.out().matches("(?s).*LC_ALL=\\S+\\.(UTF-8|utf8)\n.*"), run::toString);
    }

    @Test
    void theHeapSuitsTheHome() throws Exception {
        long small = heap(checkout.run("serve").java());
        HomeFolder.in(checkout.path()).with("data/large.ttl", "# large\n".repeat(1_000_000));
        LauncherCheckout.Run large = checkout.run("serve");
        Path other = HomeFolder.in(folder.resolve("other home")).path();

        assertTrue(small >= 256, "at least 256 MB");
        assertTrue(heap(large.java()) > small, large::toString);
        assertEquals(small, heap(checkout.run("serve", "--home", other.toString()).java()));
        assertEquals(small, heap(checkout.run("serve", "--home=" + other).java()));
    }

    private static long heap(String java) {
        Matcher option = Pattern.compile(" -Xmx(\\d+)m ").matcher(java);
        assertTrue(option.find(), java);
        return Long.parseLong(option.group(1));
    }

    @Test
    void optionsForJavaComeLastAndMayChooseTheCollector() throws Exception {
        LauncherCheckout.Run run =
                checkout.run(
                        Map.of("LAB_LEDGER_JAVA_OPTS", " -Xmx3g  -XX:+UseG1GC "),
                        "serve",
                        "--port",
                        "0");

        assertTrue(
                run.java()
                        .matches(".* -Xmx\\d+m .* -Xmx3g -XX:\\+UseG1GC -Dstdout.* serve --port 0"),
                run::toString);
        assertFalse(run.java().contains("UseParallelGC"), run::toString);
        assertFalse(
                checkout.run(Map.of("LAB_LEDGER_JAVA_OPTS", "-XX:+UseG1GC"), "check")
                        .java()
                        .contains("UseSerialGC"));
    }

    @Test
    void startsWithoutAHomeDirectory() throws Exception {
        // No variable but PATH and JAVA_HOME is set in any of these tests.
        assertEquals(0, checkout.run("--version").status());
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedReleaseSaysSo(Damage damage) throws Exception {
        checkout.run("check");
        Path lib = checkout.path().resolve("lib");
        Files.move(checkout.build(), lib);
        Files.delete(checkout.path().resolve("pom.xml"));
        assertEquals(0, checkout.run("check").status());
        damage.to(lib.resolve("b.jar"));

        LauncherCheckout.Run run = checkout.run("check");

        assertEquals(1, run.status());
        assertTrue(run.err().contains("Unpack the release again."), run::toString);
        assertEquals("", run.java());
    }

    @Test
    void twoLaunchersBuildOnce() throws Exception {
        Process one = checkout.start(Map.of("SLOW", "0.2"), List.of(), "check");
        Process two = checkout.start(Map.of("SLOW", "0.2"), List.of(), "check");

        assertEquals(0, LauncherCheckout.finish(one).status());
        assertEquals(0, LauncherCheckout.finish(two).status());
        assertEquals(1, checkout.builds());
        assertEquals(1, checkout.archives().size());
    }
}
