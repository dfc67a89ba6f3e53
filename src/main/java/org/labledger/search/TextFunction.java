package org.labledger.search;

import org.apache.jena.graph.Node;
import org.apache.jena.query.text.TextQueryPF;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIterNullIterator;
import org.apache.jena.sparql.pfunction.PropFuncArg;

/** {@code text:query}. Triple terms, on which Jena's fails, match nothing, as literals do. */
public final class TextFunction extends TextQueryPF {

    /** Called by Jena, once per use in a query. */
    public TextFunction() {}

    @Override
    public QueryIterator exec(
            Binding solution,
            PropFuncArg subject,
            Node predicate,
            PropFuncArg object,
            ExecutionContext context) {
        Node thing = subject.isList() ? subject.getArg(0) : subject.getArg();
        return Var.lookup(solution, thing).isTripleTerm()
                ? QueryIterNullIterator.create(context)
                : super.exec(solution, subject, predicate, object, context);
    }
}
