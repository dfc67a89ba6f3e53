package org.labledger.federation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.algebra.op.OpService;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIterPlainWrapper;
import org.apache.jena.sparql.engine.iterator.QueryIterRepeatApply;
import org.jspecify.annotations.Nullable;
import org.labledger.source.ServiceEndpoint;

/**
 * Joins local solutions with those of a {@code SERVICE}, a batch at a time: one request asks for
 * all remote solutions that can join one of up to {@value #BATCH} local ones. The solutions come in
 * the order of the local ones.
 *
 * <p>With {@code SILENT} a request that fails stands for one solution without bindings (SPARQL 1.1
 * Federated Query, section 2.3), so that the local solutions of its batch stay as they are. That an
 * endpoint is refused counts as such a failure. After a failure the endpoint is not asked again by
 * the same query.
 */
final class BoundJoin extends QueryIterRepeatApply {

    /** Maximum number of different rows of values per request. */
    static final int BATCH = 50;

    /** Maximum number of local solutions per request, where their values repeat. */
    private static final int MAX_ROWS = 1_000;

    /** The local solutions that one request serves. */
    private record Group(Node endpoint, List<Var> keys, boolean sent) {}

    /**
     * A local solution.
     *
     * @param values its values of the group's keys
     */
    private record Row(Binding local, Group group, List<Node> values) {

        /** Rows are the same if the same is asked for them. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Row row && group.equals(row.group) && values.equals(row.values);
        }

        @Override
        public int hashCode() {
            return Objects.hash(group, values);
        }
    }

    /** The remote solutions of a group; {@code null} if the request failed under SILENT. */
    private record Remote(@Nullable Map<List<Node>, List<Binding>> byKeys) {}

    private final OpService service;
    private final RemotePattern pattern;
    private final RemoteAnswers answers;
    private final Map<Group, Remote> whole = new HashMap<>();
    private volatile boolean cancelled;

    BoundJoin(
            OpService service,
            QueryIterator input,
            ExecutionContext context,
            RemoteAnswers answers) {
        super(input, context);
        this.service = service;
        this.pattern = RemotePattern.of(service);
        this.answers = answers;
        if (!service.getService().isVariable() && !service.getSilent()) {
            // Refused even if no local solution comes to it: the query is wrong in any case.
            answers.endpoint(service.getService());
        }
    }

    @Override
    protected QueryIterator nextStage(Binding first) {
        List<Row> batch = new ArrayList<>();
        Set<Row> different = new HashSet<>();
        read(first, batch, different);
        while (batch.size() < MAX_ROWS && different.size() < BATCH && getInput().hasNext()) {
            read(getInput().next(), batch, different);
        }
        return QueryIterPlainWrapper.create(joined(batch).iterator(), getExecContext());
    }

    private void read(Binding local, List<Row> batch, Set<Row> different) {
        Row row = row(local);
        if (row != null) {
            batch.add(row);
            if (row.group().sent()) {
                different.add(row);
            }
        }
    }

    /** Returns a local solution with what it is asked for, or null if it can join nothing. */
    private @Nullable Row row(Binding local) {
        if (pattern.excludes(local)) {
            return null;
        }
        Node endpoint = service.getService();
        if (Var.isVar(endpoint) && local.contains(Var.alloc(endpoint))) {
            endpoint = local.get(Var.alloc(endpoint));
        }
        List<Var> keys = pattern.keys(local);
        boolean sent = !keys.isEmpty() && pattern.canBeSent(local, keys);
        return new Row(local, new Group(endpoint, keys, sent), RemotePattern.values(local, keys));
    }

    private List<Binding> joined(List<Row> batch) {
        Map<Group, Set<List<Node>>> asked = new LinkedHashMap<>();
        for (Row row : batch) {
            asked.computeIfAbsent(row.group(), g -> new LinkedHashSet<>()).add(row.values());
        }
        Map<Group, Remote> remote = new HashMap<>();
        asked.forEach((group, values) ->
                remote.put(
                        group,
                        group.sent()
                                ? ask(group, values)
                                : whole.computeIfAbsent(group, g -> ask(g, Set.of()))));
        List<Binding> joined = new ArrayList<>();
        for (Row row : batch) {
            Map<List<Node>, List<Binding>> byKeys =
                    Objects.requireNonNull(remote.get(row.group())).byKeys();
            if (byKeys == null) {
                joined.add(row.local());
                continue;
            }
            for (Binding other : byKeys.getOrDefault(row.values(), List.of())) {
                Binding merged = Algebra.merge(row.local(), other);
                if (merged != null) {
                    joined.add(merged);
                }
            }
        }
        return joined;
    }

    private Remote ask(Group group, Set<List<Node>> values) {
        try {
            ServiceEndpoint endpoint = answers.endpoint(group.endpoint());
            String query = pattern.query(group.sent() ? group.keys() : List.of(), values);
            Map<List<Node>, List<Binding>> byKeys = new HashMap<>();
            for (Binding row :
                    answers.ask(endpoint, query, pattern.variables(), this::isCancelled)) {
                // A remote row without a value that every one should have joins nothing here.
                if (group.keys().stream().allMatch(row::contains)) {
                    byKeys.computeIfAbsent(
                                    RemotePattern.values(row, group.keys()), k -> new ArrayList<>())
                            .add(row);
                }
            }
            return new Remote(byKeys);
        } catch (EndpointRefusedException | EndpointFailedException e) {
            if (service.getSilent()) {
                return new Remote(null);
            }
            throw e;
        }
    }

    private boolean isCancelled() {
        AtomicBoolean signal = getExecContext().getCancelSignal();
        return cancelled || (signal != null && signal.get());
    }

    @Override
    protected void requestSubCancel() {
        cancelled = true;
        super.requestSubCancel();
    }
}
