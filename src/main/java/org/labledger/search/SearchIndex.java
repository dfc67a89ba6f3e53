package org.labledger.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.text.TextQuery;
import org.apache.jena.sparql.pfunction.PropertyFunctionRegistry;
import org.apache.jena.sparql.util.Context;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;
import org.labledger.snapshot.Snapshot;

/**
 * The full-text index of a snapshot. It finds things by names, alternative names, misspellings,
 * descriptions and paraphrases, in any language, with typing errors and unfinished words; and saved
 * queries and terms of the ontology.
 *
 * <pre>{@code
 * SearchAnswer answer = SearchIndex.of(snapshot).search(SearchRequest.of("Jan Laike", "en"));
 * }</pre>
 *
 * <p>The index is built by {@link #warm}, or by the first search, which then blocks, for seconds if
 * the snapshot is large. It is in memory, so that it need not be closed. It also answers <a
 * href="https://jena.apache.org/documentation/query/text-query.html">{@code text:query}</a> in
 * SPARQL, see {@link JenaTextIndex}. Safe for use by several threads.
 */
public final class SearchIndex {

    /** Maximum time of a search, after which it returns what it has. */
    public static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    /** Maximum time that a search waits for its index, which is built before it is asked for. */
    private static final Duration INDEX_WAIT = Duration.ofSeconds(10);

    /**
     * Score of a thing for each factor of <i>e</i> by which more triples refer to it: less than the
     * difference between two kinds of match, more than that between a long and a short name.
     */
    private static final double PROMINENCE = 4;

    private static final String TEXT_QUERY = "http://jena.apache.org/text#query";

    private final Snapshot snapshot;
    private volatile @Nullable LuceneIndex built;
    private @Nullable FutureTask<LuceneIndex> building;

    private SearchIndex(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Returns the index of a snapshot, which is not built yet. */
    public static SearchIndex of(Snapshot snapshot) {
        return new SearchIndex(snapshot);
    }

    /**
     * Enables {@code text:query} for a query.
     *
     * @param context the context of this query alone, before its execution
     * @param remaining the time that the query may still take, in milliseconds; waiting for the
     *     index counts
     */
    public void configure(Context context, LongSupplier remaining) {
        context.set(
                TextQuery.textIndex,
                new JenaTextIndex(() -> within(remaining.getAsLong()), remaining));
        PropertyFunctionRegistry.get(context).put(TEXT_QUERY, TextFunction.class);
    }

    /** Builds the index now if it is not built yet, so that the first search need not wait. */
    public void warm() {
        building().run();
    }

    /**
     * Returns the index, which another thread builds if necessary.
     *
     * @param millis how long to wait for it
     * @throws QueryCancelledException if it is not built in time
     */
    private LuceneIndex within(long millis) {
        LuceneIndex index = built;
        if (index != null) {
            return index;
        }
        FutureTask<LuceneIndex> task = building();
        Thread.ofPlatform().daemon().name("search index").start(task);
        try {
            return task.get(Math.max(1, millis), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new QueryCancelledException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryCancelledException();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The search index cannot be built.", e);
        }
    }

    /** Returns the task that builds the index; it runs once, whoever starts it. */
    private synchronized FutureTask<LuceneIndex> building() {
        if (building == null) {
            building =
                    new FutureTask<>(() -> {
                        try {
                            LuceneIndex index = LuceneIndex.of(snapshot);
                            built = index;
                            return index;
                        } catch (RuntimeException | Error e) {
                            // The next search tries again.
                            synchronized (this) {
                                building = null;
                            }
                            throw e;
                        }
                    });
        }
        return building;
    }

    /**
     * Searches. If nothing matches all words, things that match all but one are returned, and so
     * on. Equal requests have equal answers.
     *
     * @throws SearchTimeoutException if the search takes longer than {@link #TIME_LIMIT}, or the
     *     index is not built in time
     */
    public SearchAnswer search(SearchRequest request) {
        LuceneIndex index;
        try {
            index = within(INDEX_WAIT.toMillis());
        } catch (QueryCancelledException e) {
            throw new SearchTimeoutException();
        }
        try {
            SearchText typed = SearchText.of(request.text(), index.reader());
            if (typed.isEmpty()) {
                return new SearchAnswer(request.text(), 0, List.of(), List.of());
            }
            IndexSearcher searcher = index.searcher(TIME_LIMIT.toMillis());
            List<Hit> hits = List.of();
            for (int least = Math.max(1, typed.words().size());
                    least > 0 && hits.isEmpty();
                    least--) {
                Query query = Ranking.query(typed, least);
                hits =
                        searcher.search(
                                request.type().map(type -> ofType(query, type)).orElse(query),
                                new AllHits(index.entries()));
            }
            if (searcher.timedOut()) {
                throw new SearchTimeoutException();
            }
            return answer(request, typed, hits);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory cannot fail", e);
        }
    }

    private static Query ofType(Query query, String type) {
        return new BooleanQuery.Builder()
                .add(query, Occur.MUST)
                .add(new TermQuery(new Term(LuceneIndex.TYPE, type)), Occur.FILTER)
                .build();
    }

    private static SearchAnswer answer(SearchRequest request, SearchText typed, List<Hit> hits) {
        List<Hit> sorted = new ArrayList<>(hits);
        sorted.sort(
                Comparator.comparing(Hit::isMinorTerm)
                        .thenComparing(Comparator.comparingDouble(Hit::score).reversed())
                        .thenComparing(hit -> hit.entry().iri()));
        Highlighter highlighter = new Highlighter(typed, request.language());
        List<SearchResult> results =
                sorted.stream()
                        .skip(request.offset())
                        .limit(request.limit())
                        .map(hit -> result(hit, highlighter))
                        .toList();
        return new SearchAnswer(request.text(), hits.size(), results, facets(hits));
    }

    private static SearchResult result(Hit hit, Highlighter highlighter) {
        IndexEntry entry = hit.entry();
        Highlighter.Found found = highlighter.best(entry);
        return new SearchResult(
                entry.iri(),
                entry.kind(),
                entry.types(),
                entry.labels(),
                found.text().role(),
                found.text().property().getURI(),
                found.snippet());
    }

    private static List<SearchAnswer.Facet> facets(List<Hit> hits) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Hit hit : hits) {
            hit.entry().types().forEach(type -> counts.merge(type, 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(entry -> new SearchAnswer.Facet(entry.getKey(), entry.getValue()))
                .toList();
    }

    private record Hit(IndexEntry entry, double score) {

        /**
         * Returns whether it is a term of a vocabulary that is not called exactly as was searched
         * for. Things come before the words that describe them.
         */
        boolean isMinorTerm() {
            return entry.kind() == SearchResult.Kind.TERM && score < TextRole.MISSPELLING.exact;
        }
    }

    /**
     * Collects all matches, because they are counted by class, and scored by the number of
     * references.
     */
    private record AllHits(List<IndexEntry> entries)
            implements CollectorManager<HitCollector, List<Hit>> {

        @Override
        public HitCollector newCollector() {
            return new HitCollector(entries);
        }

        @Override
        public List<Hit> reduce(Collection<HitCollector> collectors) {
            return collectors.stream().flatMap(collector -> collector.hits.stream()).toList();
        }
    }

    private static final class HitCollector extends SimpleCollector implements Collector {

        private final List<IndexEntry> entries;
        private final List<Hit> hits = new ArrayList<>();
        private @Nullable NumericDocValues positions;
        private @Nullable Scorable scorer;

        HitCollector(List<IndexEntry> entries) {
            this.entries = entries;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            positions = context.reader().getNumericDocValues(LuceneIndex.ENTRY);
        }

        @Override
        public void setScorer(Scorable scorer) {
            this.scorer = scorer;
        }

        @Override
        public void collect(int document) throws IOException {
            if (positions != null && scorer != null && positions.advanceExact(document)) {
                IndexEntry entry = entries.get((int) positions.longValue());
                // Everything refers to terms of the ontology, so that references say nothing about
                // them.
                double prominence =
                        entry.kind() == SearchResult.Kind.THING
                                ? PROMINENCE * Math.log1p(entry.references())
                                : 0;
                hits.add(new Hit(entry, scorer.score() + prominence));
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE;
        }
    }
}
