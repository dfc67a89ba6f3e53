package org.labledger.query;

import org.apache.jena.query.ARQ;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.engine.QueryEngineRegistry;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.expr.E_Function;
import org.apache.jena.sparql.function.FunctionRegistry;
import org.apache.jena.sparql.pfunction.PropertyFunctionRegistry;
import org.apache.jena.sparql.util.Context;

/**
 * The rules every query runs by, as settings of its own context: which functions there are, that
 * nothing outside is reached, and who executes it.
 *
 * <p>An extension adds to the context: {@code
 * PropertyFunctionRegistry.get(context).put("…/text#query", factory)} for a property function,
 * {@code FunctionRegistry.get(context).put(…)} for a function.
 */
final class Rules {

    static {
        // The one setting that Jena keeps for all queries: an unknown function is an error of the
        // expression, and anybody could fill the log with them.
        E_Function.WarnOnUnknownFunction = false;
    }

    private Rules() {}

    /** Returns a new context for one query. */
    static Context context(Guard guard) {
        Context context = ARQ.getContext().copy();
        context.set(ARQ.httpServiceAllowed, false);
        context.set(ARQ.extensionValueTypes, false);
        context.set(ARQConstants.symCancelQuery, guard.signal());
        FunctionRegistry.set(context, new AllowedFunctions());
        PropertyFunctionRegistry.set(context, new AllowedPropertyFunctions());
        QueryEngineRegistry engines = new QueryEngineRegistry();
        engines.add(GuardedQueryEngine.FACTORY);
        QueryEngineRegistry.set(context, engines);
        QC.setFactory(context, GuardedExecutor.FACTORY);
        guard.enter(context);
        return context;
    }
}
