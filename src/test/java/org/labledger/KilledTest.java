package org.labledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.labledger.check.Report;
import org.labledger.source.HomeFile;

/**
 * Killed (SIGKILL) 200 times at random moments of build, start, load, reload and {@code new}: the
 * next start works, and no file of the home is lost or half written. The moments are seeded.
 */
@Tag("proofs")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1200)
class KilledTest {

    private static final int BUILDS = 120;
    private static final int STARTS = 25;
    private static final int RELOADS = 20;
    private static final int ENTRIES = 35;

    @TempDir private Path folder;

    /** Maven and the preparation of faster starts are stand-ins; the launcher is the real one. */
    @Test
    void inABuildTheLauncherHealsWhatIsLeft() throws Exception {
        Random random = new Random(12);
        LauncherCheckout checkout = LauncherCheckout.in(folder);
        HomeFolder.in(checkout.path()).withAllOf(HomeFolder.LIBRARY);
        Map<String, String> home = contents(HomeFolder.in(checkout.path()));
        // About as long as the launcher takes with this stand-in.
        Map<String, String> slowly = Map.of("SLOW", "0.03");
        long whole = System.nanoTime();
        LauncherCheckout.finish(checkout.start(slowly, List.of(), "check"));
        whole = System.nanoTime() - whole;
        int killed = 0;
        for (int round = 0; killed < BUILDS; round++) {
            assertTrue(round < 3 * BUILDS, "most launchers end before they are killed");
            switch (random.nextInt(3)) {
                case 0 -> checkout.edit();
                case 1 -> checkout.deleteBuilds();
                default -> Files.deleteIfExists(checkout.archives().getFirst());
            }
            Process process = checkout.start(slowly, List.of(), "check");
            if (!process.waitFor((long) (random.nextDouble() * whole), TimeUnit.NANOSECONDS)) {
                killed++;
                whole += whole / 20;
            } else {
                whole -= whole / 10; // the machine has become faster
            }
            LauncherCheckout.killAll(process);

            LauncherCheckout.Run next = checkout.run("check");

            String what = "seed 12, round " + round;
            assertEquals(0, next.status(), () -> what + "\n" + next);
            assertTrue(next.java().endsWith(" check"), () -> what + "\n" + next);
            assertEquals(List.of(), checkout.leftBehind(), what);
            assertEquals(1, checkout.archives().size(), what);
        }
        assertEquals(home, contents(HomeFolder.in(checkout.path())));
    }

    @Test
    void inAStartALoadOrAReloadNothingOfTheHomeChanges() throws Exception {
        Random random = new Random(13);
        HomeFolder home = HomeFolder.in(folder).withAllOf(HomeFolder.LIBRARY);
        long whole = System.nanoTime();
        kill(serving(home));
        whole = System.nanoTime() - whole;
        for (int round = 0; round < STARTS + RELOADS; round++) {
            boolean isReload = round % (STARTS + RELOADS) >= STARTS;
            Map<String, String> before;
            if (isReload) {
                // The next start after a kill, which gets ready.
                Process server = serving(home);
                home.with(
                        "data/sources/2019/edit.ttl",
                        "<https://library.example/id/edit> <http://www.w3.org/2000/01/rdf-schema#label>"
                                + " \"edit "
                                + round
                                + "\"@en .\n");
                before = contents(home);
                server.waitFor((long) (random.nextDouble() * 1_500), TimeUnit.MILLISECONDS);
                kill(server);
            } else {
                before = contents(home);
                Process server = start(home, "serve", "--port", "0");
                server.waitFor((long) (random.nextDouble() * whole), TimeUnit.NANOSECONDS);
                kill(server);
            }
            assertEquals(before, contents(home), "seed 13, round " + round);
            assertTrue(home.check().passes(), "seed 13, round " + round);
        }
        kill(serving(home));
    }

    @Test
    void inNewTheFileIsTheOldOneOrTheNewOne() throws Exception {
        Random random = new Random(14);
        HomeFolder home = tales(folder);
        Path file = home.path().resolve("data/tales.ttl");
        long untilWritten = untilWritten(home, file);
        int old = 0;
        for (int round = 0; round < ENTRIES; round++) {
            Map<String, String> before = contents(home);
            Process entry = start(home, "new", "tale", "--no-ask", "label=Tale number " + round);
            // Half of them about when the file is written.
            double share =
                    round % 2 == 0 ? random.nextDouble() * 1.5 : 0.9 + 0.2 * random.nextDouble();
            entry.waitFor((long) (share * untilWritten), TimeUnit.NANOSECONDS);
            kill(entry);

            String what = "seed 14, round " + round;
            Map<String, String> after = contents(home);
            String text = after.getOrDefault("data/tales.ttl", "");
            String was = before.getOrDefault("data/tales.ttl", "missing");
            assertTrue(text.startsWith(was), what);
            if (text.equals(was)) {
                old++;
                untilWritten += untilWritten / 20;
            } else {
                untilWritten -= untilWritten / 20;
                assertTrue(text.endsWith("rdfs:label \"Tale number " + round + "\" .\n"), what);
            }
            after.put("data/tales.ttl", was);
            assertEquals(before, after, what);
            Report report = home.check();
            assertTrue(report.passes(), () -> what + "\n" + report.findings());
        }
        assertTrue(
                old > 0 && old < ENTRIES, "killed before and after the file was written: " + old);
        // The next entry is as if nothing had happened, and what hidden file was left is gone.
        Process last = start(home, "new", "tale", "--no-ask", "label=The last tale");
        assertTrue(last.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, last.exitValue());
        try (var files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    /** How long it takes from the start of {@code new} until its file is there. */
    private static long untilWritten(HomeFolder home, Path file) throws Exception {
        long size = Files.size(file);
        long begun = System.nanoTime();
        Process entry = start(home, "new", "tale", "--no-ask", "label=The first tale");
        while (Files.size(file) == size) {
            assertTrue(entry.isAlive() || Files.size(file) > size, "new does not write");
            Thread.sleep(2);
        }
        long taken = System.nanoTime() - begun;
        assertTrue(entry.waitFor(60, TimeUnit.SECONDS));
        return taken;
    }

    private static Map<String, String> contents(HomeFolder home) {
        Map<String, String> contents = new TreeMap<>();
        for (HomeFile file : home.read().files()) {
            contents.put(file.path(), new String(file.content(), UTF_8));
        }
        return contents;
    }

    /** Starts a server and waits until it is ready. */
    private static Process serving(HomeFolder home) throws IOException {
        Process server = start(home, "serve", "--port", "0");
        BufferedReader out = server.inputReader(UTF_8);
        String line = String.valueOf(out.readLine());
        assertTrue(line.startsWith("Lab Ledger is ready: "), line);
        return server;
    }

    private static Process start(HomeFolder home, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.labledger.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", home.path().toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** A home of many tales in one file, to which more are added. */
    private static HomeFolder tales(Path folder) {
        StringBuilder text =
                new StringBuilder(
                        """
                        @prefix id: <https://home.test/id/> .
                        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                        @prefix t: <https://home.test/terms#> .
                        """);
        for (int number = 0; number < 3_000; number++) {
            text.append("\nid:old-%d\n    a t:Tale ;\n".formatted(number))
                    .append("    rdfs:label \"Old tale %d\" .\n".formatted(number));
        }
        return HomeFolder.in(folder)
                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                .with(
                        "ontology/terms.ttl",
                        """
                        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
                        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                        @prefix t: <https://home.test/terms#> .
                        t:Tale a rdfs:Class . rdfs:label a rdf:Property . rdf:type a rdf:Property .
                        """)
                .with(
                        "ontology/shapes/tale.ttl",
                        """
                        @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                        @prefix sh: <http://www.w3.org/ns/shacl#> .
                        @prefix t: <https://home.test/terms#> .
                        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                        t:TaleShape a sh:NodeShape ; sh:targetClass t:Tale ;
                            ev:newAs "tale" ; ev:newIn "data/tales.ttl" ;
                            sh:property [ sh:path rdfs:label ; sh:order 1 ; sh:minCount 1 ; sh:datatype xsd:string ] .
                        """)
                .with("data/tales.ttl", text.toString());
    }
}
