package org.labledger.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.atlas.iterator.IteratorDelayedInitialization;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.engine.iterator.QueryIterPlainWrapper;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprLib;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.aggregate.Accumulator;
import org.apache.jena.sparql.expr.aggregate.AccumulatorExpr;
import org.apache.jena.sparql.expr.aggregate.AggAvg;
import org.apache.jena.sparql.expr.aggregate.AggCount;
import org.apache.jena.sparql.expr.aggregate.AggCountVar;
import org.apache.jena.sparql.expr.aggregate.AggGroupConcat;
import org.apache.jena.sparql.expr.aggregate.AggGroupConcatDistinct;
import org.apache.jena.sparql.expr.aggregate.AggMax;
import org.apache.jena.sparql.expr.aggregate.AggMaxDistinct;
import org.apache.jena.sparql.expr.aggregate.AggMin;
import org.apache.jena.sparql.expr.aggregate.AggMinDistinct;
import org.apache.jena.sparql.expr.aggregate.AggSample;
import org.apache.jena.sparql.expr.aggregate.AggSum;
import org.apache.jena.sparql.expr.aggregate.Aggregator;
import org.apache.jena.sparql.function.FunctionEnv;
import org.apache.jena.sparql.graph.NodeConst;
import org.jspecify.annotations.Nullable;
import org.labledger.engine.Aggregation;
import org.labledger.term.SortKey;

/**
 * Grouping and aggregation (SPARQL 1.1, section 11). Charged to the memory limit are the groups,
 * the values that an aggregate with DISTINCT keeps, and the text of GROUP_CONCAT, which is at most
 * {@link Guard#MAX_STRING_LENGTH} long.
 */
final class GuardedGroup {

    private static final int BYTES_PER_ACCUMULATOR = 100;

    /**
     * Aggregates that keep a single value or text. Any other is charged for every distinct value,
     * as those with DISTINCT need; so one that Jena adds is never forgotten.
     */
    private static final Set<Class<? extends Aggregator>> KEEP_ONE_VALUE =
            Set.of(
                    AggCount.class,
                    AggCountVar.class,
                    AggSum.class,
                    AggAvg.class,
                    AggMin.class,
                    AggMax.class,
                    AggSample.class,
                    AggGroupConcat.class);

    private final QueryIterator input;
    private final OpGroup group;
    private final Guard guard;
    private final ExecutionContext context;
    private final MemoryCharge memory;
    private final Map<Binding, List<Aggregate>> groups = new LinkedHashMap<>();

    private GuardedGroup(
            QueryIterator input, OpGroup group, Guard guard, ExecutionContext context) {
        this.input = input;
        this.group = group;
        this.guard = guard;
        this.context = context;
        this.memory = new MemoryCharge(guard, context);
    }

    static QueryIterator of(
            QueryIterator input, OpGroup group, Guard guard, ExecutionContext context) {
        GuardedGroup grouping = new GuardedGroup(input, group, guard, context);
        Iterator<Binding> results =
                new IteratorDelayedInitialization<>() {
                    @Override
                    protected Iterator<Binding> initializeIterator() {
                        return grouping.results();
                    }
                };
        return grouping.memory.releasingAfter(QueryIterPlainWrapper.create(results, context));
    }

    /** Returns what evaluates aggregates for a plan. */
    static Aggregation.Factory aggregations(Guard guard) {
        return new Aggregation.Factory() {
            @Override
            public Aggregation of(ExprAggregator aggregator, ExecutionContext context) {
                Aggregate aggregate =
                        new Aggregate(
                                aggregator.getVar(),
                                aggregator.getAggregator(),
                                context,
                                new MemoryCharge(guard, context));
                return new Aggregation() {
                    @Override
                    public void accept(Binding solution) {
                        aggregate.accept(solution);
                    }

                    @Override
                    public @Nullable NodeValue value() {
                        return aggregate.accumulator.getValue();
                    }
                };
            }

            @Override
            public @Nullable NodeValue ofNothing(ExprAggregator aggregator) {
                Node value = valueOfNothing(aggregator);
                return value == null ? null : NodeValue.makeNode(value);
            }
        };
    }

    private Iterator<Binding> results() {
        try {
            while (input.hasNext()) {
                guard.check();
                Binding solution = input.nextBinding();
                Binding key = key(solution);
                List<Aggregate> aggregates = groups.get(key);
                if (aggregates == null) {
                    aggregates = aggregates();
                    groups.put(key, aggregates);
                    memory.add(
                            Guard.sizeOf(key)
                                    + (long) BYTES_PER_ACCUMULATOR * (aggregates.size() + 1));
                }
                for (Aggregate aggregate : aggregates) {
                    aggregate.accept(solution);
                }
            }
        } finally {
            input.close();
        }
        if (groups.isEmpty() && group.getGroupVars().isEmpty()) {
            return List.of(ofNothing()).iterator();
        }
        Iterator<Map.Entry<Binding, List<Aggregate>>> entries = groups.entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Binding next() {
                Map.Entry<Binding, List<Aggregate>> entry = entries.next();
                return result(entry.getKey(), entry.getValue());
            }
        };
    }

    private Binding key(Binding solution) {
        BindingBuilder key = Binding.builder();
        for (Var variable : group.getGroupVars().getVars()) {
            Node value = group.getGroupVars().get(variable, solution, context);
            if (value != null) {
                key.add(variable, value);
            }
        }
        return key.build();
    }

    private List<Aggregate> aggregates() {
        List<Aggregate> aggregates = new ArrayList<>();
        for (ExprAggregator aggregator : group.getAggregators()) {
            aggregates.add(
                    new Aggregate(
                            aggregator.getVar(), aggregator.getAggregator(), context, memory));
        }
        return aggregates;
    }

    private static Binding result(Binding key, List<Aggregate> aggregates) {
        BindingBuilder result = Binding.builder(key);
        for (Aggregate aggregate : aggregates) {
            NodeValue value = aggregate.accumulator.getValue();
            if (value != null) {
                result.add(aggregate.variable, value.asNode());
            }
        }
        return result.build();
    }

    private Binding ofNothing() {
        BindingBuilder result = BindingFactory.builder();
        for (ExprAggregator aggregator : group.getAggregators()) {
            Node value = valueOfNothing(aggregator);
            if (value != null) {
                result.add(aggregator.getVar(), value);
            }
        }
        return result.build();
    }

    private static @Nullable Node valueOfNothing(ExprAggregator aggregator) {
        // SPARQL 1.2, section 18.4.1.7: the concatenation of nothing is the empty string.
        return aggregator.getAggregator() instanceof AggGroupConcatDistinct
                ? NodeConst.emptyString
                : aggregator.getAggregator().getValueEmpty();
    }

    /** One aggregate of one group. */
    private static final class Aggregate {

        private final ExecutionContext context;
        private final MemoryCharge memory;

        private final Var variable;
        private final Accumulator accumulator;
        private final boolean joinsText;
        private final boolean keepsValues;
        private final List<Expr> expressions;
        private final int separator;
        private final Set<Object> seen = new HashSet<>(0);
        private long length;

        Aggregate(
                Var variable,
                Aggregator aggregator,
                ExecutionContext context,
                MemoryCharge memory) {
            this.context = context;
            this.memory = memory;
            this.variable = variable;
            this.accumulator = accumulator(aggregator);
            this.keepsValues = !KEEP_ONE_VALUE.contains(aggregator.getClass());
            this.joinsText =
                    aggregator instanceof AggGroupConcat
                            || aggregator instanceof AggGroupConcatDistinct;
            this.separator =
                    switch (aggregator) {
                        case AggGroupConcat concat -> length(concat.getSeparator());
                        case AggGroupConcatDistinct concat -> length(concat.getSeparator());
                        default -> 0;
                    };
            this.expressions =
                    aggregator.getExprList() == null
                            ? List.of()
                            : aggregator.getExprList().getList();
        }

        private static Accumulator accumulator(Aggregator aggregator) {
            return switch (aggregator) {
                case AggMin min -> new Extreme(min.getExprList().get(0), SortKey.BY_VALUE);
                case AggMinDistinct min -> new Extreme(min.getExprList().get(0), SortKey.BY_VALUE);
                case AggMax max ->
                        new Extreme(max.getExprList().get(0), SortKey.BY_VALUE.reversed());
                case AggMaxDistinct max ->
                        new Extreme(max.getExprList().get(0), SortKey.BY_VALUE.reversed());
                default -> aggregator.createAccumulator();
            };
        }

        private static int length(@Nullable String separator) {
            return separator == null ? 1 : separator.length();
        }

        void accept(Binding solution) {
            if (keepsValues || joinsText) {
                NodeValue value =
                        expressions.isEmpty()
                                ? null
                                : ExprLib.evalOrNull(expressions.getFirst(), solution, context);
                Object thing = expressions.isEmpty() ? solution : value;
                if (keepsValues && thing != null && seen.add(thing)) {
                    memory.add(
                            value == null
                                    ? 2 * Guard.sizeOf(solution)
                                    : 2 * Guard.sizeOf(value.asNode()));
                }
                if (joinsText && value != null) {
                    join(value);
                }
            }
            accumulator.accumulate(solution, context);
        }

        private void join(NodeValue value) {
            int more = value.asString().length() + separator;
            length += more;
            if (length > Guard.MAX_STRING_LENGTH) {
                throw new LimitReached(LimitException.string(Guard.MAX_STRING_LENGTH));
            }
            memory.add(2L * more);
        }
    }

    /** {@code MIN} or {@code MAX}: the first value in an order. */
    private static final class Extreme extends AccumulatorExpr {

        private final Comparator<Node> order;
        private @Nullable NodeValue extreme;

        Extreme(Expr expr, Comparator<Node> order) {
            super(expr, false);
            this.order = order;
        }

        @Override
        protected void accumulate(NodeValue value, Binding solution, FunctionEnv env) {
            if (extreme == null || order.compare(value.asNode(), extreme.asNode()) < 0) {
                extreme = value;
            }
        }

        @Override
        protected void accumulateError(Binding solution, FunctionEnv env) {
            // The class above counts errors; with one, the aggregate has no value.
        }

        @Override
        protected @Nullable NodeValue getAccValue() {
            return extreme;
        }
    }
}
