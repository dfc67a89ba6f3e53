package org.labledger.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server in a JVM of its own: so its processor time can be told, and a query that it does not
 * stop is stopped by ending the process.
 */
final class Side implements AutoCloseable {

    /** How long a server gets to settle between two looks at its heap, and how often at most. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final int MAX_SETTLING = 12;

    private static final Pattern ADDRESS = Pattern.compile("http://[^/\\s]+:(\\d+)/");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final String name;
    private final List<String> command;
    private Process process;
    private int port;

    /** The processor time of each thread, as it was last told. */
    private final Map<Path, Long> nanosOfThreads = new HashMap<>();

    private Duration startTime = Duration.ZERO;

    private Side(String name, List<String> command) throws IOException {
        this.name = name;
        this.command = command;
        this.process = launch();
    }

    /**
     * Starts a server, and waits for the line of its output that has its address.
     *
     * @param options options for Java, such as the size of the heap
     * @param classPath the class path, or an empty string for that of this program
     * @param program the main class and its arguments
     */
    static Side start(String name, List<String> options, String classPath, List<String> program)
            throws IOException {
        return new Side(name, command(options, classPath, program));
    }

    /** Returns the command line that runs a program in a JVM like this one. */
    static List<String> command(List<String> options, String classPath, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
        command.add("-cp");
        command.add(classPath.isEmpty() ? System.getProperty("java.class.path") : classPath);
        command.addAll(program);
        return command;
    }

    /** Starts stock Fuseki with the data of a home. */
    static Side stock(String home) throws IOException {
        return start(
                "Fuseki 6.0.0",
                List.of("-Xmx1g"),
                "",
                List.of(FusekiProcess.class.getName(), "home", home));
    }

    /** Starts Lab Ledger as a user does, but for the timeout and the port. */
    static Side ours(String home, Duration timeout) throws IOException {
        return start("Lab Ledger", List.of("-Xmx1g"), "", ledger(home, timeout));
    }

    /** Returns the program that serves a home on a free port, with further options. */
    static List<String> ledger(String home, Duration timeout, String... options) {
        List<String> program =
                List.of(
                        "org.labledger.Main",
                        "serve",
                        "--home",
                        home,
                        "--port",
                        "0",
                        "--timeout",
                        Long.toString(timeout.toSeconds()));
        return Stream.concat(program.stream(), Stream.of(options)).toList();
    }

    private Process launch() throws IOException {
        long begun = System.nanoTime();
        Process started =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        // Not closed: the server goes on writing to it.
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                startTime = Duration.ofNanos(System.nanoTime() - begun);
                port = Integer.parseInt(address.group(1));
                Thread.ofPlatform().daemon().start(() -> readAway(out));
                return started;
            }
        }
        throw new IOException(name + " did not start");
    }

    private static void readAway(BufferedReader out) {
        try {
            while (out.readLine() != null) {
                // So that the server need not wait for a reader.
            }
        } catch (IOException e) {
            return; // the process has ended
        }
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

    /** Returns how long the last start took, until the server was ready. */
    Duration startTime() {
        return startTime;
    }

    /**
     * Returns the processor time that it has used since it was started. Linux tells it for each
     * thread in nanoseconds; of a thread that has ended, what it had used when this method was last
     * called counts. Elsewhere it is that of the process, in ticks.
     */
    Duration processorTime() {
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.isDirectory(tasks)) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }
        try (Stream<Path> threads = Files.list(tasks)) {
            threads.forEach(thread ->
                    nanosOnProcessor(thread).ifPresent(nanos -> nanosOfThreads.put(thread, nanos)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Duration.ofNanos(nanosOfThreads.values().stream().mapToLong(Long::longValue).sum());
    }

    private static OptionalLong nanosOnProcessor(Path thread) {
        try {
            String times = Files.readString(thread.resolve("schedstat"));
            return OptionalLong.of(Long.parseLong(times.substring(0, times.indexOf(' '))));
        } catch (IOException e) {
            return OptionalLong.empty(); // the thread has ended
        }
    }

    /** Collects garbage and returns the bytes that stay in use on the heap. */
    long heapInUse() throws IOException {
        // Some systems go on working after their start: they build an index, or free what it took.
        long used = collectedHeap();
        long before = 0;
        for (int i = 0; i < MAX_SETTLING && Math.abs(used - before) > 0.02 * before; i++) {
            LockSupport.parkNanos(SETTLING.toNanos());
            before = used;
            used = collectedHeap();
        }
        return used;
    }

    private long collectedHeap() throws IOException {
        jcmd("GC.run");
        jcmd("GC.run");
        return USED.matcher(jcmd("GC.heap_info"))
                .results()
                // The last number is that of the metaspace's class space; what comes before the
                // word Metaspace is the heap.
                .mapToLong(found -> 1024 * Long.parseLong(found.group(1)))
                .sum();
    }

    /** Returns the bytes of memory that the process holds, or 0 where the system does not tell. */
    long residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        Matcher resident = RESIDENT.matcher(Files.readString(status));
        return resident.find() ? 1024 * Long.parseLong(resident.group(1)) : 0;
    }

    private String jcmd(String what) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process running =
                new ProcessBuilder(jcmd, Long.toString(process.pid()), what)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int metaspace = output.indexOf("Metaspace");
        return metaspace < 0 ? output : output.substring(0, metaspace);
    }

    /** Ends the process and starts it anew: what it did not stop by itself is gone. */
    void restart() throws IOException {
        close();
        nanosOfThreads.clear();
        process = launch();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
