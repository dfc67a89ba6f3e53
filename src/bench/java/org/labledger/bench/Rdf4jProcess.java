package org.labledger.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.rdf4j.model.Resource;
import org.eclipse.rdf4j.query.GraphQuery;
import org.eclipse.rdf4j.query.Query;
import org.eclipse.rdf4j.query.TupleQuery;
import org.eclipse.rdf4j.query.resultio.sparqljson.SPARQLResultsJSONWriter;
import org.eclipse.rdf4j.repository.RepositoryConnection;
import org.eclipse.rdf4j.repository.sail.SailRepository;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.ntriples.NTriplesWriter;
import org.eclipse.rdf4j.sail.memory.MemoryStore;

/**
 * RDF4J's memory store behind as little HTTP as there can be: Jetty, the query from the address,
 * RDF4J's own writers.
 *
 * <p>Where a query has no dataset, RDF4J finds a triple once for each graph that has it; rows come
 * twice or many times, and take as much longer. So there is a second store with each triple once,
 * which queries without {@code GRAPH} are sent to: RDF4J is as fast as it can be, and gives the
 * answers of the other systems.
 */
public final class Rdf4jProcess {

    private static final int BUFFER = 32_768;

    private Rdf4jProcess() {}

    /** Two stores with the same data: in graphs, and each triple once. */
    record Stores(SailRepository graphs, SailRepository union) {

        /** Loads both from an N-Quads file. */
        static Stores of(Path data) throws IOException {
            return new Stores(repository(data), Rdf4jProcess.union(data));
        }

        private SailRepository of(String query) {
            return query.contains("GRAPH") ? graphs : union;
        }
    }

    /**
     * Serves an N-Quads file on a free port, and prints the address.
     *
     * @param args the file; with {@code load} after it, it is loaded into one store only, so that
     *     time and memory can be compared
     */
    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        SailRepository graphs = repository(data);
        Stores stores =
                args.length > 1 ? new Stores(graphs, graphs) : new Stores(graphs, union(data));
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback)
                            throws Exception {
                        String query =
                                Request.extractQueryParameters(request, StandardCharsets.UTF_8)
                                        .getValue("query");
                        response.getHeaders()
                                .put(
                                        HttpHeader.CONTENT_TYPE,
                                        isGraph(query)
                                                ? "application/n-triples"
                                                : "application/sparql-results+json");
                        try (OutputStream out =
                                Content.Sink.asOutputStream(
                                        Content.Sink.asBuffered(
                                                response,
                                                request.getComponents().getByteBufferPool(),
                                                true,
                                                BUFFER,
                                                BUFFER))) {
                            answer(stores, query, out);
                        }
                        callback.succeeded();
                        return true;
                    }
                });
        server.start();
        System.out.println("ready: http://127.0.0.1:" + connector.getLocalPort() + "/");
        server.join();
    }

    private static boolean isGraph(String query) {
        return query.contains("CONSTRUCT") || query.contains("DESCRIBE");
    }

    @SuppressWarnings("NullAway") // RDF4J's default graph
    private static SailRepository union(Path data) throws IOException {
        return repository(data, (Resource) null);
    }

    /** Returns a memory store with the statements of a file, in its graphs or in those given. */
    private static SailRepository repository(Path data, Resource... graphs) throws IOException {
        SailRepository repository = new SailRepository(new MemoryStore());
        try (RepositoryConnection connection = repository.getConnection();
                InputStream in = Files.newInputStream(data)) {
            connection.add(in, RDFFormat.NQUADS, graphs);
        }
        return repository;
    }

    /** Parses a query, evaluates it and writes the answer: rows as JSON, graphs as N-Triples. */
    static void answer(Stores stores, String text, OutputStream out) {
        try (RepositoryConnection connection = stores.of(text).getConnection()) {
            Query query = connection.prepareQuery(text);
            if (query instanceof GraphQuery graph) {
                graph.evaluate(new NTriplesWriter(out));
            } else {
                ((TupleQuery) query).evaluate(new SPARQLResultsJSONWriter(out));
            }
        }
    }
}
