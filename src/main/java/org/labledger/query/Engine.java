package org.labledger.query;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryException;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.util.Context;
import org.jspecify.annotations.Nullable;
import org.labledger.federation.Federation;
import org.labledger.federation.FederationException;
import org.labledger.result.Answer;
import org.labledger.result.Format;
import org.labledger.result.SolutionsWriter;
import org.labledger.result.StatementOrder;
import org.labledger.result.UnwritableException;
import org.labledger.search.SearchIndex;
import org.labledger.snapshot.PerSnapshot;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.syntax.Variables;

/**
 * Evaluates queries over snapshots under {@link Limits}. Safe for any number of threads, and for
 * queries over several snapshots at once.
 */
public final class Engine {

    /** Maximum number of statements of a CONSTRUCT or DESCRIBE that are sorted. */
    private static final int MAX_SORTED = 100_000;

    private final Limits limits;
    private final PerSnapshot<SearchIndex> searchIndexes;
    private final Counts counts;

    /** Returns the snapshot in service, without whose leave no endpoint is reached. */
    private final @Nullable Supplier<Snapshot> inService;

    private Engine(
            Limits limits,
            PerSnapshot<SearchIndex> searchIndexes,
            Counts counts,
            @Nullable Supplier<Snapshot> inService) {
        this.limits = limits;
        this.searchIndexes = searchIndexes;
        this.counts = counts;
        this.inService = inService;
    }

    /** How many executions ended, by what executed them. */
    private record Counts(LongAdder planned, LongAdder leftToArq) {

        void add(Guard guard) {
            (guard.isLeftToArq() ? leftToArq : planned).increment();
        }
    }

    /**
     * Creates an engine.
     *
     * @param limits the limits of one query
     */
    public Engine(Limits limits) {
        this(
                limits,
                new PerSnapshot<>(SearchIndex::of),
                new Counts(new LongAdder(), new LongAdder()),
                null);
    }

    /** Returns an engine with other limits that shares the search indexes of this one. */
    public Engine with(Limits others) {
        return new Engine(others, searchIndexes, counts, inService);
    }

    /**
     * Returns an engine that queries other endpoints only as far as the home lists them now: past
     * snapshots may list some that were taken off the list since.
     *
     * @param current returns the snapshot in service
     */
    public Engine reachingOnlyAsIn(Supplier<Snapshot> current) {
        return new Engine(limits, searchIndexes, counts, current);
    }

    /** Returns how many queries were executed wholly on term numbers, since the start. */
    public long plannedQueries() {
        return counts.planned().sum();
    }

    /** Returns how many queries had operators that were left to ARQ, since the start. */
    public long queriesLeftToArq() {
        return counts.leftToArq().sum();
    }

    /** Returns the limits of one query. */
    public Limits limits() {
        return limits;
    }

    /** Returns the index that answers full-text search in a snapshot; it may not be built yet. */
    public SearchIndex searchIndex(Snapshot snapshot) {
        return searchIndexes.of(snapshot);
    }

    /**
     * Evaluates a query and returns the whole answer.
     *
     * @param query the query; it is not changed
     * @param values terms to substitute for variables of the query
     * @param graphs the graphs that the request chose
     * @throws LimitException if the query exceeds a limit
     * @throws UnevaluableException if it cannot be evaluated
     */
    public Answer answer(Query query, Binding values, Snapshot snapshot, GraphChoice graphs)
            throws LimitException {
        try (Guard guard = new Guard(limits)) {
            return guarded(guard, () -> collect(guard, query, values, snapshot, graphs));
        } catch (IOException e) {
            throw new IllegalStateException("Nothing is written here.", e);
        }
    }

    /**
     * Returns the whole answer over the whole dataset, or the graphs that the query itself names.
     *
     * @see #answer(Query, Binding, Snapshot, GraphChoice)
     */
    public Answer answer(Query query, Binding values, Snapshot snapshot) throws LimitException {
        return answer(query, values, snapshot, GraphChoice.NONE);
    }

    /**
     * Evaluates a query and returns the whole answer with the statements that each part of it rests
     * on.
     *
     * @param query the query; it is not changed
     * @param values terms to substitute for variables of the query
     * @param graphs the graphs that the request chose
     * @throws LimitException if the query exceeds a limit; what citations hold counts as well
     * @throws UnevaluableException if it cannot be evaluated
     */
    public CitedAnswer cited(Query query, Binding values, Snapshot snapshot, GraphChoice graphs)
            throws LimitException {
        try (Guard guard = new Guard(limits)) {
            return guarded(guard, () -> cited(guard, query, values, snapshot, graphs));
        } catch (IOException e) {
            throw new IllegalStateException("Nothing is written here.", e);
        }
    }

    private CitedAnswer cited(
            Guard guard, Query query, Binding values, Snapshot snapshot, GraphChoice graphs) {
        Query replaced = Variables.replaced(query, values);
        CitedAnswers answers = citing(guard, snapshot, graphs.over(query));
        if (query.isSelectType()) {
            return answers.solutions(replaced);
        }
        if (query.isAskType()) {
            return answers.truth(replaced);
        }
        return query.isConstructType()
                ? answers.constructed(replaced)
                : answers.described(
                        (Answer.Triples) collect(guard, query, values, snapshot, graphs));
    }

    /**
     * Returns what makes cited answers.
     *
     * @param graphs the RDF dataset that the query and the request select
     */
    CitedAnswers citing(Guard guard, Snapshot snapshot, GraphChoice graphs) {
        return new CitedAnswers(
                guard,
                snapshot,
                graphs,
                query -> execution(guard, query, BindingFactory.empty(), snapshot, graphs),
                this::counted);
    }

    /**
     * Writes the answer while it is computed, in a format that {@linkplain Format#offered suits}
     * the query. JSON, XML, CSV, TSV, N-Triples and N-Quads go out row by row, and triples of a
     * CONSTRUCT may come twice; the other formats need the whole answer first, and nothing is
     * written before it is there.
     *
     * @param out where to; it stays open, and is flushed at the end
     * @throws LimitException if the query exceeds a limit, possibly after something was written
     * @throws UnevaluableException if it cannot be evaluated
     * @throws UnwritableException if the format cannot represent the answer
     * @throws IOException if {@code out} cannot be written to
     */
    public void stream(
            Query query,
            Binding values,
            Snapshot snapshot,
            GraphChoice graphs,
            Format format,
            OutputStream out)
            throws LimitException, IOException {
        try (Guard guard = new Guard(limits)) {
            guarded(
                    guard,
                    () -> {
                        OutputStream counted = new CountedOutput(out, limits.bytes(), guard);
                        if (format.streams() && !query.isAskType()) {
                            try (QueryExec execution =
                                    execution(guard, query, values, snapshot, graphs)) {
                                stream(execution, query, format, counted);
                            }
                        } else {
                            Answer answer = collect(guard, query, values, snapshot, graphs);
                            format.write(answer, snapshot.prefixes(), counted);
                        }
                        counted.flush();
                        return format;
                    });
        }
    }

    /**
     * Writes a part of an answer, under the limits of time and bytes.
     *
     * @param out where to; it stays open, and is flushed at the end
     * @throws LimitException if writing exceeds a limit
     * @throws UnwritableException if the format cannot represent the answer
     * @throws IOException if {@code out} cannot be written to
     */
    public void write(Answer answer, Format format, PrefixMap prefixes, OutputStream out)
            throws LimitException, IOException {
        try (Guard guard = new Guard(limits)) {
            guarded(
                    guard,
                    () -> {
                        OutputStream counted = new CountedOutput(out, limits.bytes(), guard);
                        format.write(answer, prefixes, counted);
                        counted.flush();
                        return format;
                    });
        }
    }

    /** Work that makes something of an answer and writes it. */
    @FunctionalInterface
    public interface Writing {

        /**
         * Does the work.
         *
         * @param out where to; counts the bytes
         * @param check to be called now and then by what takes long before it writes; stops the
         *     work if its time is over
         */
        void write(OutputStream out, Runnable check) throws IOException;
    }

    /**
     * Writes something made of an answer, under the limits of time and bytes.
     *
     * @param out where to; it stays open, and is flushed at the end
     * @throws LimitException if the work exceeds a limit
     * @throws IOException if {@code out} cannot be written to
     */
    public void write(Writing writing, OutputStream out) throws LimitException, IOException {
        try (Guard guard = new Guard(limits)) {
            guarded(
                    guard,
                    () -> {
                        OutputStream counted = new CountedOutput(out, limits.bytes(), guard);
                        writing.write(counted, guard::check);
                        counted.flush();
                        return writing;
                    });
        }
    }

    private void stream(QueryExec execution, Query query, Format format, OutputStream out)
            throws IOException {
        if (query.isSelectType()) {
            RowSet rows = execution.select();
            SolutionsWriter writer =
                    SolutionsWriter.of(format, List.copyOf(rows.getResultVars()), out);
            writer.start();
            Iterator<Binding> counted = counted(rows);
            while (counted.hasNext()) {
                writer.row(counted.next());
            }
            writer.finish();
        } else {
            format.writeStatements(counted(statements(execution, query)), out);
        }
    }

    private static Iterator<?> statements(QueryExec execution, Query query) {
        return query.isConstructQuad() ? quads(execution) : triples(execution, query);
    }

    private static Iterator<Quad> quads(QueryExec execution) {
        return Iter.filter(execution.constructQuads(), quad -> isLegal(quad.getObject()));
    }

    private static Iterator<Triple> triples(QueryExec execution, Query query) {
        return query.isConstructType()
                ? Iter.filter(execution.constructTriples(), triple -> isLegal(triple.getObject()))
                : execution.describeTriples();
    }

    /**
     * Returns whether an object is a term of RDF. Jena leaves out constructed triples that RDF does
     * not have (SPARQL 1.2, section 16.2), but not those with triple terms that it does not have
     * (apache/jena issue 4058).
     */
    static boolean isLegal(Node object) {
        if (!object.isTripleTerm()) {
            return object.isConcrete();
        }
        Triple triple = object.getTriple();
        return (triple.getSubject().isURI() || triple.getSubject().isBlank())
                && triple.getPredicate().isURI()
                && isLegal(triple.getObject());
    }

    private Answer collect(
            Guard guard, Query query, Binding values, Snapshot snapshot, GraphChoice graphs) {
        try (QueryExec execution = execution(guard, query, values, snapshot, graphs)) {
            if (query.isSelectType()) {
                RowSet rows = execution.select();
                List<Var> variables = List.copyOf(rows.getResultVars());
                List<Binding> collected = new ArrayList<>();
                counted(rows)
                        .forEachRemaining(row -> {
                            guard.charge(Guard.sizeOf(row));
                            collected.add(row);
                        });
                return new Answer.Solutions(variables, collected);
            } else if (query.isAskType()) {
                return new Answer.Truth(execution.ask());
            } else if (query.isConstructQuad()) {
                Set<Quad> quads = new LinkedHashSet<>();
                counted(quads(execution))
                        .forEachRemaining(quad -> {
                            if (quads.add(quad)) {
                                guard.charge(sizeOf(quad.asTriple()));
                            }
                        });
                return new Answer.Quads(sorted(quads, StatementOrder.OF_QUADS));
            }
            Set<Triple> triples = new LinkedHashSet<>();
            counted(triples(execution, query))
                    .forEachRemaining(triple -> {
                        if (triples.add(triple)) {
                            guard.charge(sizeOf(triple));
                        }
                    });
            return new Answer.Triples(sorted(triples, StatementOrder.OF_TRIPLES));
        }
    }

    /** Puts statements in a fixed order, unless that would take long. */
    static <T> List<T> sorted(Set<T> statements, Comparator<T> order) {
        return statements.size() > MAX_SORTED
                ? List.copyOf(statements)
                : statements.stream().sorted(order).toList();
    }

    private static long sizeOf(Triple triple) {
        return Guard.sizeOf(triple.getSubject())
                + Guard.sizeOf(triple.getPredicate())
                + Guard.sizeOf(triple.getObject());
    }

    private QueryExec execution(
            Guard guard, Query query, Binding values, Snapshot snapshot, GraphChoice graphs) {
        Context context = QueryContext.of(guard);
        Federation listed = Federation.of(snapshot.description());
        (inService == null ? listed : listed.within(inService.get().description()))
                .configure(context);
        searchIndex(snapshot).configure(context, guard::remainingMillis);
        return snapshot.store()
                .execution(
                        Variables.replaced(query, values), BindingFactory.empty(), graphs, context);
    }

    private <T> Iterator<T> counted(Iterator<T> rows) {
        return new Iterator<>() {
            private long count;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public T next() {
                if (++count > limits.rows()) {
                    throw new LimitReached(LimitException.rows(limits.rows()));
                }
                return rows.next();
            }
        };
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T guarded(Guard guard, Work<T> work) throws LimitException, IOException {
        try {
            T result = work.run();
            counts.add(guard);
            // In case the engine took a cancelled part for one that is at its end.
            guard.check();
            return result;
        } catch (LimitReached e) {
            throw because(e, e.exception());
        } catch (FederationException | StoppedException e) {
            throw e;
        } catch (QueryCancelledException e) {
            throw because(e, LimitException.time(guard.limits().timeout()));
        } catch (QueryException e) {
            throw new UnevaluableException(e);
        } catch (StackOverflowError e) {
            throw because(e, LimitException.depth());
        } catch (OutOfMemoryError e) {
            // The estimate was too low; what the query held is free again.
            throw because(e, LimitException.memory(guard.limits().memory()));
        }
    }

    private static LimitException because(Throwable cause, LimitException exception) {
        exception.initCause(cause);
        return exception;
    }
}
