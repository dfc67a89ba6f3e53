package org.labledger.display;

import java.util.List;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.labledger.result.Answer;

/** Turns triples into solutions, so that a graph is shown as a table. */
public final class TripleTable {

    private static final Var SUBJECT = Var.alloc("subject");
    private static final Var PROPERTY = Var.alloc("property");
    private static final Var OBJECT = Var.alloc("object");

    private TripleTable() {}

    /** Returns one solution per triple, with the variables subject, property and object. */
    public static Answer.Solutions asSolutions(List<Triple> triples) {
        return new Answer.Solutions(
                List.of(SUBJECT, PROPERTY, OBJECT),
                triples.stream()
                        .map(t ->
                                BindingFactory.binding(
                                        SUBJECT,
                                        t.getSubject(),
                                        PROPERTY,
                                        t.getPredicate(),
                                        OBJECT,
                                        t.getObject()))
                        .toList());
    }
}
