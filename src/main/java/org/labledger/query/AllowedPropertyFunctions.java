package org.labledger.query;

import org.apache.jena.sparql.pfunction.PropertyFunctionFactory;
import org.apache.jena.sparql.pfunction.PropertyFunctionRegistry;
import org.jspecify.annotations.Nullable;

/** The property functions that were registered; unlike in Jena, an IRI never names a class. */
final class AllowedPropertyFunctions extends PropertyFunctionRegistry {

    @Override
    public boolean manages(String uri) {
        return isRegistered(uri);
    }

    @Override
    @SuppressWarnings("NullAway") // Jena asks for null where there is none
    public @Nullable PropertyFunctionFactory get(String uri) {
        return isRegistered(uri) ? super.get(uri) : null;
    }
}
