package org.labledger.query;

import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpService;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.expr.E_Now;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprFunction0;
import org.apache.jena.sparql.expr.ExprFunction1;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprVisitorBase;
import org.apache.jena.sparql.expr.Unstable;

/**
 * Tells queries whose answer depends on the snapshot alone from those that read the clock, use
 * random values, make blank nodes, or ask another endpoint.
 */
public final class Volatility {

    private Volatility() {}

    /**
     * Returns whether the answer may differ each time.
     *
     * @param query the query; it is not changed
     */
    public static boolean of(Query query) {
        if (query.isConstructType()
                && query.getConstructTemplate().getQuads().stream()
                        .anyMatch(Volatility::hasBlank)) {
            return true;
        }
        return query.getQueryPattern() != null && of(Algebra.compile(query));
    }

    private static boolean hasBlank(Quad template) {
        return isBlank(template.getGraph())
                || isBlank(template.getSubject())
                || isBlank(template.getObject());
    }

    private static boolean isBlank(Node node) {
        if (node.isTripleTerm()) {
            return isBlank(node.getTriple().getSubject()) || isBlank(node.getTriple().getObject());
        }
        return node.isBlank() || Var.isBlankNodeVar(node);
    }

    private static boolean of(Op op) {
        Finder finder = new Finder();
        finder.look(op);
        return finder.found;
    }

    /** Looks into all expressions; Jena's walk leaves out sort conditions and aggregates. */
    private static final class Finder extends ExprVisitorBase {

        private boolean found;

        private final OpVisitorBase operators =
                new OpVisitorBase() {
                    @Override
                    public void visit(OpService service) {
                        found = true;
                    }

                    @Override
                    public void visit(OpOrder order) {
                        order.getConditions().forEach(by -> look(by.getExpression()));
                    }

                    @Override
                    public void visit(OpGroup group) {
                        for (ExprAggregator aggregator : group.getAggregators()) {
                            ExprList arguments = aggregator.getAggregator().getExprList();
                            if (arguments != null) {
                                arguments.forEach(Finder.this::look);
                            }
                        }
                    }
                };

        void look(Op op) {
            Walker.walk(op, operators, this);
        }

        private void look(Expr expr) {
            Walker.walk(expr, this);
        }

        @Override
        public void visit(ExprFunction0 function) {
            found |= isVolatile(function);
        }

        @Override
        public void visit(ExprFunction1 function) {
            found |= isVolatile(function);
        }

        /** {@code EXISTS}; in an operator its pattern is walked already. */
        @Override
        public void visit(ExprFunctionOp function) {
            if (function.getGraphPattern() != null) {
                look(function.getGraphPattern());
            }
        }
    }

    private static boolean isVolatile(Expr function) {
        return function instanceof Unstable || function instanceof E_Now;
    }
}
