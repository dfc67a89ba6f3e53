package org.labledger.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.aggregate.AggCountDistinct;
import org.jspecify.annotations.Nullable;
import org.labledger.index.TripleIndex;

/**
 * {@code GROUP BY} and aggregates (SPARQL 1.1, section 11). Solutions are counted without looking
 * at terms; other aggregates are evaluated by an {@link Aggregation}.
 */
final class GroupStep extends Step {

    private static final int BYTES_PER_AGGREGATE = 100;

    private final Step input;

    /** Registers that the keys are returned in. */
    private final int[] keyRegisters;

    private final Steps.Value[] keys;

    /** Whether all keys are variables, whose registers are those of the input. */
    private final boolean hasPlainKeys;

    private final Aggregate[] aggregates;
    private final RegisterBinding solution;

    /** The variables that make up a solution where whole solutions are compared. */
    private final List<Var> seen;

    private final ExecutionContext context;
    private final Aggregation.Factory factory;

    /** What a group rests on; {@code null} if steps do not cite. */
    private final @Nullable Citing citing;

    private final int[] identity;
    private final int[] current;

    /** By key: whether its register was bound from outside. */
    private final boolean[] isGiven;

    private @Nullable Rows rows;
    private final List<Group> groups = new ArrayList<>();
    private int next;

    /**
     * An aggregate.
     *
     * @param register where its value is returned
     * @param counted for a count: the register of the variable whose values are counted, or {@link
     *     #ALL} for solutions; otherwise {@link #NO_COUNT}
     * @param chosen if its value is that of one solution, the value of each solution
     */
    record Aggregate(
            ExprAggregator aggregator, int register, int counted, Steps.@Nullable Value chosen) {
        static final int ALL = -1;
        static final int NO_COUNT = -2;

        boolean keepsSolutions() {
            return aggregator.getAggregator() instanceof AggCountDistinct;
        }
    }

    private record Group(
            long[] counts, @Nullable Aggregation[] values, @Nullable GroupSupport support) {}

    /**
     * How groups cite.
     *
     * @param input the citation registers of the input
     * @param citation that of this step
     * @param lack cites that there is no solution
     */
    record Citing(int[] input, int citation, Lack lack) {}

    GroupStep(
            Run run,
            Step input,
            int[] keyRegisters,
            List<Steps.Value> keys,
            boolean hasPlainKeys,
            List<Aggregate> aggregates,
            RegisterBinding solution,
            List<Var> seen,
            ExecutionContext context,
            Aggregation.Factory factory,
            @Nullable Citing citing) {
        super(run);
        run.terms.keep();
        this.input = input;
        this.keyRegisters = keyRegisters;
        this.keys = keys.toArray(Steps.Value[]::new);
        this.hasPlainKeys = hasPlainKeys;
        this.aggregates = aggregates.toArray(Aggregate[]::new);
        this.solution = solution;
        this.seen = seen;
        this.context = context;
        this.factory = factory;
        this.citing = citing;
        this.identity = new int[keyRegisters.length];
        Arrays.setAll(identity, i -> i);
        this.current = new int[keyRegisters.length];
        this.isGiven = new boolean[keyRegisters.length];
    }

    @Override
    void once() {
        input.once();
    }

    @Override
    void open() {
        forget();
        rows = new Rows(run, keyRegisters);
        next = -1;
        for (int i = 0; i < keyRegisters.length; i++) {
            isGiven[i] = run.registers[keyRegisters[i]] != Run.UNBOUND;
        }
        input.open();
    }

    @Override
    boolean next() {
        if (next < 0) {
            group();
            next = 0;
        }
        if (next == groups.size()) {
            close();
            return false;
        }
        Rows kept = rows;
        Group group = groups.get(next);
        if (kept != null && keyRegisters.length > 0) {
            kept.load(next);
        }
        int[] results = new int[aggregates.length];
        for (int i = 0; i < aggregates.length; i++) {
            NodeValue value = value(group, i);
            results[i] = value == null ? Run.UNBOUND : run.terms.idOf(value.asNode());
            run.registers[aggregates[i].register()] = results[i];
        }
        if (citing != null) {
            GroupSupport support = group.support();
            run.registers[citing.citation()] =
                    run.keep(support == null ? citing.lack().missing() : support.of(results));
        }
        next++;
        return true;
    }

    private @Nullable NodeValue value(Group group, int i) {
        if (aggregates[i].counted() != Aggregate.NO_COUNT) {
            return NodeValue.makeInteger(group.counts()[i]);
        }
        Aggregation aggregation = group.values()[i];
        return aggregation == null
                ? factory.ofNothing(aggregates[i].aggregator())
                : aggregation.value();
    }

    private void group() {
        Rows kept = new Rows(run, keyRegisters);
        rows = kept;
        if (isCount()) {
            countAll();
            return;
        }
        if (isCountByOneVariable()) {
            input.close();
            TripleStep triples = (TripleStep) input;
            Map<Integer, GroupSupport> supports = new HashMap<>();
            if (triples.countBy(
                    keyRegisters[0],
                    (id, count) -> {
                        Group group = addCounted(kept, id, count);
                        if (group.support() != null) {
                            supports.put(id, group.support());
                        }
                    })) {
                if (citing != null) {
                    triples.listBy(
                            keyRegisters[0],
                            (id, statement) ->
                                    Objects.requireNonNull(supports.get(id)).list(kept, statement));
                }
                return;
            }
            input.open();
        }
        RowTable table = new RowTable(kept, identity);
        while (input.next()) {
            run.tick();
            for (int i = 0; i < keys.length; i++) {
                current[i] = keys[i].id();
            }
            int row = groups.isEmpty() ? RowTable.END : table.first(current, identity);
            while (row != RowTable.END && !table.matches(row, current, identity)) {
                row = table.after(row);
            }
            if (row == RowTable.END) {
                row = groups.size();
                kept.add(current);
                table.addLast();
                groups.add(newGroup(kept));
            }
            Group group = groups.get(row);
            add(group);
            if (group.support() != null) {
                group.support().add(kept);
            }
        }
        if (groups.isEmpty() && keys.length == 0) {
            groups.add(
                    new Group(
                            new long[aggregates.length], new Aggregation[aggregates.length], null));
        }
    }

    /** Whether the number of solutions of a single pattern is all that is asked for. */
    private boolean isCount() {
        return keys.length == 0
                && input instanceof TripleStep triple
                && triple.isCountable()
                && Arrays.stream(aggregates).allMatch(a -> a.counted() == Aggregate.ALL);
    }

    /** Whether solutions of a single pattern are counted by the values of one variable. */
    private boolean isCountByOneVariable() {
        return hasPlainKeys
                && keys.length == 1
                && !isGiven[0]
                && input instanceof TripleStep triple
                && Arrays.stream(aggregates)
                        .allMatch(a ->
                                a.counted() == Aggregate.ALL
                                        || (a.counted() >= 0 && triple.binds(a.counted())));
    }

    private Group addCounted(Rows kept, int id, long count) {
        run.tick();
        current[0] = id;
        kept.add(current);
        Group group = newGroup(kept);
        Arrays.fill(group.counts(), count);
        groups.add(group);
        return group;
    }

    private void countAll() {
        long[] counts = new long[aggregates.length];
        input.close();
        long count = ((TripleStep) input).count();
        Arrays.fill(counts, count);
        GroupSupport support = null;
        if (citing != null && count > 0) {
            support = new GroupSupport(run, citing.input(), aggregates);
            input.open();
            while (support.isOpen() && input.next()) {
                run.tick();
                support.add(Objects.requireNonNull(rows));
            }
            input.close();
            support.all.addMore(count - support.all.size());
        }
        groups.add(new Group(counts, new Aggregation[aggregates.length], support));
    }

    private Group newGroup(Rows kept) {
        kept.charge((long) BYTES_PER_AGGREGATE * (aggregates.length + 1));
        Aggregation[] values = new Aggregation[aggregates.length];
        for (int i = 0; i < values.length; i++) {
            if (aggregates[i].counted() == Aggregate.NO_COUNT) {
                values[i] = factory.of(aggregates[i].aggregator(), context);
            }
        }
        return new Group(
                new long[aggregates.length],
                values,
                citing == null ? null : new GroupSupport(run, citing.input(), aggregates));
    }

    /**
     * What a group rests on. It needs all of its solutions, unless all its aggregates choose the
     * value of one: then for each aggregate any solution with that value.
     */
    private static final class GroupSupport {

        private final Run run;
        private final int[] citations;
        private final Aggregate[] aggregates;
        private final boolean needsAll;
        private final Support.Collector all = new Support.Collector();
        private final List<Support> solutions = new ArrayList<>();

        /** By solution: the value that each aggregate chooses from. */
        private final List<int[]> values = new ArrayList<>();

        GroupSupport(Run run, int[] citations, Aggregate[] aggregates) {
            this.run = run;
            this.citations = citations;
            this.aggregates = aggregates;
            this.needsAll = Arrays.stream(aggregates).anyMatch(a -> a.chosen() == null);
        }

        /** Returns whether more statements are listed, where their number is known. */
        boolean isOpen() {
            return all.size() < Support.MAX_COUNTED;
        }

        /** Adds a statement, or counts it if enough are listed. */
        void list(Rows charged, long statement) {
            if (isOpen()) {
                charged.charge(Long.BYTES);
                all.add(statement);
            } else {
                all.addMore(1);
            }
        }

        /** Adds the present solution. */
        void add(Rows charged) {
            if (needsAll) {
                charged.charge((long) Long.BYTES * citations.length);
                run.collect(all, citations);
                return;
            }
            Support support = run.support(citations);
            charged.charge(support.size() + (long) Integer.BYTES * aggregates.length);
            solutions.add(support);
            values.add(
                    Arrays.stream(aggregates)
                            .mapToInt(a -> Objects.requireNonNull(a.chosen()).id())
                            .toArray());
        }

        Support of(int[] results) {
            if (needsAll) {
                return all.all();
            }
            if (aggregates.length == 0) {
                return Support.any(solutions);
            }
            Support[] needed = new Support[aggregates.length];
            for (int i = 0; i < needed.length; i++) {
                int result = results[i];
                if (result == Run.UNBOUND) {
                    // Any solution may be the reason of the error.
                    return Support.all(solutions.toArray(Support[]::new));
                }
                Support.Choice choice = new Support.Choice();
                for (int row = 0; row < values.size(); row++) {
                    if (values.get(row)[i] == result) {
                        choice.add(solutions.get(row));
                    }
                }
                needed[i] =
                        choice.isEmpty()
                                ? Support.all(solutions.toArray(Support[]::new))
                                : choice.any();
            }
            return Support.all(needed);
        }
    }

    private void add(Group group) {
        for (int i = 0; i < aggregates.length; i++) {
            int counted = aggregates[i].counted();
            Aggregation value = group.values()[i];
            if (value != null) {
                // COUNT(DISTINCT *) keeps solutions, which must not change then.
                value.accept(aggregates[i].keepsSolutions() ? solution.copy(seen) : solution);
            } else if (counted == Aggregate.ALL || run.registers[counted] != Run.UNBOUND) {
                group.counts()[i]++;
            }
        }
    }

    private void unset() {
        for (int i = 0; i < keyRegisters.length; i++) {
            if (!isGiven[i]) {
                run.registers[keyRegisters[i]] = Run.UNBOUND;
            }
        }
        for (Aggregate aggregate : aggregates) {
            run.registers[aggregate.register()] = Run.UNBOUND;
        }
        if (citing != null) {
            run.registers[citing.citation()] = TripleIndex.NONE;
        }
    }

    private void forget() {
        if (rows != null) {
            rows.clear();
            rows = null;
        }
        groups.clear();
    }

    @Override
    void close() {
        if (next < 0) {
            input.close();
        } else if (next > 0) {
            unset();
        }
        forget();
        next = 0;
    }
}
