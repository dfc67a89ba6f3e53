package org.labledger.engine;

import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.NodeValue;
import org.jspecify.annotations.Nullable;

/** One aggregate of one group (SPARQL 1.1, section 11). */
public interface Aggregation {

    /** Adds a solution to the group. The binding changes after the call. */
    void accept(Binding solution);

    /** Returns the value, or {@code null} for an error. */
    @Nullable NodeValue value();

    /** Makes aggregates. */
    interface Factory {

        /** Returns an aggregate of a new group. */
        Aggregation of(ExprAggregator aggregator, ExecutionContext context);

        /** Returns the value over a group without solutions, or {@code null} for an error. */
        @Nullable NodeValue ofNothing(ExprAggregator aggregator);
    }
}
