package org.labledger.federation;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.jena.graph.Node;
import org.apache.jena.query.ARQ;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.riot.rowset.RowSetReaderRegistry;
import org.apache.jena.riot.rowset.rw.RowSetReaderJSONStreaming;
import org.apache.jena.riot.rowset.rw.rs_json.Severity;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.util.Context;
import org.labledger.source.ServiceEndpoint;

/**
 * The requests of one query to other endpoints, and their answers. The same request is sent once;
 * an endpoint that failed gets no other; the number of requests is limited.
 */
final class RemoteAnswers {

    /** Maximum number of rows that are cached per query. */
    private static final long MAX_CACHED_ROWS = 100_000;

    private record Question(String endpoint, String query) {}

    private final Map<String, ServiceEndpoint> endpoints;
    private final Supplier<RemoteClient> client;
    private final int requestLimit;
    private final Map<Question, List<Binding>> answers = new HashMap<>();
    private final Map<String, EndpointFailedException> failures = new HashMap<>();
    private long cachedRows;
    private int requests;

    RemoteAnswers(
            Map<String, ServiceEndpoint> endpoints,
            Supplier<RemoteClient> client,
            int requestLimit) {
        this.endpoints = endpoints;
        this.client = client;
        this.requestLimit = requestLimit;
    }

    /**
     * Returns the endpoint that a term names.
     *
     * @throws EndpointRefusedException if it is not listed, or cannot be asked
     */
    ServiceEndpoint endpoint(Node term) {
        List<String> listed = List.copyOf(endpoints.keySet());
        if (term.isVariable()) {
            throw EndpointRefusedException.notAnEndpoint(
                    "?" + term.getName() + " has no value there", listed);
        }
        if (!term.isURI()) {
            throw EndpointRefusedException.notAnEndpoint("its variable holds no IRI", listed);
        }
        ServiceEndpoint endpoint = endpoints.get(term.getURI());
        if (endpoint == null) {
            throw EndpointRefusedException.notListed(term.getURI(), listed);
        }
        Optional<String> problem = endpoint.problem();
        if (problem.isPresent()) {
            throw EndpointRefusedException.notAskable(endpoint.iri(), problem.get());
        }
        return endpoint;
    }

    /**
     * Asks an endpoint, or returns what it answered to the same query before.
     *
     * @param variables the variables of the solutions; others in the answer are dropped
     */
    List<Binding> ask(
            ServiceEndpoint endpoint,
            String query,
            List<Var> variables,
            BooleanSupplier cancelled) {
        Question question = new Question(endpoint.iri(), query);
        List<Binding> known = answers.get(question);
        if (known != null) {
            return known;
        }
        EndpointFailedException before = failures.get(endpoint.iri());
        if (before != null) {
            throw before;
        }
        if (++requests > requestLimit) {
            throw new TooManyRequestsException(endpoint.iri(), requestLimit);
        }
        try {
            RemoteClient.Reply reply = client.get().ask(endpoint, query, cancelled);
            List<Binding> rows = read(reply, endpoint, query, variables);
            cachedRows += rows.size();
            if (cachedRows <= MAX_CACHED_ROWS) {
                answers.put(question, rows);
            }
            return rows;
        } catch (EndpointFailedException e) {
            failures.put(endpoint.iri(), e);
            throw e;
        }
    }

    private static List<Binding> read(
            RemoteClient.Reply reply, ServiceEndpoint endpoint, String query, List<Var> variables) {
        boolean json = reply.mediaType().equals(RemoteClient.JSON);
        Lang lang = json ? ResultSetLang.RS_JSON : ResultSetLang.RS_XML;
        Context strict = ARQ.getContext().copy();
        strict.set(RowSetReaderJSONStreaming.rsJsonSeverityEmptyJson, Severity.FATAL);
        strict.set(RowSetReaderJSONStreaming.rsJsonSeverityMissingHead, Severity.FATAL);
        strict.set(RowSetReaderJSONStreaming.rsJsonSeverityInvalidatedHead, Severity.FATAL);
        strict.set(RowSetReaderJSONStreaming.rsJsonSeverityInvalidatedResults, Severity.FATAL);
        strict.set(RowSetReaderJSONStreaming.rsJsonSeverityMixedResults, Severity.FATAL);
        try {
            RowSet solutions =
                    RowSetReaderRegistry.getFactory(lang)
                            .create(lang)
                            .read(new ByteArrayInputStream(reply.body()), strict);
            List<Binding> rows = new ArrayList<>();
            while (solutions.hasNext()) {
                Binding solution = solutions.next();
                var row = Binding.builder();
                for (Var variable : variables) {
                    Node value = solution.get(RemotePattern.remote(variable));
                    if (value != null) {
                        row.add(variable, value);
                    }
                }
                rows.add(row.build());
            }
            return List.copyOf(rows);
        } catch (JenaException e) {
            throw malformed(json, reply, endpoint, query, e);
        }
    }

    private static EndpointFailedException malformed(
            boolean json,
            RemoteClient.Reply reply,
            ServiceEndpoint endpoint,
            String query,
            RuntimeException cause) {
        EndpointFailedException exception =
                new EndpointFailedException(
                        endpoint.iri(),
                        "answered 200 with invalid SPARQL results in " + (json ? "JSON" : "XML"),
                        reply.took(),
                        query);
        exception.initCause(cause);
        return exception;
    }
}
