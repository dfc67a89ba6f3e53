package org.labledger.web;

import org.apache.jena.fuseki.main.FusekiServer;
import org.apache.jena.fuseki.server.DataService;
import org.apache.jena.fuseki.server.Endpoint;
import org.apache.jena.fuseki.server.Operation;
import org.apache.jena.query.ARQ;
import org.apache.jena.sparql.core.DatasetGraphZero;
import org.apache.jena.sparql.util.Context;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.labledger.query.Limits;
import org.labledger.settings.Settings;

/**
 * An embedded Fuseki server that answers from the snapshot in service.
 *
 * <pre>{@code
 * try (LedgerServer server = LedgerServer.start(settings, new InService(served))) {
 *     // ask server.url() + "sparql"
 * }
 * }</pre>
 *
 * <p>With port 0 in the settings it takes a free port. It has a query service and nothing that
 * writes: no update, no upload, no administration.
 */
public final class LedgerServer implements AutoCloseable {

    /**
     * Fuseki gives Jetty an output buffer of 2 MB, larger than Jetty's buffer pool holds, so that
     * every response allocates and zeroes one: most of the CPU time of a trivial query. 32 KB is
     * Jetty's own default.
     */
    private static final int OUTPUT_BUFFER_SIZE = 32 * 1024;

    private final FusekiServer fuseki;
    private final String url;

    private LedgerServer(FusekiServer fuseki, String url) {
        this.fuseki = fuseki;
        this.url = url;
    }

    /**
     * Starts a server.
     *
     * @throws org.apache.jena.fuseki.FusekiException if the port is taken or the host unknown
     */
    public static LedgerServer start(Settings settings, InService inService) {
        Limits limits = new Limits(settings.timeout(), settings.rows());
        Context context = new Context();
        context.set(ARQ.queryTimeout, Long.toString(settings.timeout().toMillis()));
        context.set(ARQ.httpServiceAllowed, false);
        DataService sparql =
                // Fuseki wants a dataset; the processor takes the one in service instead.
                DataService.newBuilder(DatasetGraphZero.create())
                        .addEndpoint(
                                Endpoint.create()
                                        .operation(Operation.Query)
                                        .processor(new SnapshotQueryProcessor(inService))
                                        .context(context)
                                        .build())
                        .build();
        ProbeServlet probes = new ProbeServlet(inService);
        FusekiServer fuseki =
                FusekiServer.create()
                        .port(settings.port())
                        .add("/sparql", sparql)
                        .addServlet("/query/*", new SavedQueryServlet(inService, limits))
                        .addServlet("/healthz", probes)
                        .addServlet("/readyz", probes)
                        .build();
        for (var connector : fuseki.getJettyServer().getConnectors()) {
            if (connector instanceof ServerConnector http) {
                http.setHost(settings.host());
            }
            for (var factory : connector.getConnectionFactories()) {
                if (factory instanceof HttpConnectionFactory http) {
                    http.getHttpConfiguration().setOutputBufferSize(OUTPUT_BUFFER_SIZE);
                    http.getHttpConfiguration().setSendServerVersion(false);
                }
            }
        }
        fuseki.start();
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return new LedgerServer(fuseki, "http://" + host + ":" + fuseki.getHttpPort() + "/");
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
    }
}
