package org.labledger.store;

import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprFunction;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.syntax.Element;
import org.apache.jena.sparql.syntax.ElementAssign;
import org.apache.jena.sparql.syntax.ElementBind;
import org.apache.jena.sparql.syntax.ElementFilter;
import org.apache.jena.sparql.syntax.ElementNamedGraph;
import org.apache.jena.sparql.syntax.ElementSubQuery;
import org.apache.jena.sparql.syntax.ElementVisitorBase;
import org.apache.jena.sparql.syntax.ElementWalker;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a query has {@code GRAPH <iri> { … }} with some IRI, anywhere in its patterns,
 * subqueries and {@code EXISTS}. Walks the syntax, which is cheaper than compiling the query.
 */
final class GraphNaming {

    private final Node graph;
    private boolean isFound;

    private GraphNaming(Node graph) {
        this.graph = graph;
    }

    /** Returns whether a query names a graph. */
    static boolean in(Query query, Node graph) {
        GraphNaming search = new GraphNaming(graph);
        search.look(query);
        return search.isFound;
    }

    private void look(Query query) {
        look(query.getQueryPattern());
        query.getProject().getExprs().values().forEach(this::look);
        query.getGroupBy().getExprs().values().forEach(this::look);
        query.getHavingExprs().forEach(this::look);
        query.getAggregators().forEach(this::look);
        if (query.getOrderBy() != null) {
            query.getOrderBy().forEach(by -> look(by.getExpression()));
        }
    }

    private void look(@Nullable Element pattern) {
        if (pattern != null && !isFound) {
            ElementWalker.walk(
                    pattern,
                    new ElementVisitorBase() {
                        @Override
                        public void visit(ElementNamedGraph named) {
                            isFound |= named.getGraphNameNode().equals(graph);
                        }

                        @Override
                        public void visit(ElementSubQuery subquery) {
                            look(subquery.getQuery());
                        }

                        @Override
                        public void visit(ElementFilter filter) {
                            look(filter.getExpr());
                        }

                        @Override
                        public void visit(ElementBind bind) {
                            look(bind.getExpr());
                        }

                        @Override
                        public void visit(ElementAssign assign) {
                            look(assign.getExpr());
                        }
                    });
        }
    }

    private void look(@Nullable Expr expr) {
        switch (expr) {
            case ExprFunctionOp exists -> look(exists.getElement());
            case ExprFunction function -> function.getArgs().forEach(this::look);
            case ExprAggregator aggregate -> {
                ExprList arguments = aggregate.getAggregator().getExprList();
                if (arguments != null) {
                    arguments.forEach(this::look);
                }
            }
            case null, default -> {
                // A term or a variable.
            }
        }
    }
}
