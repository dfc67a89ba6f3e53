package org.labledger.check;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.query.text.TextQuery;
import org.apache.jena.sparql.engine.binding.Binding;
import org.jspecify.annotations.Nullable;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.query.Volatility;
import org.labledger.result.Answer;
import org.labledger.snapshot.Changes;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.ReadSet;

/**
 * Caches results of a snapshot with the patterns they depend on, so that an edit re-evaluates only
 * what it can affect. An answer is reused only if no added or removed quad matches a pattern that
 * its evaluation looked up. Thread-safe.
 */
final class CheckCache {

    /** Everything but the data that an answer depends on. */
    private record QueryKey(String text, Binding parameters) {}

    private record CachedAnswer(Answer answer, ReadSet reads) {}

    /** Everything but the triples of the graph that a validation depends on. */
    private record ValidationKey(Node graph, String shapes, Map<String, String> prefixes) {}

    /** The results of one snapshot. */
    private record Results(
            Map<QueryKey, CachedAnswer> answers, Map<ValidationKey, List<Finding>> validations) {

        Results() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    private final Snapshot snapshot;
    private final boolean isEnabled;
    private final Results previous;

    /** How the snapshot differs from the previous one; {@code null} if there is none. */
    private final @Nullable Changes changes;

    private final Results current = new Results();

    private CheckCache(
            Snapshot snapshot, boolean isEnabled, Results previous, @Nullable Changes changes) {
        this.snapshot = snapshot;
        this.isEnabled = isEnabled;
        this.previous = previous;
        this.changes = changes;
    }

    /** Returns a cache that evaluates everything and records no reads. */
    static CheckCache disabled(Snapshot snapshot) {
        return new CheckCache(snapshot, false, new Results(), null);
    }

    /**
     * Returns the cache for the next snapshot.
     *
     * @param previous the cache of an earlier snapshot, or {@code null} if there is none
     */
    static CheckCache after(@Nullable CheckCache previous, Snapshot snapshot) {
        return previous == null
                ? new CheckCache(snapshot, true, new Results(), null)
                : new CheckCache(
                        snapshot,
                        true,
                        previous.current,
                        Changes.between(previous.snapshot, snapshot));
    }

    /**
     * Returns the answer to a query.
     *
     * @param text the text of the query file
     * @throws LimitException if the query exceeds a limit
     */
    Answer answer(String text, Query query, Binding parameters, Limits limits)
            throws LimitException {
        if (!isEnabled || Volatility.of(query) || query.serialize().contains(TextQuery.NS)) {
            // Clocks, random numbers and the search index leave no reads to compare.
            return new Engine(limits).answer(query, parameters, snapshot);
        }
        QueryKey key = new QueryKey(text, parameters);
        CachedAnswer cached = previous.answers().get(key);
        if (cached == null || changes == null || changes.mayAffect(cached.reads())) {
            ReadSet reads = new ReadSet();
            cached =
                    new CachedAnswer(
                            new Engine(limits)
                                    .answer(query, parameters, snapshot.recordingInto(reads)),
                            reads);
        }
        current.answers().put(key, cached);
        return cached.answer();
    }

    /**
     * Returns the findings of a graph that is validated by itself.
     *
     * @param shapes the text of the shapes file
     * @param validation validates the graph; called only if no cached result is valid
     */
    List<Finding> validation(Node graph, String shapes, Supplier<List<Finding>> validation) {
        if (!isEnabled) {
            return validation.get();
        }
        ValidationKey key = new ValidationKey(graph, shapes, snapshot.prefixes().getMapping());
        List<Finding> cached = previous.validations().get(key);
        if (cached == null || changes == null || !isValid(cached, graph, changes)) {
            cached = validation.get();
        }
        current.validations().put(key, cached);
        return cached;
    }

    /** Findings tell lines and columns; where there are none, the triples are all that counts. */
    private static boolean isValid(List<Finding> findings, Node graph, Changes changes) {
        return findings.isEmpty()
                ? changes.leavesTriplesUnchanged(graph)
                : changes.leavesUnchanged(graph);
    }
}
