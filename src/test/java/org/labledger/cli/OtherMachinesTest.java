package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

/**
 * Answers and files are the same on each machine, whatever its language, time zone and charset. The
 * program runs in processes of its own, without the launcher.
 */
@Timeout(240)
class OtherMachinesTest {

    /** A machine: its variables, and what a JVM would take from an operating system of its kind. */
    private record Machine(Map<String, String> environment, List<String> options) {}

    private static final Machine PLAIN =
            new Machine(Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC"), List.of());

    /** Its lower case of I has no dot. */
    private static final Machine TURKISH =
            new Machine(
                    Map.of("LC_ALL", "tr_TR.UTF-8", "TZ", "Asia/Taipei"),
                    List.of("-Duser.language=tr", "-Duser.country=TR"));

    /**
     * Its digits are not those of ASCII, its zone is no full hour from UTC, and no file can be
     * written to its /tmp.
     */
    private static final Machine EGYPTIAN =
            new Machine(
                    Map.of("LC_ALL", "C", "TZ", "America/St_Johns"),
                    List.of(
                            "-Duser.language=ar",
                            "-Duser.country=EG",
                            "-Dfile.encoding=ISO-8859-1",
                            "-Djava.io.tmpdir=/proc"));

    /**
     * XPath Functions and Operators: 5.4.7 and 5.4.8 (Unicode's default mapping), 19 (casts), 9.2
     * (comparing), 10.3 (implicit time zone); the offset of NOW() is ours to choose: UTC.
     */
    private static final Map<String, String> EXPRESSIONS = new LinkedHashMap<>();

    static {
        EXPRESSIONS.put("LCASE('TITLE ID')", "title id");
        EXPRESSIONS.put("UCASE('istanbul')", "ISTANBUL");
        EXPRESSIONS.put("fn:lower-case('INDIA')", "india");
        EXPRESSIONS.put("fn:upper-case('india')", "INDIA");
        EXPRESSIONS.put("REGEX('TITLE', '^title$', 'i')", "true");
        EXPRESSIONS.put("LANGMATCHES('TR-IT', 'tr-it')", "true");
        EXPRESSIONS.put("STR(xsd:date('2024-05-17T23:30:00Z'^^xsd:dateTime))", "2024-05-17Z");
        EXPRESSIONS.put("STR(xsd:dateTime('0987-05-17'^^xsd:date))", "0987-05-17T00:00:00");
        EXPRESSIONS.put("STR(xsd:gYear('2024-05-17'^^xsd:date))", "2024");
        EXPRESSIONS.put("STR(TIMEZONE(NOW()))", "PT0S");
        EXPRESSIONS.put("'P1D'^^xsd:dayTimeDuration = 'PT24H'^^xsd:dayTimeDuration", "true");
        EXPRESSIONS.put(
                "'2024-03-10T01:30:00-03:30'^^xsd:dateTime < '2024-03-10T05:00:01Z'^^xsd:dateTime",
                "true");
        EXPRESSIONS.put("STR(1.5 + 1)", "2.5");
        EXPRESSIONS.put("STRLEN('範例')", "2");
    }

    private static final String CARD =
            "card.png?iri=" + encode("https://library.example/id/the-tin-orchard");

    private static final List<String> ADDRESSES =
            List.of(
                    "sparql?format=csv&query=" + encode(query()),
                    "sparql?format=csv&query="
                            + encode("SELECT * { ?s ?p ?o } ORDER BY LCASE(STR(?o)) ?o ?p ?s"),
                    "sparql",
                    "query/catalogue.ttl",
                    "query/books-by-author.csv?author=id:ada-quill",
                    "query/who-borrowed-what.json",
                    "query/loans-between?from=2023-01-01&until=2024-05-17&lang=zh-Hant",
                    "search?q=TIN",
                    "search?q=" + encode("渡船"),
                    "browse",
                    "id/the-tin-orchard",
                    "doc/id/the-tin-orchard.rdf",
                    // 404 where there are no fonts.
                    CARD,
                    "dump.nq",
                    "catalog",
                    "openapi.json",
                    "");

    @TempDir private Path folder;

    @Test
    void aServerAnswersWithTheSameBytes() throws Exception {
        Map<String, String> plain = answers(PLAIN);

        assertEquals(
                String.join(",", EXPRESSIONS.values()),
                plain.getOrDefault(ADDRESSES.getFirst(), "")
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElse(""));
        assertEquals(plain, answers(TURKISH));
        assertEquals(plain, answers(EGYPTIAN));
    }

    @Test
    void newWritesAndChecksTheSameFile() throws Exception {
        Path turkish = tales(folder.resolve("turkish"));
        Path egyptian = tales(folder.resolve("egyptian"));
        String day = LocalDate.now(ZoneOffset.UTC).toString();
        List<String> command = List.of("new", "tale", "label=TITLE INDIA", "told=today", "pages=7");

        Run first = run(TURKISH, turkish, command);
        Run second = run(EGYPTIAN, egyptian, command);

        String text = Files.readString(turkish.resolve("data/tales/title-india.ttl"));
        if (LocalDate.now(ZoneOffset.UTC).toString().equals(day)) {
            assertTrue(text.contains("t:told \"" + day + "\"^^xsd:date"), text);
        }
        assertTrue(text.contains("t:pages 7 "), text);
        assertTrue(first.out.contains("title-india.ttl:"), first::toString);
        assertTrue(first.out.contains("Passed: 0 errors"), first::toString);
        assertEquals(0, first.status, first::toString);
        assertEquals(first, second);
        assertEquals(text, Files.readString(egyptian.resolve("data/tales/title-india.ttl")));
    }

    /** In ASCII there is no telling what was typed: it used to be written as U+FFFD. */
    @Test
    void anArgumentThatCannotBeReadIsRefusedAndNothingIsWritten() throws Exception {
        Path home = tales(folder.resolve("home"));

        Run run = run(EGYPTIAN, home, List.of("new", "tale", "label=範例公報", "pages=7"));

        assertEquals(2, run.status, run::toString);
        assertEquals("", run.out);
        assertTrue(run.err.contains("cannot be read. Start with `./lab-ledger`"), run::toString);
        assertTrue(run.err.contains("LC_ALL=C.UTF-8"), run::toString);
        assertTrue(Files.notExists(home.resolve("data/tales")), "nothing is written");
    }

    /** POSIX, 1.4: a command that could not write its output has not succeeded. */
    @ParameterizedTest
    @ValueSource(strings = {"query", "query catalogue", "stats", "check", "help"})
    void aCommandWhoseOutputMeetsAFullDiskFails(String command) throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "only Linux has a device that is always full");
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        if (!command.equals("help")) {
            words.addAll(List.of("--home", HomeFolder.LIBRARY.path().toString()));
        }
        Process process =
                program(PLAIN, words)
                        .redirectOutput(ProcessBuilder.Redirect.to(full.toFile()))
                        .start();

        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), err);
        assertEquals("The output could not be written: No space left on device.\n", err);
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() throws Exception {
        Process process =
                program(
                                PLAIN,
                                List.of(
                                        "query",
                                        "catalogue",
                                        "--home",
                                        HomeFolder.LIBRARY.path().toString()))
                        .start();
        process.getInputStream().close();

        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), err);
        assertEquals("", err);
    }

    private static String query() {
        StringBuilder query =
                new StringBuilder(
                        """
                        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
                        PREFIX fn: <http://www.w3.org/2005/xpath-functions#>
                        SELECT\
                        """);
        int number = 0;
        for (String expression : EXPRESSIONS.keySet()) {
            query.append(" (").append(expression).append(" AS ?x").append(number++).append(")");
        }
        return query.append(" {}").toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> answers(Machine machine) throws Exception {
        Process server =
                start(
                        machine,
                        HomeFolder.LIBRARY.path(),
                        List.of("serve", "--port", "0", "--public-url", "https://books.example"));
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
                HttpClient client = HttpClient.newHttpClient()) {
            String ready = String.valueOf(out.readLine());
            assertTrue(ready.startsWith("Lab Ledger is ready: http"), ready);
            String url = ready.replaceFirst("Lab Ledger is ready: (\\S+) .*", "$1");
            Map<String, String> answers = new LinkedHashMap<>();
            for (String address : ADDRESSES) {
                HttpResponse<String> response =
                        client.send(
                                HttpRequest.newBuilder(URI.create(url + address))
                                        .header("Accept", "text/html, */*;q=0.1")
                                        .timeout(Duration.ofSeconds(60))
                                        .build(),
                                BodyHandlers.ofString(StandardCharsets.UTF_8));
                assertTrue(
                        (address.equals(CARD) ? Set.of(200, 404) : Set.of(200, 303))
                                .contains(response.statusCode()),
                        () -> address + ": " + response.statusCode() + " " + response.body());
                answers.put(
                        address,
                        response.body() + response.headers().firstValue("ETag").orElse(""));
            }
            return answers;
        } finally {
            server.destroy();
            server.waitFor(20, TimeUnit.SECONDS);
            server.destroyForcibly();
        }
    }

    /** What a command did. */
    private record Run(int status, String out, String err) {}

    private static Run run(Machine machine, Path home, List<String> command) throws Exception {
        List<String> all = new ArrayList<>(command);
        all.add("--no-ask");
        Path err = Files.createTempFile(home, ".err", "");
        Process process = start(machine, home, all, ProcessBuilder.Redirect.to(err.toFile()));
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }

    private static Process start(Machine machine, Path home, List<String> command)
            throws IOException {
        return start(machine, home, command, ProcessBuilder.Redirect.INHERIT);
    }

    private static Process start(
            Machine machine, Path home, List<String> command, ProcessBuilder.Redirect errors)
            throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--home", home.toString()));
        return program(machine, all).redirectError(errors).start();
    }

    private static ProcessBuilder program(Machine machine, List<String> command) {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        all.addAll(machine.options);
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.labledger.Main"));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
        builder.environment().putAll(machine.environment);
        return builder;
    }

    /** A home of tales, which are entered with a name, pages and a day. */
    private static Path tales(Path path) {
        return HomeFolder.in(path)
                .with(
                        "ontology/terms.ttl",
                        """
                        @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
                        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
                        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
                        @prefix sh: <http://www.w3.org/ns/shacl#> .
                        @prefix t: <https://home.test/terms#> .
                        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
                        t:Tale a rdfs:Class . t:pages a rdf:Property . t:told a rdf:Property .
                        rdfs:label a rdf:Property . rdf:type a rdf:Property .
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
                            ev:newAs "tale" ; ev:newIn "data/tales/{slug}.ttl" ;
                            sh:property
                                [ sh:path rdfs:label ; sh:order 1 ; sh:minCount 1 ; sh:datatype xsd:string ] ,
                                [ sh:path t:pages ; sh:order 2 ; sh:minCount 1 ; sh:datatype xsd:integer ] ,
                                [ sh:path t:told ; sh:order 3 ; sh:datatype xsd:date ] .
                        """)
                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                .path();
    }
}
