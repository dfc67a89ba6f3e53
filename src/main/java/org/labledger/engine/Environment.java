package org.labledger.engine;

import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprLib;
import org.apache.jena.sparql.expr.NodeValue;
import org.jspecify.annotations.Nullable;

/**
 * What expressions that ARQ evaluates see besides the solution: functions, and the active graph.
 *
 * @param context the execution context, with the active graph of the pattern
 */
record Environment(ExecutionContext context) {

    /** Returns the value of an expression, or {@code null} for an error. */
    @Nullable NodeValue valueOf(Expr expr, Binding solution) {
        return ExprLib.evalOrNull(expr, solution, context);
    }

    /** Returns whether a filter keeps a solution; an error counts as false. */
    boolean isSatisfied(Expr expr, Binding solution) {
        return expr.isSatisfied(solution, context);
    }
}
