package org.labledger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.labledger.HomeFolder;

@Timeout(120)
class ServeCommandTest {

    @TempDir Path folder;

    /** The whole program, in a process of its own: start, answer, stop. */
    @Test
    void servesAPlainFolderAsItIs() throws Exception {
        HomeFolder home =
                HomeFolder.in(folder)
                        .with("data/x.ttl", "<http://a.example/s> <http://a.example/p> \"月光\" .")
                        .with("data/y.trig", "<s> <p> 1 . <http://a.example/g> { <s> <p> 2 }");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dstdout.encoding=UTF-8",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.labledger.Main",
                                "serve",
                                "--home",
                                folder.toString(),
                                "--host",
                                "127.0.0.1",
                                "--port",
                                "0")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line =
                    CompletableFuture.supplyAsync(() -> readLine(out)).get(60, TimeUnit.SECONDS);
            Matcher ready =
                    Pattern.compile(
                                    "Lab Ledger is ready: (http://127\\.0\\.0\\.1:\\d+/) \\(3 quads,"
                                            + " 3 sources, snapshot ([0-9a-f]{12})\\)")
                            .matcher(line);
            assertTrue(ready.matches(), line);
            assertEquals(home.read().shortSnapshot(), ready.group(2));

            HttpResponse<String> response =
                    get(ready.group(1) + "sparql?query=SELECT%20%2A%20%7B%3Fs%20%3Fp%20%3Fo%7D");
            assertEquals(200, response.statusCode());
            assertTrue(response.body().contains("月光"), response.body());

            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "does not stop when told to");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void doesNotServeAHomeWithErrors() {
        HomeFolder home =
                HomeFolder.in(folder).with("data/a.ttl", "<a> <b> 1 .\n<a> no:such 2 .\n");

        CommandLineOutput output =
                CommandLineOutput.of("serve", "--home", folder.toString(), "--port", "0");

        assertEquals(1, output.status());
        assertEquals("", output.out());
        assertEquals(
                "data/a.ttl:2:5: error: Syntax error: the prefix no: is not declared. Add a line at"
                        + " the top: @prefix no: <…> .\n    <a> no:such 2 .\n        ^\n"
                        + home.check().summary()
                        + "\nThe home has errors. Correct them, then start again.\n",
                output.err());
    }

    @Test
    void saysWhatToDoWhereOnlyAnswersHaveChanged() {
        HomeFolder.in(folder)
                .withAllOf(HomeFolder.LIBRARY)
                .with("queries/expected/books-by-author.csv", "book,title\n");

        CommandLineOutput output =
                CommandLineOutput.of("serve", "--home", folder.toString(), "--port", "0");

        assertEquals(1, output.status());
        assertTrue(
                output.err()
                        .contains("\nThe data are valid, but expected answers are out of date: "),
                output.err());
        assertTrue(output.err().contains("check --write-expected"), output.err());
        assertTrue(
                output.err()
                        .endsWith(
                                "\nExpected answers are out of date. Run `./lab-ledger check"
                                        + " --write-expected`, then start again.\n"),
                output.err());
    }

    @Test
    void saysThatThereIsNoSuchHome() {
        CommandLineOutput output =
                CommandLineOutput.of("serve", "--home", folder.resolve("nowhere").toString());

        assertEquals(1, output.status());
        assertTrue(output.err().startsWith("No such folder: "), output.err());
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            CommandLineOutput output =
                    CommandLineOutput.of(
                            "serve",
                            "--home",
                            HomeFolder.LIBRARY.path().toString(),
                            "--host",
                            "127.0.0.1",
                            "--port",
                            Integer.toString(taken.getLocalPort()));

            assertEquals(1, output.status());
            assertEquals("", output.out());
            assertTrue(
                    output.err()
                            .startsWith("Cannot listen on 127.0.0.1 port " + taken.getLocalPort()),
                    output.err());
            assertTrue(output.err().contains("--port"), output.err());
            assertEquals(1, output.err().lines().count(), output.err());
            assertFalse(output.err().contains("\tat "), output.err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --port -1                  | `--port` must be from 0 to 65535, not -1.
                    --port 65536               | `--port` must be from 0 to 65535, not 65536.
                    --port 0 --host no.invalid | Cannot listen on no.invalid port 0: there is no such host.
                    --port 0 --host 192.0.2.1  | Cannot listen on 192.0.2.1 port 0: Cannot assign requested address.
                    --port 0 --host=           | `--host` must be a host name or address.
                    --stop-delay -1            | `--stop-delay` and `--stop-timeout` must not be less than 0 seconds.
                    --timeout 0                | `--timeout` must be at least 1 second.
                    --max-connections 0        | `--max-connections` must be at least 1, not 0.
                    --backlog 0                | `--backlog` must be at least 1, not 0.
                    --max-queries 0            | `--max-queries` must be from 1 to 1000, not 0.
                    --max-waiting -1           | `--max-waiting` must be from 0 to 10000, not -1.
                    --max-spool -1             | `--max-spool` must be from 0 to 1048576, not -1.
                    --trusted-proxy no.invalid | `--trusted-proxy` must be an IP address, not "no.invalid".
                    """)
    void saysInOneLineWhatIsWrongWithAnOption(String options, String message) {
        List<String> command = new ArrayList<>(List.of("serve", "--home"));
        command.add(HomeFolder.LIBRARY.path().toString());
        command.addAll(List.of(options.split(" ", -1)));

        CommandLineOutput output = CommandLineOutput.of(command.toArray(String[]::new));

        assertEquals(1, output.status());
        assertEquals("", output.out());
        assertTrue(output.err().startsWith(message), output.err());
        assertEquals(1, output.err().lines().count(), output.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=http", "--port=99999999999", "--port=1.5", "--timeout=soon"})
    void saysThatAnOptionNeedsANumber(String option) {
        CommandLineOutput output = CommandLineOutput.of("serve", option);

        assertEquals(2, output.status());
        assertTrue(output.err().contains(option.substring(option.indexOf('=') + 1)), output.err());
        assertEquals(1, output.err().lines().count(), output.err());
    }

    private static HttpResponse<String> get(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private static String readLine(BufferedReader reader) {
        try {
            return String.valueOf(reader.readLine());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
