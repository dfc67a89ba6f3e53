package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.labledger.HomeFolder;

/**
 * Comunica, a federating client in JavaScript, finds out from the service description what the
 * server is, and joins it with a second one.
 */
@Timeout(180)
class ComunicaTest {

    private static final Path SCRIPTS = Path.of("src/test/js");

    private static final List<String> JOINED =
            List.of(
                    "{\"place\":\"Upper Mill\",\"title\":\"Lanterns over Mill Lane\"}",
                    "{\"place\":\"Upper Mill\",\"title\":\"The Tin Orchard\"}",
                    "{\"place\":\"磨溪\",\"title\":\"The Ferry by Moonlight\"}");

    @TempDir static Path folder;

    private static ServedHome library;
    private static ServedHome birthplaces;

    @BeforeAll
    static void start() {
        boolean ready =
                Files.isDirectory(SCRIPTS.resolve("node_modules/@comunica/query-sparql"))
                        && hasNode();
        if (!ready && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("Comunica is not installed: npm ci in src/test/js");
        }
        assumeTrue(ready, "Comunica is not installed: run npm ci in src/test/js");
        library = ServedHome.start(HomeFolder.LIBRARY);
        birthplaces =
                ServedHome.start(
                        HomeFolder.in(folder)
                                .with(
                                        "data/places.ttl",
                                        """
                                        <https://library.example/id/ada-quill> <http://p.example/born> "Upper Mill" .
                                        <https://library.example/id/lin-yue> <http://p.example/born> "磨溪" .
                                        <https://library.example/id/nobody> <http://p.example/born> "Nowhere" .
                                        """));
    }

    private static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() {
        if (library != null) {
            library.close();
            birthplaces.close();
        }
    }

    @Test
    void joinsTwoEndpointsOverSparql() throws Exception {
        assertEquals(
                JOINED,
                ask(library.uri("sparql").toString(), birthplaces.uri("sparql").toString()));
    }

    @Test
    void joinsTwoEndpointsOverTriplePatternFragments() throws Exception {
        assertEquals(
                JOINED,
                ask(library.uri("fragments").toString(), birthplaces.uri("fragments").toString()));
    }

    @Test
    void joinsAnEndpointWithFragments() throws Exception {
        assertEquals(
                JOINED,
                ask(library.uri("sparql").toString(), birthplaces.uri("fragments").toString()));
    }

    private static List<String> ask(String... sources) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "node",
                                "comunica.js",
                                """
                                SELECT ?title ?place {
                                  ?book <https://library.example/vocab#author> ?author ;
                                      <http://www.w3.org/2000/01/rdf-schema#label> ?title .
                                  FILTER(LANGMATCHES(LANG(?title), "en"))
                                  ?author <http://p.example/born> ?place
                                }\
                                """));
        command.addAll(List.of(sources));
        Path errors = folder.resolve("errors");
        Process node =
                new ProcessBuilder(command)
                        .directory(SCRIPTS.toFile())
                        .redirectError(errors.toFile())
                        .start();
        String out = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(true, node.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, node.exitValue(), () -> read(errors));
        return out.lines().sorted().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
