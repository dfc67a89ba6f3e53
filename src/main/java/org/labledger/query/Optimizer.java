package org.labledger.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.optimize.OptimizerStd;
import org.apache.jena.sparql.algebra.optimize.TransformFilterDisjunction;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.expr.E_Equals;
import org.apache.jena.sparql.expr.E_LogicalOr;
import org.apache.jena.sparql.expr.E_SameTerm;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunction2;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.util.Context;
import org.jspecify.annotations.Nullable;

/**
 * Jena's optimizer, which replaces a filter with {@code ||} or {@code IN} by a union with one
 * branch per alternative, so that each branch can use an index. A solution for which two
 * alternatives hold then comes twice (apache/jena issue 4160), where a filter keeps or drops it
 * (SPARQL 1.1, section 18.5). Here that is done only where no solution can satisfy two of them.
 */
final class Optimizer extends OptimizerStd {

    Optimizer(Context context) {
        super(context);
    }

    @Override
    protected Op transformFilterDisjunction(Op op) {
        return apply(new ExclusiveAlternatives(), op);
    }

    /** Makes a union of a filter that compares one variable with different IRIs. */
    private static final class ExclusiveAlternatives extends TransformCopy {

        @Override
        public Op transform(OpFilter filter, Op pattern) {
            ExprList others = new ExprList();
            Op result = pattern;
            for (Expr condition : filter.getExprs()) {
                Map<Node, Expr> alternatives = new LinkedHashMap<>();
                if (condition instanceof E_LogicalOr or
                        && compare(or, null, alternatives) != null) {
                    result = union(alternatives, result);
                } else {
                    others.add(condition);
                }
            }
            return result == pattern
                    ? super.transform(filter, pattern)
                    : OpFilter.filterBy(others, result);
        }

        private static Op union(Map<Node, Expr> alternatives, Op pattern) {
            Optional<Expr> joined = alternatives.values().stream().reduce(E_LogicalOr::new);
            return TransformFilterDisjunction.expandDisjunction(joined.orElseThrow(), pattern);
        }

        /**
         * Collects comparisons of one variable with IRIs, by IRI.
         *
         * @param variable the variable, or {@code null} for any
         * @return the variable; {@code null} if there is anything else
         */
        private static @Nullable Var compare(
                Expr condition, @Nullable Var variable, Map<Node, Expr> alternatives) {
            if (condition instanceof E_LogicalOr or) {
                Var found = compare(or.getArg1(), variable, alternatives);
                return found == null ? null : compare(or.getArg2(), found, alternatives);
            }
            if (!(condition instanceof E_Equals || condition instanceof E_SameTerm)) {
                return null;
            }
            ExprFunction2 comparison = (ExprFunction2) condition;
            boolean reversed = comparison.getArg1().isConstant();
            Expr compared = reversed ? comparison.getArg2() : comparison.getArg1();
            Expr constant = reversed ? comparison.getArg1() : comparison.getArg2();
            if (!compared.isVariable()
                    || !constant.isConstant()
                    || !constant.getConstant().isIRI()
                    || (variable != null && !variable.equals(compared.asVar()))) {
                return null;
            }
            alternatives.putIfAbsent(constant.getConstant().asNode(), condition);
            return compared.asVar();
        }
    }
}
