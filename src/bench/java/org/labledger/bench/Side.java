package org.labledger.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the two servers, in a JVM of its own: so its processor time can be told, and a query that
 * it does not stop is stopped by ending the process.
 */
final class Side implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://[^/\\s]+:(\\d+)/");
    private static final String HEAP = "-Xmx1g";

    private final String name;
    private final List<String> program;
    private Process process;
    private int port;

    private Side(String name, List<String> program) throws IOException {
        this.name = name;
        this.program = program;
        this.process = launch();
    }

    /** Starts Fuseki as it comes. */
    static Side stock(String home) throws IOException {
        return new Side("Fuseki 6.0.0", List.of(StockFuseki.class.getName(), home));
    }

    /** Starts Lab Ledger as a user does, but for the timeout and the port. */
    static Side ours(String home, Duration timeout) throws IOException {
        return new Side(
                "Lab Ledger",
                List.of(
                        "org.labledger.Main",
                        "serve",
                        "--home",
                        home,
                        "--port",
                        "0",
                        "--timeout",
                        Long.toString(timeout.toSeconds())));
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add(HEAP);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(program);
        Process started =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        // Not closed: the server goes on writing to it.
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                port = Integer.parseInt(address.group(1));
                Thread.ofPlatform().daemon().start(() -> out.lines().forEach(l -> {}));
                return started;
            }
        }
        throw new IOException(name + " did not start");
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** Returns an address of this server. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Returns the processor time that it has used. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends the process and starts it anew: what it did not stop by itself is gone. */
    void restart() throws IOException {
        close();
        process = launch();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
