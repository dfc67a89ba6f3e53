package org.labledger.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks stock Fuseki and Lab Ledger, with the same data, the same requests, and prints a Markdown
 * table of what each answers:
 *
 * <pre>java -cp CLASSPATH org.labledger.bench.SideBySide .</pre>
 *
 * <p>CONTRIBUTING.md tells how to get the class path.
 */
public final class SideBySide {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int WARM = 2000;
    private static final int MEASURED = 4000;

    private final Side stock;
    private final Side ours;
    private final String listener;
    private final AtomicInteger connections = new AtomicInteger();

    private SideBySide(Side stock, Side ours, String listener) {
        this.stock = stock;
        this.ours = ours;
        this.listener = listener;
    }

    /** Runs all requests; the argument is the home to serve. */
    public static void main(String[] args) throws Exception {
        String home = args.length > 0 ? args[0] : ".";
        try (ServerSocket outside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Side stock = Side.stock(home);
                Side ours = Side.ours(home, TIMEOUT)) {
            SideBySide table = new SideBySide(stock, ours, "127.0.0.1:" + outside.getLocalPort());
            Thread.ofPlatform().daemon().start(() -> table.count(outside));
            table.print();
        }
    }

    private void print() throws Exception {
        System.out.printf("| Request | %s | %s |%n|---|---|---|%n", stock.name(), ours.name());
        for (Asked asked : requests()) {
            row(asked.what(), asked.of(stock.port()), asked.of(ours.port()));
        }
        for (Asked asked : outbound()) {
            row(asked.what(), withConnections(asked, stock), withConnections(asked, ours));
        }
        row("`ASK {}`, processor time each", perRequest(stock), perRequest(ours));
        for (Asked asked : heavy()) {
            String theirs = asked.of(stock.port());
            if (theirs.startsWith("no end") || theirs.startsWith("connection")) {
                stock.restart();
            }
            row(asked.what(), theirs, asked.of(ours.port()));
        }
        row(
                "the health check while 8 of these run",
                probed(stock, "/$/ping"),
                probed(ours, "/healthz"));
    }

    private static List<Asked> requests() {
        String ask = "/sparql?query=" + encode("ASK {}");
        String bad = "/sparql?query=" + encode("SELECT 圖書館 {");
        String select = "/sparql?query=" + encode("SELECT * { ?s ?p ?o } LIMIT 500");
        return List.of(
                Asked.get("GET", ask, "Content-Type"),
                Asked.get("`Accept: image/png`", ask, "Content-Type", "Accept: image/png"),
                Asked.get(
                        "`Accept: text/csv;q=0, */*`",
                        "/sparql?query=" + encode("SELECT (1 AS ?n) {}"),
                        "Content-Type",
                        "Accept: text/csv;q=0, */*"),
                Asked.of("HEAD", "HEAD", ask, "", ""),
                Asked.of("OPTIONS", "OPTIONS", "/sparql", "", "Allow"),
                Asked.of("DELETE", "DELETE", "/sparql", "", "Allow"),
                Asked.get(
                        "a script of another origin",
                        ask,
                        "Access-Control-Allow-Origin",
                        "Origin: https://elsewhere.example"),
                Asked.get("a tag to keep the answer by", ask, "ETag"),
                Asked.get("`If-None-Match: *`", ask, "ETag", "If-None-Match: *"),
                Asked.get(
                        "`Accept-Encoding: gzip`",
                        select,
                        "Content-Encoding",
                        "Accept-Encoding: gzip"),
                Asked.get("no query", "/sparql", "Content-Type", "Accept: text/turtle"),
                Asked.get("a syntax error", "/sparql?query=ASK", "Content-Type"),
                Asked.get("a syntax error beyond ASCII", bad, "Content-Type"),
                Asked.get("`%ZZ`", "/sparql?query=ASK%7B%7D%ZZ", ""),
                Asked.get("`%FF`", "/sparql?query=%FF", ""),
                Asked.of(
                        "a form with `%ZZ`",
                        "POST",
                        "/sparql",
                        "query=%ZZ",
                        "",
                        "Content-Type: application/x-www-form-urlencoded"),
                Asked.of(
                        "`charset=no-such`",
                        "POST",
                        "/sparql",
                        "ASK {}",
                        "",
                        "Content-Type: application/sparql-query; charset=no-such"),
                Asked.of(
                        "a body of `text/plain`",
                        "POST",
                        "/sparql",
                        "ASK {}",
                        "",
                        "Content-Type: text/plain"),
                Asked.of(
                        "an update",
                        "POST",
                        "/sparql",
                        "DROP ALL",
                        "",
                        "Content-Type: application/sparql-update"),
                Asked.get("two queries", ask + "&query=ASK%7B%7D", ""),
                Asked.get(
                        "`callback=alert`",
                        ask + "&callback=alert",
                        "body alert(",
                        "Accept: application/sparql-results+json"),
                Asked.get(
                        "`stylesheet=evil.xsl`",
                        ask + "&stylesheet=evil.xsl",
                        "body evil.xsl",
                        "Accept: application/sparql-results+xml"),
                Asked.get("security headers", ask, "Content-Security-Policy"),
                Asked.get("a header of 200 KB", ask, "", "X-Large: " + "x".repeat(200_000)),
                direct(
                        "2,000 parentheses",
                        "SELECT (" + "(".repeat(2000) + "1" + ")".repeat(2000) + " AS ?x) {}"),
                direct("10,000 groups", "ASK " + "{".repeat(10_000) + "}".repeat(10_000)),
                direct("20,000 triple patterns", "ASK { " + "?s ?p ?o . ".repeat(20_000) + "}"),
                direct("a query of 1 MB", "ASK {} #" + "x".repeat(1 << 20)));
    }

    private List<Asked> outbound() {
        String there = "http://" + listener + "/x";
        return List.of(
                direct(
                        "`SERVICE` of a host that is not listed",
                        "SELECT * { SERVICE <" + there + "> { ?s ?p ?o } }"),
                direct(
                        "`SERVICE SILENT`",
                        "SELECT * { SERVICE SILENT <" + there + "> { ?s ?p ?o } }"),
                direct("`FROM` a host", "SELECT * FROM <" + there + "> { ?s ?p ?o }"),
                Asked.of(
                        "`LOAD`",
                        "POST",
                        "/sparql",
                        "LOAD <" + there + ">",
                        "",
                        "Content-Type: application/sparql-update"));
    }

    private static List<Asked> heavy() {
        String product = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ";
        return List.of(
                direct("product, counted", "SELECT (COUNT(*) AS ?n) { " + product + "}"),
                direct("product, streamed", "SELECT * { " + product + "}"),
                direct("product, sorted", "SELECT * { " + product + "} ORDER BY ?c ?f ?i"),
                direct(
                        "product, grouped",
                        "SELECT ?a ?d (COUNT(*) AS ?n) { " + product + "} GROUP BY ?a ?d"),
                direct("product, `DISTINCT`", "SELECT DISTINCT ?a ?d ?g { " + product + "}"),
                direct("a string doubled 40 times", doubled()),
                direct(
                        "`GROUP_CONCAT` of a product",
                        "SELECT (GROUP_CONCAT(?c) AS ?x) { " + product + "}"),
                direct(
                        "`FILTER NOT EXISTS` of a product",
                        "ASK { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?x ?y ?z . ?u ?v ?w FILTER(?z = ?w && ?a = ?u && ?c = 0) } }"),
                direct(
                        "a regular expression that explodes",
                        "SELECT (REGEX(\"" + "a".repeat(60) + "\", \"^(a+)+b$\") AS ?x) {}"),
                direct(
                        "a path that explodes",
                        "SELECT (COUNT(*) AS ?n) { ?a (!<a:b>|^!<a:b>)* ?b . ?b (!<a:b>|^!<a:b>)* ?c }"),
                direct(
                        "a graph of a product",
                        "CONSTRUCT { ?a ?b ?f . ?d ?e ?i . ?g ?h ?c } { " + product + "}"),
                direct(
                        "`MINUS` of products",
                        "SELECT (COUNT(*) AS ?n) { " + product + "MINUS { ?a ?y ?z . ?d ?v ?w } }"),
                direct(
                        "`OPTIONAL`s that multiply",
                        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f } OPTIONAL { ?g ?h ?i } }"),
                direct(
                        "a subquery of products",
                        "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f } } { SELECT DISTINCT ?g ?w { ?g ?h ?i . ?u ?v ?w } } }"));
    }

    private static String doubled() {
        StringBuilder query =
                new StringBuilder("SELECT (STRLEN(?v40) AS ?n) { BIND(\"ledger\" AS ?v0) ");
        for (int i = 1; i <= 40; i++) {
            query.append("BIND(CONCAT(?v")
                    .append(i - 1)
                    .append(", ?v")
                    .append(i - 1)
                    .append(") AS ?v")
                    .append(i)
                    .append(") ");
        }
        return query.append("}").toString();
    }

    private static Asked direct(String what, String query) {
        return Asked.of(
                what, "POST", "/sparql", query, "", "Content-Type: application/sparql-query");
    }

    private String withConnections(Asked asked, Side side) throws InterruptedException {
        int before = connections.get();
        String answer = asked.of(side.port());
        Thread.sleep(100);
        int made = connections.get() - before;
        return answer + (made == 0 ? ", connects to nothing" : ", connects there");
    }

    private void count(ServerSocket outside) {
        while (true) {
            try {
                outside.accept().close();
                connections.incrementAndGet();
            } catch (IOException e) {
                return; // closed at the end
            }
        }
    }

    /** Asks a trivial query many times over one connection, and tells what one takes. */
    private static String perRequest(Side side) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(side.uri("/sparql?query=" + encode("ASK {}")))
                        .timeout(Asked.PATIENCE)
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            ask(client, request, WARM);
            Duration before = side.processorTime();
            ask(client, request, MEASURED);
            double micros = side.processorTime().minus(before).toNanos() / 1e3 / MEASURED;
            return String.format(Locale.ROOT, "%.0f µs", micros);
        }
    }

    private static void ask(HttpClient client, HttpRequest request, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("ASK {} was answered with " + response.statusCode());
            }
        }
    }

    /**
     * Asks whether the server is well while heavy queries run, and tells the longest of 10 waits.
     */
    private static String probed(Side side, String path) throws Exception {
        List<Thread> guests = new ArrayList<>();
        List<Asked> heavy = heavy();
        for (int i = 0; i < 8; i++) {
            Asked asked = heavy.get(i);
            guests.add(Thread.ofPlatform().daemon().start(() -> asked.of(side.port())));
        }
        Thread.sleep(500);
        double longest = 0;
        String status = "";
        for (int i = 0; i < 10; i++) {
            long begun = System.nanoTime();
            status = Asked.get("", path, "").of(side.port());
            longest = Math.max(longest, (System.nanoTime() - begun) / 1e6);
            Thread.sleep(100);
        }
        for (Thread guest : guests) {
            guest.join(Asked.PATIENCE);
        }
        side.restart();
        return String.format(Locale.ROOT, "%s, at most %.0f ms", status, longest);
    }

    private static void row(String what, String theirs, String own) {
        System.out.printf("| %s | %s | %s |%n", what, theirs, own);
        System.out.flush();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
