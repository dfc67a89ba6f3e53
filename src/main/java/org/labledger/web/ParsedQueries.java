package org.labledger.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.jena.query.Query;
import org.apache.jena.riot.system.PrefixMap;
import org.labledger.catalog.SavedQuery;
import org.labledger.query.Volatility;
import org.labledger.result.Format;
import org.labledger.snapshot.PerSnapshot;
import org.labledger.snapshot.Snapshot;
import org.labledger.syntax.QuerySyntaxException;
import org.labledger.syntax.QueryText;

/**
 * Remembers parsed queries, with what must be known of one before its answer is looked up in the
 * cache of answers: reading and checking the text takes longer than sending a cached answer. Safe
 * for concurrent use.
 *
 * <p>A query depends on its text and its base only. The prefixes of the home occur in error
 * messages alone, and texts with errors are not remembered; so an entry holds for any snapshot.
 */
final class ParsedQueries {

    /**
     * Maximum length of all texts together, in UTF-16 units. A parsed query takes about ten times
     * the memory of its text.
     */
    static final long MAX_LENGTH = 2_000_000;

    /** Added to the length of each text, so that many short ones are not free. */
    static final int OVERHEAD = 200;

    private final Cache<Key, Parsed> known;

    private final PerSnapshot<Map<String, Parsed>> saved =
            new PerSnapshot<>(snapshot ->
                    snapshot.catalog().queries().stream()
                            .collect(
                                    Collectors.toMap(
                                            SavedQuery::name, query -> Parsed.of(query.query()))));

    private record Key(String text, String base) {}

    /**
     * A query with what its answer depends on.
     *
     * @param query the query; not to be changed, since others evaluate it at the same time
     * @param isVolatile whether its answer may differ each time, see {@link Volatility}
     * @param formats the formats in which its answer can be written
     */
    record Parsed(Query query, boolean isVolatile, List<Format> formats) {

        private static Parsed of(Query query) {
            return new Parsed(query, Volatility.of(query), Format.of(query));
        }
    }

    /** Creates an empty one of {@link #MAX_LENGTH}. */
    ParsedQueries() {
        this(MAX_LENGTH);
    }

    /**
     * Creates an empty one.
     *
     * @param maxLength the maximum length of all texts together, with {@link #OVERHEAD} for each
     */
    ParsedQueries(long maxLength) {
        known =
                Caffeine.newBuilder()
                        // Upkeep takes less time than handing it to another thread.
                        .executor(Runnable::run)
                        .maximumWeight(maxLength)
                        .weigher((Key key, Parsed parsed) -> key.text().length() + OVERHEAD)
                        .build();
    }

    /**
     * Returns the query of a text.
     *
     * @param prefixes the prefixes of the home, for the message about one that is not declared
     * @param base the base IRI of the query
     * @throws QuerySyntaxException if the text is not a query; nothing is remembered then
     */
    Parsed of(String text, PrefixMap prefixes, String base) throws QuerySyntaxException {
        Key key = new Key(text, base);
        Parsed parsed = known.getIfPresent(key);
        if (parsed == null) {
            parsed = Parsed.of(QueryText.parse(text, prefixes, base));
            known.put(key, parsed);
        }
        return parsed;
    }

    /** Returns the parsed form of a saved query of a snapshot. */
    Parsed of(SavedQuery query, Snapshot snapshot) {
        return Objects.requireNonNull(saved.of(snapshot).get(query.name()), query::name);
    }

    /** Returns how many texts are remembered, after the evictions that are due. */
    long size() {
        known.cleanUp();
        return known.estimatedSize();
    }
}
