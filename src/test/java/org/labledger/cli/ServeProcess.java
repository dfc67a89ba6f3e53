package org.labledger.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** {@code serve} in a process of its own, on a free port of this machine. */
final class ServeProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Printed, in the order of the lines, when the output ends. */
    private static final String END = "(end)";

    private final Process process;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> err = new LinkedBlockingQueue<>();

    private ServeProcess(Process process) {
        this.process = process;
        collect(process.inputReader(StandardCharsets.UTF_8), out);
        collect(process.errorReader(StandardCharsets.UTF_8), err);
    }

    /**
     * Starts the program, not yet ready.
     *
     * @param prefix a command that runs another, with its options, or nothing
     * @param jvm options of the JVM
     * @param options options of {@code serve}
     */
    static ServeProcess start(Path home, List<String> prefix, List<String> jvm, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dstdout.encoding=UTF-8");
        command.addAll(jvm);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.labledger.Main",
                        "serve",
                        "--home",
                        home.toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0"));
        command.addAll(List.of(options));
        return new ServeProcess(new ProcessBuilder(command).start());
    }

    private static void collect(BufferedReader reader, BlockingQueue<String> lines) {
        Thread.startVirtualThread(() -> {
            try (reader) {
                reader.lines().forEach(lines::add);
            } catch (UncheckedIOException | IOException e) {
                lines.add(e.toString());
            }
            lines.add(END);
        });
    }

    /** Waits for the next line of its output. */
    String nextLine() throws InterruptedException {
        String line = out.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (line == null || line.equals(END)) {
            Assertions.fail("No further line; errors: " + err);
        }
        return Objects.requireNonNull(line);
    }

    /** Waits for the line that says that it is ready; returns its address. */
    URI awaitReady() throws InterruptedException {
        String line = nextLine();
        Assertions.assertTrue(line.startsWith("Lab Ledger is ready: "), line);
        return URI.create(line.split(" ", -1)[4]);
    }

    /** Sends a signal, such as {@code HUP}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
        Assertions.assertEquals(0, kill.waitFor());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has ended; returns its exit status. */
    int exitStatus() throws InterruptedException {
        Assertions.assertTrue(
                process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it has not ended");
        return process.exitValue();
    }

    /** Waits for the end; returns what it printed as errors. */
    List<String> errors() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        String line = Objects.requireNonNull(err.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        while (!line.equals(END)) {
            lines.add(line);
            line = Objects.requireNonNull(err.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        return lines;
    }

    static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
