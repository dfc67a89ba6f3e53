package org.labledger.store;

import org.apache.jena.graph.Node;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.aggregate.Accumulator;
import org.jspecify.annotations.Nullable;
import org.labledger.engine.Aggregation;

/** Aggregates as Jena evaluates them, without limits. */
final class StockAggregation implements Aggregation {

    static final Aggregation.Factory FACTORY =
            new Aggregation.Factory() {
                @Override
                public Aggregation of(ExprAggregator aggregator, ExecutionContext context) {
                    return new StockAggregation(
                            aggregator.getAggregator().createAccumulator(), context);
                }

                @Override
                public @Nullable NodeValue ofNothing(ExprAggregator aggregator) {
                    Node value = aggregator.getAggregator().getValueEmpty();
                    return value == null ? null : NodeValue.makeNode(value);
                }
            };

    private final Accumulator accumulator;
    private final ExecutionContext context;

    private StockAggregation(Accumulator accumulator, ExecutionContext context) {
        this.accumulator = accumulator;
        this.context = context;
    }

    @Override
    public void accept(Binding solution) {
        accumulator.accumulate(solution, context);
    }

    @Override
    public @Nullable NodeValue value() {
        return accumulator.getValue();
    }
}
