package org.labledger.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.labledger.http.BodyCache;
import org.labledger.http.Content;
import org.labledger.http.Lanes;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.http.Spools;
import org.labledger.live.CurrentSnapshot;
import org.labledger.query.Engine;
import org.labledger.snapshot.Snapshot;

/**
 * {@code /metrics} in the Prometheus text format: requests by route and status with their duration,
 * running and waiting queries, the snapshot, and the JVM. Contains nothing of the requests'
 * content.
 */
final class Metrics implements Route, AutoCloseable {

    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Timed, Timer> timers = new ConcurrentHashMap<>();
    private final JvmGcMetrics collector = new JvmGcMetrics();

    private record Timed(String address, String method, int status) {}

    Metrics(CurrentSnapshot current, Lanes lanes, Spools spools) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collector.bindTo(registry);
        Gauge.builder("labledger.snapshot.quads", current, s -> s.snapshot().quadCount())
                .description("Quads of the snapshot in service")
                .register(registry);
        Gauge.builder("labledger.snapshot.rejected", current, s -> s.rejected().isPresent() ? 1 : 0)
                .description(
                        "1 if the files of the home have errors and an older snapshot is in service")
                .register(registry);
        for (CurrentSnapshot.Task task : CurrentSnapshot.Task.values()) {
            FunctionCounter.builder("labledger.background.failures", current, s -> s.failures(task))
                    .description("Failures of what is done in the background, by task")
                    .tag("task", task.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("labledger.queries.running", lanes, Lanes::running)
                .description("Running queries")
                .register(registry);
        Gauge.builder("labledger.queries.waiting", lanes, Lanes::waiting)
                .description("Waiting queries")
                .register(registry);
        Gauge.builder("labledger.answers.spooled", spools, Spools::bytes)
                .baseUnit("bytes")
                .description(
                        "Bytes of answers in temporary files, which clients have not taken yet")
                .register(registry);
    }

    /** Adds the counts of the executions of queries. */
    void add(Engine engine) {
        FunctionCounter.builder("labledger.queries.executed", engine, Engine::plannedQueries)
                .description("Executed queries, by what executed them; ARQ if only in part")
                .tag("by", "plan")
                .register(registry);
        FunctionCounter.builder("labledger.queries.executed", engine, Engine::queriesLeftToArq)
                .description("Executed queries, by what executed them; ARQ if only in part")
                .tag("by", "arq")
                .register(registry);
    }

    /** Adds the counts of a cache of bodies. */
    void add(BodyCache cache) {
        FunctionCounter.builder("labledger.bodies.found", cache, BodyCache::found)
                .description("Bodies that were known")
                .register(registry);
        FunctionCounter.builder("labledger.bodies.made", cache, BodyCache::made)
                .description("Bodies that were made and kept")
                .register(registry);
    }

    /**
     * Counts a request that was answered.
     *
     * @param address the address of the route, such as {@code /query/*}
     */
    void count(String address, String method, int status, Duration took) {
        timers.computeIfAbsent(new Timed(address, method, status), this::timer).record(took);
    }

    private Timer timer(Timed timed) {
        return Timer.builder("http.server.requests")
                .description("Answered requests")
                .tag("route", timed.address())
                .tag("method", timed.method())
                .tag("status", Integer.toString(timed.status()))
                .register(registry);
    }

    @Override
    public Reply answer(Request request, Snapshot snapshot) {
        return Reply.ok(
                        CONTENT_TYPE,
                        new Content.Bytes(registry.scrape().getBytes(StandardCharsets.UTF_8)))
                .with("Cache-Control", "no-store");
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
