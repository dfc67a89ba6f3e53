package org.labledger.web;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.jena.fuseki.main.FusekiServer;
import org.apache.jena.graph.Node;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.labledger.changes.ChangeLog;
import org.labledger.citation.CitationFactory;
import org.labledger.describe.Dump;
import org.labledger.history.History;
import org.labledger.http.BodyCache;
import org.labledger.http.ClientTimeouts;
import org.labledger.http.ConnectionLimit;
import org.labledger.http.Departures;
import org.labledger.http.Draining;
import org.labledger.http.Lanes;
import org.labledger.http.Memento;
import org.labledger.http.ProbesFirst;
import org.labledger.http.RepeatedRequests;
import org.labledger.http.Reply;
import org.labledger.http.ReplySender;
import org.labledger.http.Request;
import org.labledger.http.SecurityHeaders;
import org.labledger.http.Spools;
import org.labledger.http.StalledConnections;
import org.labledger.http.TransferCodings;
import org.labledger.http.UnreadableRequests;
import org.labledger.http.WatchedConnector;
import org.labledger.link.CitedLink;
import org.labledger.live.CurrentSnapshot;
import org.labledger.page.Assets;
import org.labledger.page.Pages;
import org.labledger.problem.ProblemException;
import org.labledger.query.Engine;
import org.labledger.query.Limits;
import org.labledger.settings.Capacity;
import org.labledger.settings.Settings;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

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
     * Fuseki configures an output buffer of 2 MB, more than Jetty's buffer pool holds, so that
     * every response would allocate and zero one: most of the CPU time of a trivial query. 32 KB is
     * Jetty's default.
     */
    private static final int OUTPUT_BUFFER_SIZE = 32 * 1024;

    private static final String SPARQL = "/sparql";

    /** Maximum size of the request line and header fields together, in bytes. */
    static final int MAX_HEADER_BYTES = 64 * 1024;

    /** Size of the caches of response bodies. */
    static final long CACHE_BYTES = 64L << 20;

    /** The part of them for whole replies to repeated requests. */
    private static final long REPEATED_BYTES = CACHE_BYTES / 4;

    /** Maximum number of concurrent light requests: few, since each gives its place up soon. */
    static final int MAX_LIGHT = 2 * Capacity.STANDARD.queries();

    /** Maximum time that a request waits to begin. It holds no thread. */
    static final Duration MAX_WAIT = Duration.ofSeconds(10);

    /** Maximum time that a heavy query waits for a place of its own. It holds a thread. */
    static final Duration MAX_PAUSE = Duration.ofSeconds(3);

    /** Maximum number of bytes that a light or pausing query keeps, by estimate. */
    private static final long MAX_LIGHT_MEMORY =
            Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 128);

    /** Threads for reading requests and for answers that need no place, besides all others. */
    private static final int MAX_OTHER_THREADS = 40;

    private static final int MIN_THREADS = 8;

    /** What must answer whatever else happens. */
    private static final Set<String> PROBES = Set.of("/healthz", "/readyz", "/metrics");

    /**
     * Legal IRIs that Jetty refuses, because the same path could be read in two ways: with {@code
     * %2F}, {@code %25} or {@code %5C}, or empty segments. Routes that name things read the path as
     * it was sent, and no path leads to a file.
     */
    private static final UriCompliance URIS =
            UriCompliance.DEFAULT.with(
                    "IRIs",
                    UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                    UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                    UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                    UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

    /** Of two hosts that a request names, that of its target counts (RFC 9112, section 3.2.2). */
    private static final HttpCompliance HTTP =
            HttpCompliance.RFC9110.with("target", HttpCompliance.Violation.MISMATCHED_AUTHORITY);

    private final FusekiServer fuseki;
    private final Draining draining;
    private final List<AutoCloseable> parts;
    private final String url;

    private LedgerServer(
            FusekiServer fuseki, Draining draining, List<AutoCloseable> parts, String url) {
        this.fuseki = fuseki;
        this.draining = draining;
        this.parts = parts;
        this.url = url;
    }

    /**
     * Starts a server.
     *
     * @throws org.apache.jena.fuseki.FusekiException if the port is taken or the host unknown
     */
    public static LedgerServer start(Settings settings, CurrentSnapshot current) {
        return start(
                settings, current, ClientTimeouts.STANDARD.with(settings.capacity().connections()));
    }

    /** Starts a server with other timeouts for its clients. */
    static LedgerServer start(Settings settings, CurrentSnapshot current, ClientTimeouts timeouts) {
        Capacity capacity = settings.capacity();
        ExecutorService threads =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().name("answer-", 0).daemon().factory());
        Lanes lanes =
                new Lanes(
                        new Lanes.Sizes(
                                MAX_LIGHT,
                                capacity.queries(),
                                capacity.waiting(),
                                MAX_WAIT,
                                MAX_PAUSE,
                                MAX_LIGHT_MEMORY),
                        threads);
        Departures departures = new Departures();
        Spools spools = new Spools(capacity.spoolBytes());
        Metrics metrics = new Metrics(current, lanes, spools);
        BodyCache cache = new BodyCache(CACHE_BYTES - REPEATED_BYTES);
        metrics.add(cache);
        History history = history(settings, current);
        ChangeLog log = new ChangeLog(history);
        List<AutoCloseable> parts =
                List.of(departures, lanes, threads::shutdownNow, metrics, log, history);
        Draining draining = new Draining();
        draining.whenOver(lanes::close);
        RepeatedRequests repeated =
                new RepeatedRequests(
                        REPEATED_BYTES,
                        () -> current.snapshot().id(),
                        draining,
                        (pattern, status, took) -> metrics.count(pattern, "GET", status, took));
        Engine engine = new Engine(limits(settings)).reachingOnlyAsIn(current::snapshot);
        metrics.add(engine);
        PageReplies pages = new PageReplies(current, engine, log);
        current.prepare(snapshot -> engine.searchIndex(snapshot).warm());
        current.prepare(pages::warm);
        current.prepare(snapshot -> snapshot.home().pack());
        Mementos mementos = new Mementos(history, current, settings.timeout());
        current.prepare(snapshot -> history.states());
        RouteServlet.Shared shared =
                new RouteServlet.Shared(
                        current,
                        new ReplySender(cache, repeated, spools),
                        pages,
                        metrics,
                        settings.publicUrl(),
                        timeouts.body(),
                        draining,
                        lanes,
                        departures,
                        capacity.trustedProxies(),
                        mementos);
        Map<String, Route> routes = routes(engine, current, pages, log, metrics, draining);
        routes.put("/timegate/{address}", mementos::timegate);
        routes.put("/timemap/{address}", mementos::timemap);
        RouteTable.requireAll(routes.keySet());
        FusekiServer.Builder builder =
                FusekiServer.create()
                        .port(settings.port())
                        .numServerThreads(
                                MIN_THREADS,
                                MAX_OTHER_THREADS
                                        + MAX_LIGHT
                                        + 2 * capacity.queries()
                                        + Lanes.MAX_PAUSING);
        Set<String> patterns = new HashSet<>();
        routes.forEach((address, route) -> {
            // Addresses that differ in what is below them are one servlet's.
            if (patterns.add(RouteTable.pattern(address))) {
                builder.addServlet(
                        RouteTable.pattern(address), new RouteServlet(address, route, shared));
            }
            if (RouteTable.pattern(address).equals(address)) {
                // SPARQL clients do not follow redirects of POST.
                Route sameOrRedirect =
                        address.equals(SPARQL)
                                ? route
                                : (request, snapshot) ->
                                        Reply.redirect(
                                                308,
                                                request.origin()
                                                        + address
                                                        + request.query()
                                                                .map(query -> "?" + query)
                                                                .orElse(""));
                builder.addServlet(
                        address + "/", new RouteServlet(address, sameOrRedirect, shared));
            }
        });
        FusekiServer fuseki = builder.build();
        configure(fuseki.getJettyServer(), settings, timeouts, draining);
        fuseki.getJettyServer().insertHandler(repeated);
        try {
            fuseki.start();
        } catch (RuntimeException e) {
            parts.forEach(LedgerServer::close);
            throw e;
        }
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return new LedgerServer(
                fuseki, draining, parts, "http://" + host + ":" + fuseki.getHttpPort() + "/");
    }

    private static History history(Settings settings, CurrentSnapshot current) {
        return settings.historyBytes() == 0
                ? History.none("Past states are turned off here (`serve --history-memory 0`).")
                : History.of(
                        settings.home(),
                        () -> Optional.of(current.snapshot()),
                        settings.historyBytes());
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a route for each address of the {@link RouteTable}. */
    private static Map<String, Route> routes(
            Engine engine,
            CurrentSnapshot current,
            PageReplies pages,
            ChangeLog log,
            Metrics metrics,
            Draining draining) {
        SelfDescriptions descriptions = new SelfDescriptions();
        Map<String, Route> routes = new LinkedHashMap<>(descriptions.routes());
        CitationFactory citations = new CitationFactory();
        CitedReplies cited = new CitedReplies(citations);
        Route cite = new CiteRoute(engine, citations, pages, Clock.systemUTC());
        routes.put(CiteRoute.ADDRESS, cite);
        routes.put(CitedLink.PATH + "{token}", cite);
        routes.put(
                SPARQL,
                new SparqlRoute(engine, cited, descriptions.service(), pages.at(Pages::sparql)));
        Route queries = new SavedQueryRoute(engine, cited, pages, descriptions);
        routes.put("/query/", queries);
        routes.put(SavedQueryRoute.ADDRESS, queries);
        ChangesRoute changes = new ChangesRoute(log, pages, descriptions);
        Route document = new DocumentRoute(descriptions, pages);
        Route documents =
                (request, snapshot) -> {
                    Optional<Reply> changed = changes.ofDocument(request, snapshot);
                    return changed.isPresent() ? changed.get() : document.answer(request, snapshot);
                };
        Route home = pages::front;
        // Any path may stand for an IRI of the home.
        Route root =
                (request, snapshot) -> {
                    if (request.path().equals("/")) {
                        return home.answer(request, snapshot);
                    }
                    return isAccepted(request, snapshot)
                            ? accepted(request, snapshot)
                            : documents.answer(request, snapshot);
                };
        routes.put("/", root);
        routes.put("/{vocabulary}", root);
        for (String address :
                List.of(
                        "/id/{name}",
                        "/source/{name}",
                        "/doc/",
                        "/doc/id/{name}",
                        "/doc/source/{name}",
                        "/doc/id/{name}/changes",
                        "/doc/source/{name}/changes")) {
            routes.put(address, documents);
        }
        for (String address :
                List.of(
                        ChangesRoute.ADDRESS,
                        ChangesRoute.ADDRESS + ".atom",
                        ChangesRoute.ADDRESS + ".json",
                        ChangesRoute.ADDRESS + "/{state}")) {
            routes.put(address, changes);
        }
        EmbedRoute embed = new EmbedRoute(descriptions, pages);
        routes.put(EmbedRoute.ADDRESS, embed::page);
        routes.put(EmbedRoute.OEMBED, embed::oembed);
        routes.put("/data", new GraphStoreRoute());
        routes.put("/fragments", new FragmentsRoute(descriptions));
        for (Dump.Form form : Dump.Form.values()) {
            routes.put("/" + form.fileName(), new DumpRoute(form));
        }
        routes.put("/search", new SearchRoute(engine, pages));
        routes.put("/browse", pages.at(PageReplies::browse));
        routes.put("/about", pages.at((all, pageRequest) -> all.about(pageRequest)));
        routes.put("/compare", pages.at(PageReplies::compare));
        routes.put("/report", pages.at((all, pageRequest) -> all.report(pageRequest)));
        routes.put("/card.png", pages::card);
        routes.put(Assets.PATH + "{file}", PageReplies::asset);
        // Browsers ask for this one by themselves where no page names another.
        routes.put(
                "/favicon.ico",
                (request, snapshot) -> Reply.redirect(303, Assets.path("favicon.svg")));
        routes.put("/healthz", ProbeRoute.healthz(current));
        routes.put("/readyz", ProbeRoute.readyz(current, draining::hasBegun));
        routes.put("/metrics", metrics);
        return routes;
    }

    private static boolean isAccepted(Request request, Snapshot snapshot) {
        Node graph = snapshot.acceptedGraph();
        return snapshot.description().uriSpace().iri(request.path().substring(1)).equals(graph)
                && snapshot.store().containsGraph(graph);
    }

    /** The IRI of the accepted view leads to its content, in the same state. */
    private static Reply accepted(Request request, Snapshot snapshot) throws ProblemException {
        String at =
                request.parameters()
                        .one(Memento.PARAMETER)
                        .map(state -> "&" + Memento.PARAMETER + "=" + UriSpace.encode(state))
                        .orElse("");
        return Reply.redirect(
                303, "/data?graph=" + UriSpace.encode(snapshot.acceptedGraph().getURI()) + at);
    }

    /** Concurrent queries may together hold half of the heap. */
    private static Limits limits(Settings settings) {
        long share = Runtime.getRuntime().maxMemory() / 2 / settings.capacity().queries();
        return new Limits(
                settings.timeout(),
                settings.rows(),
                Limits.STANDARD.bytes(),
                Math.min(Limits.STANDARD.memory(), share));
    }

    private static void configure(
            Server jetty, Settings settings, ClientTimeouts timeouts, Draining draining) {
        UnreadableRequests errors = new UnreadableRequests();
        jetty.setErrorHandler(errors);
        jetty.getDescendants(org.eclipse.jetty.ee11.servlet.ServletContextHandler.class)
                .forEach(context -> {
                    context.setErrorHandler(errors);
                    ServletHandler servlets = context.getServletHandler();
                    servlets.setDecodeAmbiguousURIs(true);
                    for (FilterHolder filter : servlets.getFilters()) {
                        filter.setAsyncSupported(true);
                    }
                });
        jetty.setHandler(new ProbesFirst(jetty.getHandler(), PROBES));
        HttpConnectionFactory http =
                jetty.getConnectors()[0].getConnectionFactory(HttpConnectionFactory.class);
        HttpConfiguration configuration = http.getHttpConfiguration();
        configuration.setOutputBufferSize(OUTPUT_BUFFER_SIZE);
        configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
        configuration.setSendServerVersion(false);
        configuration.setUriCompliance(URIS);
        configuration.setHttpCompliance(HTTP);
        configuration.addCustomizer(new SecurityHeaders());
        configuration.addCustomizer(draining);
        configuration.addCustomizer(new TransferCodings());
        WatchedConnector connector = new WatchedConnector(jetty, http);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(settings.capacity().backlog());
        connector.setIdleTimeout(timeouts.idle().toMillis());
        connector.addBean(new StalledConnections(connector, timeouts.header()));
        jetty.setConnectors(new Connector[] {connector});
        jetty.addBean(new ConnectionLimit(timeouts.connections(), connector));
    }

    /** Returns the address of the server, ending with a slash. */
    public String url() {
        return url;
    }

    /**
     * Stops the server when its running answers have ended, see {@link Draining}. Blocks for both
     * times at most, and a few seconds.
     *
     * @param delay how long new connections are still accepted, while {@code /readyz} is 503
     * @param timeout how long running answers may take after that
     * @return whether all answers ended whole
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean stop(Duration delay, Duration timeout) throws InterruptedException {
        boolean isWhole = draining.drain(fuseki.getJettyServer(), delay, timeout);
        close();
        return isWhole;
    }

    /** Stops the server at once; running answers are cut. */
    @Override
    public void close() {
        fuseki.stop();
        parts.forEach(LedgerServer::close);
    }
}
