package org.labledger.result;

import java.util.Comparator;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.vocabulary.RDF;
import org.labledger.term.TermOrder;

/**
 * The order in which statements are written where a format prescribes none. It depends on nothing
 * but the statements, so that the same data are the same bytes whatever store holds them.
 */
public final class StatementOrder {

    /** By subject; of one subject its classes first, then by property and value. */
    public static final Comparator<Triple> OF_TRIPLES =
            Comparator.comparing(Triple::getSubject, TermOrder.BY_TERM)
                    .thenComparing((Triple t) -> !t.getPredicate().equals(RDF.type.asNode()))
                    .thenComparing(Triple::getPredicate, TermOrder.BY_TERM)
                    .thenComparing(Triple::getObject, TermOrder.BY_TERM);

    /** By graph, then as triples. */
    public static final Comparator<Quad> OF_QUADS =
            Comparator.comparing(Quad::getGraph, TermOrder.BY_TERM)
                    .thenComparing(Quad::asTriple, OF_TRIPLES);

    private StatementOrder() {}
}
