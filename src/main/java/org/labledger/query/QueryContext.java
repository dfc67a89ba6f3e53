package org.labledger.query;

import org.apache.jena.query.ARQ;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.algebra.optimize.RewriteFactory;
import org.apache.jena.sparql.engine.QueryEngineRegistry;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.expr.E_Function;
import org.apache.jena.sparql.function.FunctionRegistry;
import org.apache.jena.sparql.pfunction.PropertyFunctionRegistry;
import org.apache.jena.sparql.util.Context;
import org.labledger.store.UnionDescription;

/**
 * The Jena context that every query runs in: the allowed functions, no access to the network, and
 * our own engine and executor.
 *
 * <p>An extension adds property functions to the context: {@code
 * PropertyFunctionRegistry.get(context).put("…/text#query", factory)}. Functions stand in {@link
 * AllowedFunctions}, which all queries share.
 */
final class QueryContext {

    static {
        // Jena has this setting once for all queries: unknown functions are errors of the
        // expression, and would let anybody fill the log.
        E_Function.WarnOnUnknownFunction = false;
        UnionDescription.install();
    }

    private QueryContext() {}

    /** Returns a new context for one query, under its guard. */
    static Context of(Guard guard) {
        Context context = ARQ.getContext().copy();
        context.set(ARQ.httpServiceAllowed, false);
        context.set(ARQ.extensionValueTypes, false);
        context.set(ARQConstants.symCancelQuery, guard.signal());
        context.set(ARQConstants.sysOptimizerFactory, (RewriteFactory) Optimizer::new);
        FunctionRegistry.set(context, AllowedFunctions.ALL);
        PropertyFunctionRegistry.set(context, new AllowedPropertyFunctions());
        QueryEngineRegistry engines = new QueryEngineRegistry();
        engines.add(GuardedQueryEngine.FACTORY);
        QueryEngineRegistry.set(context, engines);
        QC.setFactory(context, GuardedExecutor.FACTORY);
        guard.enter(context);
        return context;
    }
}
