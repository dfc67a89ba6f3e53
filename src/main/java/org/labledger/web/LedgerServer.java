package org.labledger.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.jena.fuseki.main.FusekiServer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.labledger.describe.Dump;
import org.labledger.http.Admission;
import org.labledger.http.AnswerCache;
import org.labledger.http.Patience;
import org.labledger.http.Reply;
import org.labledger.http.ReplySender;
import org.labledger.http.SecurityHeaders;
import org.labledger.http.StalledConnections;
import org.labledger.http.UnreadableRequests;
import org.labledger.live.CurrentSnapshot;
import org.labledger.page.Assets;
import org.labledger.page.Pages;
import org.labledger.query.Engine;
import org.labledger.query.Limits;
import org.labledger.settings.Settings;

/**
 * An embedded Fuseki server that answers from the snapshot in service.
 *
 * <pre>{@code
 * try (LedgerServer server = LedgerServer.start(settings, new CurrentSnapshot(served))) {
 *     // ask server.url() + "sparql"
 * }
 * }</pre>
 *
 * <p>With port 0 in the settings it takes a free port. Every address has a {@link Route} of ours;
 * Fuseki's own services, which would write, administer, or answer requests that SPARQL's protocol
 * refuses, are not part of it.
 */
public final class LedgerServer implements AutoCloseable {

    /**
     * Fuseki gives Jetty an output buffer of 2 MB, larger than Jetty's buffer pool holds, so that
     * every response allocates and zeroes one: most of the CPU time of a trivial query. 32 KB is
     * Jetty's own default.
     */
    private static final int OUTPUT_BUFFER_SIZE = 32 * 1024;

    /** What the first line and the header fields of a request may take together, in bytes. */
    static final int REQUEST_HEADER_SIZE = 64 * 1024;

    /** How much room answers that were given may take. */
    static final long CACHE_BYTES = 64L << 20;

    /** How many costly requests run at once: as many as there are processors for. */
    static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** How many more may wait for one of them to end, and how long. */
    static final int MOST_WAITING = 32;

    static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final FusekiServer fuseki;
    private final Metrics metrics;
    private final String url;

    private LedgerServer(FusekiServer fuseki, Metrics metrics, String url) {
        this.fuseki = fuseki;
        this.metrics = metrics;
        this.url = url;
    }

    /**
     * Starts a server.
     *
     * @throws org.apache.jena.fuseki.FusekiException if the port is taken or the host unknown
     */
    public static LedgerServer start(Settings settings, CurrentSnapshot current) {
        return start(settings, current, Patience.STANDARD);
    }

    /** Starts a server that has more or less patience with its clients. */
    static LedgerServer start(Settings settings, CurrentSnapshot current, Patience patience) {
        Admission admission = new Admission(AT_ONCE, MOST_WAITING, LONGEST_WAIT);
        Metrics metrics = new Metrics(current, admission);
        Engine engine = new Engine(limits(settings));
        Site pages = new Site(current, engine);
        current.prepare(snapshot -> engine.searchIndex(snapshot).warm());
        current.prepare(pages::warm);
        RouteServlet.Site site =
                new RouteServlet.Site(
                        current,
                        new ReplySender(admission, new AnswerCache(CACHE_BYTES)),
                        pages,
                        metrics,
                        settings.publicUrl(),
                        patience.body());
        Map<String, Route> routes = routes(engine, current, pages);
        routes.put("/metrics", metrics);
        FusekiServer.Builder builder = FusekiServer.create().port(settings.port());
        routes.forEach((address, route) ->
                builder.addServlet(address, new RouteServlet(address, route, site)));
        FusekiServer fuseki = builder.build();
        configure(fuseki.getJettyServer(), settings, patience);
        fuseki.start();
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return new LedgerServer(
                fuseki, metrics, "http://" + host + ":" + fuseki.getHttpPort() + "/");
    }

    private static Map<String, Route> routes(Engine engine, CurrentSnapshot current, Site pages) {
        SelfDescriptions descriptions = new SelfDescriptions();
        Map<String, Route> routes = new LinkedHashMap<>(descriptions.routes());
        routes.put(
                "/sparql",
                new SparqlRoute(
                        engine,
                        descriptions,
                        (request, snapshot) -> pages.reply(request, snapshot, Pages::sparql)));
        routes.put("/query/*", new SavedQueryRoute(engine, pages));
        routes.put("/healthz", ProbeRoute.healthz(current));
        routes.put("/readyz", ProbeRoute.readyz(current));
        routes.put("/data", new GraphStoreRoute());
        routes.put("/fragments", new FragmentsRoute(descriptions));
        for (Dump.Form form : Dump.Form.values()) {
            routes.put("/" + form.fileName(), new DumpRoute(form));
        }
        routes.put(Assets.PATH + "*", Site::asset);
        // Browsers ask for this one by themselves where no page names another.
        routes.put(
                "/favicon.ico",
                (request, snapshot) -> Reply.redirect(303, Assets.path("favicon.svg")));
        routes.put("/card.png", pages::card);
        routes.put("/about", pages.at((all, visit) -> all.about(visit)));
        routes.put("/search", new SearchRoute(engine, pages));
        routes.put("/browse", pages.at(Site::browse));
        // Every other address may stand for an IRI of the home.
        Route documents = new DocumentRoute(descriptions, pages);
        Route home = pages.at(Pages::front);
        routes.put(
                "/*",
                (request, snapshot) ->
                        (request.path().equals("/") ? home : documents).answer(request, snapshot));
        return routes;
    }

    /** The queries that run at once may together hold half of the heap. */
    private static Limits limits(Settings settings) {
        long share = Runtime.getRuntime().maxMemory() / 2 / AT_ONCE;
        return new Limits(
                settings.timeout(),
                settings.rows(),
                Limits.STANDARD.bytes(),
                Math.min(Limits.STANDARD.memory(), share));
    }

    private static void configure(Server jetty, Settings settings, Patience patience) {
        UnreadableRequests errors = new UnreadableRequests();
        jetty.setErrorHandler(errors);
        jetty.getDescendants(org.eclipse.jetty.ee11.servlet.ServletContextHandler.class)
                .forEach(context -> context.setErrorHandler(errors));
        jetty.addBean(new NetworkConnectionLimit(patience.connections(), jetty));
        for (var connector : jetty.getConnectors()) {
            if (connector instanceof ServerConnector http) {
                http.setHost(settings.host());
                http.setIdleTimeout(patience.idle().toMillis());
                http.addBean(new StalledConnections(http, patience.header()));
            }
            for (var factory : connector.getConnectionFactories()) {
                if (factory instanceof HttpConnectionFactory http) {
                    HttpConfiguration configuration = http.getHttpConfiguration();
                    configuration.setOutputBufferSize(OUTPUT_BUFFER_SIZE);
                    configuration.setRequestHeaderSize(REQUEST_HEADER_SIZE);
                    configuration.setSendServerVersion(false);
                    configuration.addCustomizer(new SecurityHeaders());
                }
            }
        }
    }

    /** Returns the address of the server, ending with a slash. */
    public String url() {
        return url;
    }

    /** Waits until the server has stopped. */
    public void join() {
        fuseki.join();
    }

    /** Stops the server. */
    @Override
    public void close() {
        fuseki.stop();
        metrics.close();
    }
}
