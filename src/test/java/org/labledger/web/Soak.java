package org.labledger.web;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.labledger.live.CurrentSnapshot;
import org.labledger.settings.Settings;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;

/**
 * Loads a server with guests of all kinds – heavy, slow, leaving, idle – and measures what others
 * notice: refusals and times of light queries that no cache can answer, and of {@code /healthz},
 * each time on a new connection. Each kind of guest is one address, told by {@code
 * X-Forwarded-For}.
 *
 * <p>{@link SoakTest} runs it for some seconds. To run it for longer: arguments {@code all SECONDS
 * SEED [KINDS]} for all guests at once, {@code each SECONDS SEED [KINDS]} for one kind after the
 * other; KINDS are names of {@link Guest}, separated by commas.
 */
final class Soak {

    /** Kinds of guests, each of which has silenced a server. */
    enum Guest {
        /** One guest with two endless queries in flight. */
        HEAVY,
        /** Two clients that ask for an answer of 20 MB and do not read it. */
        DEAF,
        /** Four clients that ask an endless query and leave after half a second. */
        LEAVING,
        /** Eighteen endless queries at once. */
        WAITING,
        /** 200 clients that read a large answer at 4 KB a second. */
        SLOW,
        /** Twenty bodies of requests that come at a byte a second. */
        TRICKLING,
        /** Sixty clients of endless queries. */
        CROWD,
        /** Forty clients of a page with a parameter that changes, a few times a second each. */
        JUNK,
        /** 1,000 connections without a request. */
        IDLE
    }

    /**
     * What others noticed.
     *
     * @param light times of light queries that were answered, in milliseconds, in ascending order
     * @param refused light queries that were not answered with status 200
     * @param health times of {@code /healthz} in milliseconds, in ascending order
     * @param silent probes that were not answered within ten seconds, or not with status 200
     * @param cut visits of guests that ended with an error
     * @param first the state of the process after the first quarter
     * @param last the state of the process at the end
     */
    record Result(
            List<Double> light,
            int refused,
            List<Double> health,
            int silent,
            int cut,
            Resources first,
            Resources last) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "light: %d answered, %d refused, p50 %.0f p99 %.0f max %.0f ms; healthz: %d, %d"
                            + " silent, p99 %.0f max %.0f ms; %d cut; %s -> %s",
                    light.size(),
                    refused,
                    at(light, 0.5),
                    at(light, 0.99),
                    at(light, 1),
                    health.size(),
                    silent,
                    at(health, 0.99),
                    at(health, 1),
                    cut,
                    first,
                    last);
        }
    }

    /**
     * The state of the process.
     *
     * @param heap used heap after a collection, in bytes
     * @param threads live platform threads
     * @param descriptors open file descriptors, those of the guests included; 0 if unknown
     */
    record Resources(long heap, int threads, long descriptors) {

        static Resources now() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return new Resources(
                    runtime.totalMemory() - runtime.freeMemory(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ManagementFactory.getOperatingSystemMXBean()
                                    instanceof UnixOperatingSystemMXBean unix
                            ? unix.getOpenFileDescriptorCount()
                            : 0);
        }

        @Override
        public String toString() {
            return (heap >> 20) + " MB " + threads + " threads " + descriptors + " fds";
        }
    }

    private static final String ENDLESS =
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }";

    /** About 20 MB as CSV from 60 subjects: more than the sockets hold. */
    private static final String LARGE =
            "SELECT * { ?a <http://a.example/p> ?b . ?c <http://a.example/p> ?d . ?e"
                    + " <http://a.example/p> ?f }";

    private static final int SUBJECTS = 60;

    private final int port;
    private final long seed;
    private final List<Thread> guests = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger cut = new AtomicInteger();
    private volatile boolean isOver;

    private Soak(int port, long seed) {
        this.port = port;
        this.seed = seed;
    }

    /** Runs it; see the class comment. */
    public static void main(String... arguments) throws Exception {
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
        long seed = Long.parseLong(arguments[2]);
        List<Guest> kinds =
                arguments.length > 3
                        ? Arrays.stream(arguments[3].split(",")).map(Guest::valueOf).toList()
                        : List.of(Guest.values());
        if (arguments[0].equals("all")) {
            System.out.println(run(kinds, time, seed));
            System.exit(0);
        }
        System.out.println("nobody: " + run(List.of(), time, seed));
        for (Guest kind : kinds) {
            System.out.println(kind + ": " + run(List.of(kind), time, seed));
        }
        System.exit(0);
    }

    /** Starts a server with a small home, and lets these guests in. Blocks for the time. */
    static Result run(List<Guest> kinds, Duration time, long seed) throws Exception {
        Path folder = Files.createTempDirectory("soak");
        Files.createDirectories(folder.resolve("data"));
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < SUBJECTS; i++) {
            data.append("<http://a.example/s%d> <http://a.example/p> %d .\n".formatted(i, i));
        }
        Path file = Files.writeString(folder.resolve("data/a.ttl"), data);
        Snapshot snapshot = Snapshot.load(Home.read(folder));
        Settings settings =
                new Settings(folder, "127.0.0.1", 0, Duration.ofSeconds(30), 10_000_000);
        try (LedgerServer server = LedgerServer.start(settings, new CurrentSnapshot(snapshot))) {
            return new Soak(URI.create(server.url()).getPort(), seed).measure(kinds, time);
        } finally {
            Files.delete(file);
            Files.delete(folder.resolve("data"));
            Files.delete(folder);
        }
    }

    private Result measure(List<Guest> kinds, Duration time) throws InterruptedException {
        List<Double> light = Collections.synchronizedList(new ArrayList<>());
        List<Double> health = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger silent = new AtomicInteger();
        // Classes are loaded, and code compiled, before anything is measured.
        for (int i = 0; i < 200; i++) {
            timed(get("/healthz", "192.0.2.99"), ignored -> true, new ArrayList<>());
            timed(get(lightQuery(-i), "192.0.2.99"), ignored -> true, new ArrayList<>());
        }
        for (Guest kind : kinds) {
            invite(kind);
        }
        TimeUnit.SECONDS.sleep(1);
        long end = System.nanoTime() + time.toNanos();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Random random = new Random(seed + i);
            String address = "198.51.100." + (i + 1);
            others.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                while (System.nanoTime() < end) {
                                    String query = lightQuery(random.nextInt(Integer.MAX_VALUE));
                                    if (!timed(
                                            get(query, address), status -> status == 200, light)) {
                                        refused.incrementAndGet();
                                    }
                                    sleep(50);
                                }
                            }));
        }
        others.add(
                Thread.ofPlatform()
                        .start(() -> {
                            while (System.nanoTime() < end) {
                                if (!timed(
                                        get("/healthz", "203.0.113.1"),
                                        status -> status == 200,
                                        health)) {
                                    silent.incrementAndGet();
                                }
                                sleep(100);
                            }
                        }));
        TimeUnit.NANOSECONDS.sleep(time.toNanos() / 4);
        Resources first = Resources.now();
        for (Thread other : others) {
            other.join();
        }
        Resources last = Resources.now();
        isOver = true;
        for (Socket socket : List.copyOf(sockets)) {
            close(socket);
        }
        for (Thread guest : List.copyOf(guests)) {
            guest.join();
        }
        return new Result(
                light.stream().sorted().toList(),
                refused.get(),
                health.stream().sorted().toList(),
                silent.get(),
                cut.get(),
                first,
                last);
    }

    private void invite(Guest kind) {
        switch (kind) {
            case HEAVY -> many(kind, 2, i -> answer(get(query(ENDLESS), "192.0.2.1"), 60_000));
            case DEAF -> many(kind, 2, i -> hold(get(query(LARGE), "192.0.2.2"), 20_000));
            case LEAVING -> many(kind, 4, i -> hold(get(query(ENDLESS), "192.0.2.3"), 500));
            case WAITING -> many(kind, 18, i -> answer(get(query(ENDLESS), "192.0.2.4"), 60_000));
            case SLOW -> many(kind, 200, i -> readSlowly(get(query(LARGE), "192.0.2.5")));
            case TRICKLING -> many(kind, 20, i -> trickle("192.0.2.6"));
            case CROWD -> many(kind, 60, i -> answer(get(query(ENDLESS), "192.0.2.7"), 60_000));
            case JUNK ->
                    many(
                            kind,
                            40,
                            i -> answer(get("/?x=" + System.nanoTime(), "192.0.2.8"), 10_000));
            case IDLE -> many(kind, 1_000, i -> hold("", 60_000));
        }
    }

    private interface Visit {
        void make(int number) throws IOException;
    }

    private void many(Guest kind, int count, Visit visit) {
        for (int i = 0; i < count; i++) {
            int number = i;
            guests.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                while (!isOver) {
                                    try {
                                        visit.make(number);
                                    } catch (IOException e) {
                                        // Refused, shed or cut: it comes back.
                                        cut.incrementAndGet();
                                    }
                                    // A flood is another matter: how many requests one sends is its
                                    // proxy's.
                                    sleep(kind == Guest.JUNK ? 200 : 1_000);
                                }
                            }));
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        if (isOver) {
            close(socket);
        }
        // A small window: what is not read stays with the server.
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        return socket;
    }

    private void answer(String request, int timeout) throws IOException {
        try (Socket socket = open()) {
            socket.setSoTimeout(timeout);
            socket.getOutputStream().write(ascii(request));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Sends a request, reads nothing, and leaves after some milliseconds. */
    private void hold(String request, int millis) throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(ascii(request));
            for (int i = 0; i < millis && !isOver; i += 100) {
                sleep(100);
            }
        }
    }

    private void readSlowly(String request) throws IOException {
        try (Socket socket = open()) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(ascii(request));
            byte[] buffer = new byte[4096];
            InputStream in = socket.getInputStream();
            while (in.read(buffer) >= 0) {
                sleep(1_000);
            }
        }
    }

    private void trickle(String address) throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream()
                    .write(
                            ascii(
                                    "POST /sparql HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: "
                                            + address
                                            + "\r\nContent-Type: application/sparql-query\r\n"
                                            + "Content-Length: 1000\r\n\r\nASK"));
            while (!isOver) {
                socket.getOutputStream().write(' ');
                sleep(1_000);
            }
        }
    }

    /** Asks on a new connection; returns whether the status is as wanted, and keeps the time. */
    private boolean timed(String request, Predicate<Integer> wanted, List<Double> times) {
        long begun = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(ascii(request));
            byte[] answer = new BufferedInputStream(socket.getInputStream()).readAllBytes();
            String line = new String(answer, StandardCharsets.ISO_8859_1);
            boolean isWanted =
                    line.startsWith("HTTP/1.1 ")
                            && wanted.test(Integer.parseInt(line.substring(9, 12)));
            if (isWanted) {
                times.add((System.nanoTime() - begun) / 1e6);
            }
            return isWanted;
        } catch (IOException e) {
            return false;
        }
    }

    private static String lightQuery(int number) {
        return query("SELECT ?o { <http://a.example/s1> ?p ?o . FILTER(?o != " + number + ") }");
    }

    private static String query(String text) {
        return "/sparql?query=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String get(String target, String address) {
        return "GET "
                + target
                + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv, */*;q=0.1\r\n"
                + "Connection: close\r\nX-Forwarded-For: "
                + address
                + "\r\n\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the value below which a share of sorted values is; not a number if there is none. */
    static double at(List<Double> sorted, double share) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
