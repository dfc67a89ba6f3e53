package org.labledger.federation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.jena.query.ARQ;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.algebra.optimize.Optimize;
import org.apache.jena.sparql.algebra.optimize.RewriteFactory;
import org.apache.jena.sparql.service.ServiceExecutorRegistry;
import org.apache.jena.sparql.util.Context;
import org.labledger.source.DatasetDescription;
import org.labledger.source.ServiceEndpoint;

/**
 * The endpoints that queries over one home may reach with {@code SERVICE}.
 *
 * <pre>{@code
 * try (QueryExec execution = QueryExec.dataset(dataset).query(query).build()) {
 *     Federation.of(description).configure(execution.getContext());
 *     RowSet rows = execution.select();
 * }
 * }</pre>
 */
public final class Federation {

    /** Maximum number of requests to other endpoints per query; enough for 10,000 rows. */
    public static final int MAX_REQUESTS = 200;

    private final Map<String, ServiceEndpoint> endpoints = new LinkedHashMap<>();
    // A supplier, so that no client is started before it is needed.
    private final Supplier<RemoteClient> client;

    private Federation(DatasetDescription description, Supplier<RemoteClient> client) {
        description.serviceEndpoints().forEach(e -> endpoints.put(e.iri(), e));
        this.client = client;
    }

    /** Returns the federation of a home: the endpoints that it lists. */
    public static Federation of(DatasetDescription description) {
        return new Federation(description, RemoteClient::shared);
    }

    /** Returns this federation without the endpoints that another description does not list. */
    public Federation within(DatasetDescription other) {
        Federation fewer = new Federation(other, client);
        fewer.endpoints.keySet().retainAll(endpoints.keySet());
        return fewer;
    }

    /** Returns the federation of a home that uses another client. */
    static Federation of(DatasetDescription description, RemoteClient client) {
        return new Federation(description, () -> client);
    }

    /**
     * Lets {@code SERVICE} in one query reach the listed endpoints and no others. While the query
     * runs it may throw a {@link FederationException}; cancelling it ends a request under way.
     *
     * @param context the context of this query alone, before it begins
     */
    public void configure(Context context) {
        RemoteAnswers answers = new RemoteAnswers(endpoints, client, MAX_REQUESTS);
        ServiceExecutorRegistry registry = new ServiceExecutorRegistry();
        registry.addBulkLink((service, input, execution, next) ->
                new BoundJoin(service, input, execution, answers));
        ServiceExecutorRegistry.set(context, registry);
        // Jena's own access to the network stays closed; nothing should reach it.
        context.set(ARQ.httpServiceAllowed, false);
        RewriteFactory before = context.get(ARQConstants.sysOptimizerFactory);
        RewriteFactory optimizer = before == null ? Optimize.getFactory() : before;
        context.set(
                ARQConstants.sysOptimizerFactory,
                (RewriteFactory)
                        c -> {
                            var rewrite = optimizer.create(c);
                            return op -> Optimize.apply(new ServicePlan(), rewrite.rewrite(op));
                        });
    }
}
