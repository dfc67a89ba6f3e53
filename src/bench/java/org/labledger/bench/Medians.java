package org.labledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures how long two running servers take to make pages anew, both in one run and in turns, so
 * that what else the machine does meets both alike:
 *
 * <pre>Medians URL=PID URL=PID [COUNT]</pre>
 *
 * <p>Each page is made COUNT times by each server, 200 times if there is no COUNT. It prints a
 * Markdown table: for each page the median time in ms as a client sees it, and the processor time
 * of the server's process per request, which Linux tells in {@code /proc}.
 *
 * <p>Servers keep their answers by address. A parameter that no page reads, with another value each
 * time, makes an address that nobody has asked before.
 */
public final class Medians {

    private static final int WARM = 60;
    private static final String MEASURED = "200";

    /** Linux counts processor time in ticks; user programs see 100 of them in a second. */
    private static final double MILLIS_A_TICK = 10;

    private static final List<String> PAGES =
            List.of(
                    "/doc/id/openai.html",
                    "/doc/id/jan-leike.html",
                    "/",
                    "/doc/id/superalignment-20-percent.html",
                    "/doc/source/fortune-2024-05-21.html");

    /** Begins where no earlier run on the same servers has been. */
    private static long fresh = System.currentTimeMillis();

    private record Server(URI url, Path process) {

        static Server of(String urlAndPid) {
            String[] parts = urlAndPid.split("=", 2);
            return new Server(URI.create(parts[0]), Path.of("/proc", parts[1], "stat"));
        }

        /** Returns the processor time that the process has used, in ms (proc_pid_stat(5)). */
        double processorTime() throws IOException {
            String stat = Files.readString(process);
            // The name of the program, in parentheses, may have spaces.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return MILLIS_A_TICK * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
        }
    }

    private Medians() {}

    /** Measures two servers; the first two arguments are an address and the id of its process. */
    public static void main(String[] args) throws Exception {
        if (args.length < 2 || !args[0].contains("=") || !args[1].contains("=")) {
            System.err.println("Usage: Medians URL=PID URL=PID [COUNT]");
            System.exit(2);
        }
        List<Server> servers = Stream.of(args).limit(2).map(Server::of).toList();
        int count = Integer.parseInt(args.length > 2 ? args[2] : MEASURED);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < WARM; i++) {
                for (String page : PAGES) {
                    for (Server server : servers) {
                        millis(client, server, page);
                    }
                }
            }
            System.out.println("| Page | A ms | B ms | B/A | A CPU ms | B CPU ms | B/A |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (String page : PAGES) {
                measure(client, servers, page, count);
            }
        }
    }

    private static void measure(HttpClient client, List<Server> servers, String page, int count)
            throws Exception {
        List<List<Double>> took = List.of(new ArrayList<>(), new ArrayList<>());
        double[] before = {servers.get(0).processorTime(), servers.get(1).processorTime()};
        for (int i = 0; i < count; i++) {
            for (int side = 0; side < 2; side++) {
                took.get(side).add(millis(client, servers.get(side), page));
            }
        }
        double a = median(took.get(0));
        double b = median(took.get(1));
        double cpuA = (servers.get(0).processorTime() - before[0]) / count;
        double cpuB = (servers.get(1).processorTime() - before[1]) / count;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.2f | %.1f | %.1f | %.2f |%n",
                page,
                a,
                b,
                b / a,
                cpuA,
                cpuB,
                cpuB / cpuA);
    }

    /** Asks for a page that the server has not made before; returns the time it took, in ms. */
    private static double millis(HttpClient client, Server server, String page) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.url().resolve(page + "?x=" + fresh++))
                        .header("Accept", "text/html")
                        .timeout(Duration.ofSeconds(30))
                        .build();
        long begun = System.nanoTime();
        int status = client.send(request, BodyHandlers.ofByteArray()).statusCode();
        double millis = (System.nanoTime() - begun) / 1e6;
        if (status != 200) {
            throw new IOException(request.uri() + " was answered with " + status);
        }
        return millis;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
