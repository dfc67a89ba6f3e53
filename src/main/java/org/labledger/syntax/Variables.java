package org.labledger.syntax;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.SortCondition;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.core.VarExprList;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunction1;
import org.apache.jena.sparql.expr.ExprFunction2;
import org.apache.jena.sparql.expr.ExprFunction3;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprTripleTerm;
import org.apache.jena.sparql.graph.NodeTransform;
import org.apache.jena.sparql.modify.request.QuadAcc;
import org.apache.jena.sparql.syntax.Element;
import org.apache.jena.sparql.syntax.ElementAssign;
import org.apache.jena.sparql.syntax.ElementBind;
import org.apache.jena.sparql.syntax.ElementSubQuery;
import org.apache.jena.sparql.syntax.ElementVisitorBase;
import org.apache.jena.sparql.syntax.ElementWalker;
import org.apache.jena.sparql.syntax.Template;
import org.apache.jena.sparql.syntax.syntaxtransform.ElementTransformSubst;
import org.apache.jena.sparql.syntax.syntaxtransform.ExprTransformNodeElement;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryTransformOps;

/**
 * The variables of a query, and their replacement by terms, wherever SPARQL 1.2 lets a variable
 * stand: patterns, paths, expressions, modifiers, templates, {@code DESCRIBE}, subqueries, and
 * triple terms in any of them, which Jena's own substitution leaves alone.
 */
public final class Variables {

    private Variables() {}

    /** Returns every named variable of a query, hidden ones of subqueries included. */
    public static Set<Var> of(Query query) {
        Set<Var> found = new LinkedHashSet<>();
        transform(
                query,
                node -> {
                    if (Var.isVar(node) && Var.isNamedVar(node)) {
                        found.add(Var.alloc(node));
                    }
                    return node;
                });
        return found;
    }

    /**
     * Returns a query in which variables are replaced by terms.
     *
     * @param query the query; not modified. None of the variables may be assigned in it, by {@code
     *     BIND}, {@code VALUES} or {@code AS}
     */
    public static Query replaced(Query query, Binding values) {
        if (values.isEmpty()) {
            return query;
        }
        return transform(
                query,
                node -> {
                    Node value = Var.isVar(node) ? values.get(Var.alloc(node)) : null;
                    return value == null ? node : value;
                });
    }

    private static Query transform(Query query, NodeTransform ofVariables) {
        NodeTransform deep = new Deep(ofVariables);
        Expressions expressions = new Expressions(deep);
        Query result = QueryTransformOps.transform(query, expressions.elements, expressions);
        expressions.finish(result);
        return result;
    }

    /** Also transforms the components of triple terms. */
    private record Deep(NodeTransform ofVariables) implements NodeTransform {

        @Override
        public Node apply(Node node) {
            if (!node.isTripleTerm()) {
                return ofVariables.apply(node);
            }
            Triple before = node.getTriple();
            Triple after =
                    Triple.create(
                            apply(before.getSubject()),
                            apply(before.getPredicate()),
                            apply(before.getObject()));
            return after.equals(before) ? node : NodeFactory.createTripleTerm(after);
        }
    }

    /** Jena takes a triple term in an expression for a constant. */
    private static final class Expressions extends ExprTransformNodeElement {

        private final NodeTransform nodes;
        private final Elements elements;

        private Expressions(NodeTransform nodes, Elements elements) {
            super(nodes, elements);
            this.nodes = nodes;
            this.elements = elements;
            elements.expressions = this;
        }

        Expressions(NodeTransform nodes) {
            this(nodes, new Elements(nodes));
        }

        Expr term(Expr expr) {
            return expr instanceof ExprTripleTerm ? expr.applyNodeTransform(nodes) : expr;
        }

        @Override
        public Expr transform(ExprFunction1 function, Expr argument) {
            return super.transform(function, term(argument));
        }

        @Override
        public Expr transform(ExprFunction2 function, Expr first, Expr second) {
            return super.transform(function, term(first), term(second));
        }

        @Override
        public Expr transform(ExprFunction3 function, Expr first, Expr second, Expr third) {
            return super.transform(function, term(first), term(second), term(third));
        }

        @Override
        public Expr transform(ExprFunctionN function, ExprList arguments) {
            return super.transform(
                    function, new ExprList(arguments.getList().stream().map(this::term).toList()));
        }

        @Override
        public Expr transform(ExprFunctionOp exists, ExprList arguments, Op pattern) {
            Expr result = super.transform(exists, arguments, pattern);
            if (result instanceof ExprFunctionOp transformed) {
                finish(transformed.getElement());
            }
            return result;
        }

        /** Transforms the triple terms that Jena has left in the subqueries of a pattern. */
        private void finish(Element pattern) {
            ElementWalker.walk(
                    pattern,
                    new ElementVisitorBase() {
                        @Override
                        public void visit(ElementSubQuery subquery) {
                            finish(subquery.getQuery());
                        }
                    });
        }

        /** Transforms the triple terms that Jena has left in a query, except in its patterns. */
        void finish(Query query) {
            if (query.getQueryPattern() != null) {
                finish(query.getQueryPattern());
            }
            finish(query.getProject());
            finish(query.getGroupBy());
            query.getHavingExprs().replaceAll(this::term);
            List<SortCondition> order = query.getOrderBy();
            if (order != null) {
                order.replaceAll(by -> new SortCondition(term(by.getExpression()), by.direction));
            }
            Template template = query.isConstructType() ? query.getConstructTemplate() : null;
            if (template != null) {
                QuadAcc quads = new QuadAcc();
                for (Quad quad : template.getQuads()) {
                    quads.addQuad(
                            Quad.create(
                                    nodes.apply(quad.getGraph()),
                                    nodes.apply(quad.getSubject()),
                                    nodes.apply(quad.getPredicate()),
                                    nodes.apply(quad.getObject())));
                }
                query.setConstructTemplate(new Template(quads));
            }
        }

        private void finish(VarExprList list) {
            for (Map.Entry<Var, Expr> entry : list.getExprs().entrySet()) {
                entry.setValue(term(entry.getValue()));
            }
        }
    }

    private static final class Elements extends ElementTransformSubst {

        private Expressions expressions;

        @SuppressWarnings("NullAway.Init") // set by Expressions, which needs this one first
        Elements(NodeTransform nodes) {
            super(nodes);
        }

        @Override
        public Element transform(ElementBind bind, Var variable, Expr expr) {
            return super.transform(bind, variable, expressions.term(expr));
        }

        @Override
        public Element transform(ElementAssign assign, Var variable, Expr expr) {
            return super.transform(assign, variable, expressions.term(expr));
        }
    }
}
