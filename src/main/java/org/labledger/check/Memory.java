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
 * What was found out about one snapshot, and what it was found out from; so that of the next
 * snapshot only what is no longer certain has to be found out again. Nothing is guessed: an answer
 * is taken over if no quad that has come or gone matches any pattern that was looked for.
 *
 * <p>Any number of threads may ask at once.
 */
final class Memory {

    /** A query, by all that its answer depends on but the data. */
    private record Asked(String text, Binding values) {}

    private record Known(Answer answer, ReadSet reads) {}

    /** A graph that was validated, by all that the result depends on but the graph. */
    private record Validated(Node graph, String shapes, Map<String, String> prefixes) {}

    /** What is known of a snapshot. */
    private record Knowledge(Map<Asked, Known> answers, Map<Validated, List<Finding>> validations) {

        Knowledge() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    private final Snapshot snapshot;
    private final boolean isKept;

    /** What is known of the snapshot before, and how this one differs from it. */
    private final Knowledge before;

    private final @Nullable Changes changes;
    private final Knowledge now = new Knowledge();

    private Memory(Snapshot snapshot, boolean isKept, Knowledge before, @Nullable Changes changes) {
        this.snapshot = snapshot;
        this.isKept = isKept;
        this.before = before;
        this.changes = changes;
    }

    /** Returns one that finds out everything, for a snapshot that has no successor. */
    static Memory none(Snapshot snapshot) {
        return new Memory(snapshot, false, new Knowledge(), null);
    }

    /**
     * Returns one that a later snapshot's can be made from.
     *
     * @param before that of an earlier snapshot, or {@code null} if there is none
     */
    static Memory after(@Nullable Memory before, Snapshot snapshot) {
        return before == null
                ? new Memory(snapshot, true, new Knowledge(), null)
                : new Memory(
                        snapshot, true, before.now, Changes.between(before.snapshot, snapshot));
    }

    /**
     * Returns the answer to a query.
     *
     * @param text the text of its file
     * @throws LimitException if it goes over a limit
     */
    Answer answer(String text, Query query, Binding values, Limits limits) throws LimitException {
        if (!isKept || Volatility.of(query) || query.serialize().contains(TextQuery.NS)) {
            // Of a clock, of chance and of the search index it is not noted what was read.
            return new Engine(limits).answer(query, values, snapshot);
        }
        Asked asked = new Asked(text, values);
        Known known = before.answers().get(asked);
        if (known == null || changes == null || changes.mayAffect(known.reads())) {
            ReadSet reads = new ReadSet();
            known =
                    new Known(
                            new Engine(limits).answer(query, values, snapshot.recordingInto(reads)),
                            reads);
        }
        now.answers().put(asked, known);
        return known.answer();
    }

    /**
     * Returns what is wrong with a graph taken by itself.
     *
     * @param shapes the text of the shapes
     * @param validation finds it out
     */
    List<Finding> validation(Node graph, String shapes, Supplier<List<Finding>> validation) {
        if (!isKept) {
            return validation.get();
        }
        Validated validated = new Validated(graph, shapes, snapshot.prefixes().getMapping());
        List<Finding> known = before.validations().get(validated);
        if (known == null || changes == null || !changes.leavesUnchanged(graph)) {
            known = validation.get();
        }
        now.validations().put(validated, known);
        return known;
    }
}
