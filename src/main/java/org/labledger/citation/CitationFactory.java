package org.labledger.citation;

import java.util.stream.Stream;
import org.apache.jena.query.Query;
import org.jspecify.annotations.Nullable;
import org.labledger.query.CitedAnswer;
import org.labledger.snapshot.Derivations;
import org.labledger.snapshot.PerSnapshot;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;

/** Looks up the sources of answers. Safe for concurrent use; keeps what it reads of a snapshot. */
public final class CitationFactory {

    private final PerSnapshot<Sources> sources = new PerSnapshot<>(Sources::new);
    private final PerSnapshot<Disputes> disputes = new PerSnapshot<>(Disputes::new);
    private final PerSnapshot<Derivations> derivations = new PerSnapshot<>(Derivations::of);

    /**
     * Returns the sources of an answer. Blocks while the store is queried.
     *
     * @param query the query that was answered
     * @param graphs the graphs that the request chose
     * @param link the address at which this very answer can be had again; {@code null} if there is
     *     none
     */
    public Citations cite(
            CitedAnswer answer,
            Query query,
            GraphChoice graphs,
            Snapshot snapshot,
            @Nullable String link) {
        return new Citations(
                answer,
                snapshot,
                sources.of(snapshot),
                disputes.of(snapshot),
                derivations.of(snapshot),
                searched(graphs.over(query), snapshot),
                link);
    }

    private static long searched(GraphChoice graphs, Snapshot snapshot) {
        return graphs.isNone()
                ? snapshot.sourceCount()
                : Stream.concat(
                                graphs.defaultGraphNames().stream(),
                                graphs.namedGraphNames().stream())
                        .distinct()
                        .filter(snapshot.store()::containsGraph)
                        .count();
    }
}
