package org.labledger.syntax;

import org.apache.jena.irix.IRIs;
import org.apache.jena.irix.IRIx;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.Syntax;
import org.apache.jena.shared.impl.PrefixMappingImpl;
import org.apache.jena.sparql.core.Prologue;
import org.apache.jena.sparql.lang.SPARQLParser;
import org.apache.jena.sparql.lang.sparql_12.javacc.ParseException;
import org.apache.jena.sparql.lang.sparql_12.javacc.SPARQLParser12;
import org.jspecify.annotations.Nullable;

/**
 * Jena's SPARQL 1.2 grammar, fed by {@link QueryTokens}. A text that fails is read again by Jena's
 * own parser as a whole, which finds the error, or finds that there is none: so the messages are
 * Jena's, to the letter.
 */
final class QueryParser extends SPARQLParser {

    /** The base of the last query: most have the same. */
    private static volatile @Nullable Base lastBase;

    private record Base(String text, IRIx iri) {}

    private QueryParser() {}

    /**
     * Parses a query.
     *
     * @param text the text, without codepoint escapes in the short form
     * @param base an absolute IRI
     * @throws QueryException if it is not a query
     */
    static Query parse(String text, String base) {
        try {
            // Query.setBase makes two resolvers, each with a cache of 4 KB; one is needed. It is
            // not shared by queries, since it is not safe for several threads.
            Prologue prologue =
                    new Prologue(new PrefixMappingImpl(), IRIs.resolver(resolved(base)));
            return new QueryParser().parse(new Query(prologue), text);
        } catch (RuntimeException | StackOverflowError e) {
            return QueryFactory.create(text, base, Syntax.syntaxSPARQL_12);
        }
    }

    private static IRIx resolved(String base) {
        Base last = lastBase;
        if (last == null || !last.text().equals(base)) {
            last = new Base(base, IRIs.resolveIRI(base));
            lastBase = last;
        }
        return last.iri();
    }

    @Override
    protected Query parse$(Query query, String text) {
        query.setSyntax(Syntax.syntaxSPARQL_12);
        query.setStrict(true);
        SPARQLParser12 parser = new SPARQLParser12(new QueryTokens(text));
        parser.setQuery(query);
        try {
            parser.QueryUnit();
        } catch (ParseException e) {
            throw new QueryException(e);
        }
        return query;
    }
}
