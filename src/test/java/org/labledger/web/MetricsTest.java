package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.labledger.web.ServedHome.encode;
import static org.labledger.web.ServedHome.header;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.labledger.HomeFolder;

/** What a server counts, on one that nobody else asks. */
@Timeout(60)
class MetricsTest {

    private static ServedHome library;

    @BeforeAll
    static void start() {
        library = ServedHome.start(HomeFolder.LIBRARY);
    }

    @AfterAll
    static void stop() {
        library.close();
    }

    @Test
    void areInPrometheusTextFormat() {
        HttpResponse<String> response = library.get("metrics");

        assertEquals(200, response.statusCode());
        assertEquals("text/plain; version=0.0.4; charset=utf-8", header(response, "Content-Type"));
        assertEquals("no-store", header(response, "Cache-Control"));
        for (String line : response.body().lines().toList()) {
            assertTrue(
                    line.startsWith("# ")
                            || line.matches("[a-z][a-zA-Z0-9_]*(\\{[^}]*})? [-+.0-9A-Za-z]+"),
                    line);
        }
    }

    /** Other tests ask the same server, so there may be more. */
    @Test
    void tellWhatExecutedQueries() {
        double planned = executed("plan");
        double left = executed("arq");

        library.get("sparql?query=" + ServedHome.encode("SELECT ?s { ?s a ?metrics_1 } LIMIT 1"));
        assertTrue(executed("plan") > planned);
        library.get(
                "sparql?query="
                        + ServedHome.encode("SELECT ?metrics_2 { BIND(BNODE('a') AS ?b) }"));
        assertTrue(executed("arq") > left);
    }

    private static double executed(String by) {
        String name = "labledger_queries_executed_total{by=\"" + by + "\"} ";
        return library.get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellOfSnapshotQueriesRequestsAndJvm() {
        library.get("healthz");
        List<String> lines = library.get("metrics").body().lines().toList();

        assertTrue(
                lines.contains(
                        "labledger_snapshot_quads " + (double) library.snapshot().quadCount()));
        assertTrue(lines.contains("labledger_snapshot_rejected 0.0"));
        assertTrue(lines.contains("labledger_queries_running 0.0"));
        assertTrue(lines.contains("labledger_queries_waiting 0.0"));
        assertEquals(1, count(lines, "jvm_threads_live_threads"));
        assertEquals(1, count(lines, "process_uptime_seconds"));
        assertTrue(count(lines, "jvm_memory_used_bytes") > 1);
        assertEquals(
                1,
                count(
                        lines,
                        "http_server_requests_seconds_count{method=\"GET\",route=\"/healthz\",status=\"200\"}"));
    }

    @Test
    void holdNothingOfWhatAnybodyAsked() {
        String secret = "zanzibar";
        library.get("sparql?query=" + encode("ASK { <urn:" + secret + "> ?p ?o }"));
        library.get("search?q=" + secret);
        library.get("query/" + secret);
        library.get("id/" + secret);
        library.get("healthz", "User-Agent", secret, "Referer", "http://" + secret + "/");
        library.send(secret, "healthz", BodyPublishers.noBody());

        String metrics = library.get("metrics").body();

        assertFalse(metrics.toLowerCase(Locale.ROOT).contains(secret), metrics);
        assertTrue(metrics.contains("method=\"other\",route=\"/healthz\",status=\"405\""), metrics);
    }

    private static long count(List<String> lines, String start) {
        return lines.stream().filter(line -> line.startsWith(start)).count();
    }
}
