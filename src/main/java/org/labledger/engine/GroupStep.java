package org.labledger.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** The citation registers of the input, and the first of two of this step, or -1. */
    private final int[] citations;

    private final int citation;

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
     */
    record Aggregate(ExprAggregator aggregator, int register, int counted) {
        static final int ALL = -1;
        static final int NO_COUNT = -2;

        boolean keepsSolutions() {
            return aggregator.getAggregator() instanceof AggCountDistinct;
        }
    }

    private record Group(long[] counts, @Nullable Aggregation[] values, int support) {}

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
            int[] citations,
            int citation) {
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
        this.citations = citations;
        this.citation = citation;
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
        for (int i = 0; i < aggregates.length; i++) {
            Aggregate aggregate = aggregates[i];
            NodeValue value = value(group, i);
            run.registers[aggregate.register()] =
                    value == null ? Run.UNBOUND : run.terms.idOf(value.asNode());
        }
        if (citation >= 0) {
            run.registers[citation] = group.support();
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
            if (((TripleStep) input)
                    .countBy(keyRegisters[0], (id, count) -> addCounted(kept, id, count))) {
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
            add(groups.get(row));
        }
        if (groups.isEmpty() && keys.length == 0) {
            groups.add(
                    new Group(
                            new long[aggregates.length],
                            new Aggregation[aggregates.length],
                            TripleIndex.NONE));
        }
    }

    /** Whether the number of solutions of a single pattern is all that is asked for. */
    private boolean isCount() {
        return keys.length == 0
                && citation < 0
                && input instanceof TripleStep triple
                && triple.isCountable()
                && Arrays.stream(aggregates).allMatch(a -> a.counted() == Aggregate.ALL);
    }

    /** Whether solutions of a single pattern are counted by the values of one variable. */
    private boolean isCountByOneVariable() {
        return hasPlainKeys
                && keys.length == 1
                && !isGiven[0]
                && citation < 0
                && input instanceof TripleStep triple
                && Arrays.stream(aggregates)
                        .allMatch(a ->
                                a.counted() == Aggregate.ALL
                                        || (a.counted() >= 0 && triple.binds(a.counted())));
    }

    private void addCounted(Rows kept, int id, long count) {
        run.tick();
        current[0] = id;
        kept.add(current);
        Group group = newGroup(kept);
        Arrays.fill(group.counts(), count);
        groups.add(group);
    }

    private void countAll() {
        long[] counts = new long[aggregates.length];
        input.close();
        Arrays.fill(counts, ((TripleStep) input).count());
        groups.add(new Group(counts, new Aggregation[aggregates.length], TripleIndex.NONE));
    }

    private Group newGroup(Rows kept) {
        kept.charge((long) BYTES_PER_AGGREGATE * (aggregates.length + 1));
        Aggregation[] values = new Aggregation[aggregates.length];
        for (int i = 0; i < values.length; i++) {
            if (aggregates[i].counted() == Aggregate.NO_COUNT) {
                values[i] = factory.of(aggregates[i].aggregator(), context);
            }
        }
        int support = TripleIndex.NONE;
        if (citation >= 0) {
            Support.in(run);
            support = Support.newest(run);
        }
        return new Group(new long[aggregates.length], values, support);
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
        if (citation >= 0) {
            run.supports.get(-2 - group.support()).addFrom(run.registers, citations);
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
        if (citation >= 0) {
            run.registers[citation] = TripleIndex.NONE;
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
