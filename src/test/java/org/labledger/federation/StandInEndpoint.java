package org.labledger.federation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.apache.jena.query.ARQ;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetWriterRegistry;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.exec.QueryExec;

/**
 * Somebody else's SPARQL endpoint, on this machine: it answers the protocol's POST of a form with
 * result sets over a small dataset, or misbehaves in one of the ways that strangers do.
 */
public final class StandInEndpoint implements AutoCloseable {

    /** How it behaves. */
    public enum Mode {
        NORMAL,
        NORMAL_XML,
        NORMAL_GZIP,
        /** Names only the syntax. */
        PLAIN_JSON,
        PLAIN_XML,
        SILENT,
        ENDLESS,
        REDIRECT,
        ERROR,
        HTML,
        MALFORMED_JSON,
        CUT_JSON,
        NO_RESULT_SET,
        GZIP_BOMB,
        DROPPED
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final DatasetGraph dataset;
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private volatile Mode mode = Mode.NORMAL;

    /** Starts an endpoint over a dataset on a free port. */
    public StandInEndpoint(DatasetGraph dataset) {
        this.dataset = dataset;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Returns its IRI, with a literal address. */
    public String iri() {
        return "http://127.0.0.1:" + port() + "/sparql";
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Makes it behave in another way, and forget what it was asked. */
    public StandInEndpoint in(Mode newMode) {
        mode = newMode;
        queries.clear();
        return this;
    }

    /** Returns the queries that it got. */
    public List<String> queries() {
        return queries;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            String query =
                    URLDecoder.decode(form.substring("query=".length()), StandardCharsets.UTF_8);
            queries.add(query);
            switch (mode) {
                case NORMAL -> send(exchange, 200, RemoteClient.JSON, results(query, true));
                case NORMAL_XML -> send(exchange, 200, RemoteClient.XML, results(query, false));
                case NORMAL_GZIP -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    send(exchange, 200, RemoteClient.JSON, packed(results(query, true), 1));
                }
                case PLAIN_JSON -> send(exchange, 200, "application/json", results(query, true));
                case PLAIN_XML -> send(exchange, 200, "application/xml", results(query, false));
                case SILENT -> closed.await();
                case ENDLESS -> {
                    exchange.getResponseHeaders().set("Content-Type", RemoteClient.JSON);
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream out = exchange.getResponseBody();
                    byte[] start =
                            "{\"head\":{\"vars\":[\"b\"]},\"results\":{\"bindings\":["
                                    .getBytes(StandardCharsets.US_ASCII);
                    out.write(start);
                    while (closed.getCount() > 0) {
                        out.write(new byte[1000]);
                    }
                }
                case REDIRECT -> {
                    exchange.getResponseHeaders().set("Location", iri() + "/elsewhere");
                    send(exchange, 307, "text/plain", new byte[0]);
                }
                case ERROR -> send(exchange, 502, "text/plain", text("Bad gateway"));
                case HTML -> send(exchange, 200, "text/html", text("<p>Welcome</p>"));
                case MALFORMED_JSON ->
                        send(exchange, 200, RemoteClient.JSON, text("{\"head\" nope"));
                case CUT_JSON -> {
                    byte[] whole = results(query, true);
                    send(
                            exchange,
                            200,
                            RemoteClient.JSON,
                            java.util.Arrays.copyOf(whole, whole.length - 5));
                }
                case NO_RESULT_SET ->
                        send(
                                exchange,
                                200,
                                RemoteClient.JSON,
                                text("{\"head\":{},\"boolean\":true}"));
                case GZIP_BOMB -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    send(exchange, 200, RemoteClient.JSON, packed(new byte[1 << 20], 16));
                }
                case DROPPED -> {
                    // Closing the exchange without an answer closes the connection.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] results(String query, boolean json) {
        var lang = json ? ResultSetLang.RS_JSON : ResultSetLang.RS_XML;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (QueryExec execution = QueryExec.dataset(dataset).query(query).build()) {
            RowSetWriterRegistry.getFactory(lang)
                    .create(lang)
                    .write(out, execution.select(), ARQ.getContext());
        }
        return out.toByteArray();
    }

    private static byte[] packed(byte[] body, int times) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) {
                gzip.write(body);
            }
        }
        return packed.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
