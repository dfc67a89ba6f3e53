package org.labledger.query;

import java.util.EnumSet;
import java.util.Set;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.op.OpAssign;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpReduced;
import org.apache.jena.sparql.algebra.op.OpSequence;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.expr.E_Equals;
import org.apache.jena.sparql.expr.E_LogicalAnd;
import org.apache.jena.sparql.expr.E_LogicalOr;
import org.apache.jena.sparql.expr.E_OneOfBase;
import org.apache.jena.sparql.expr.E_SameTerm;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprFunction0;
import org.apache.jena.sparql.expr.ExprFunction1;
import org.apache.jena.sparql.expr.ExprFunction2;
import org.apache.jena.sparql.expr.ExprFunction3;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprTripleTerm;
import org.apache.jena.sparql.expr.ExprVisitorBase;

/**
 * The operators and functions that an algebra expression has at any depth, in {@code EXISTS} too.
 * One walk tells which rewritings cannot find anything to rewrite; each of those would cost a walk
 * of its own.
 */
enum Operators {
    /** {@code BIND}, projected expressions, and what the optimizer makes of comparisons. */
    VALUE,
    /** {@code FILTER}. */
    FILTER,
    /** {@code OPTIONAL}. */
    LEFT_JOIN,
    /** Joins of groups. */
    JOIN,
    /** {@code DISTINCT} and {@code REDUCED}. */
    DISTINCT,
    /** {@code ORDER BY}. */
    SORT,
    /** {@code VALUES}. */
    TABLE,
    /** Property paths. */
    PATH,
    /** An expression other than a variable or a constant. */
    EXPRESSION,
    /** {@code &&}. */
    AND,
    /** {@code ||}. */
    OR,
    /** {@code IN} and {@code NOT IN}. */
    ONE_OF,
    /** {@code =} and {@code sameTerm}. */
    EQUALITY;

    /** Returns what an algebra expression has. */
    static Set<Operators> of(Op op) {
        Set<Operators> found = EnumSet.noneOf(Operators.class);
        Walker.walk(op, new InPatterns(found), new InExpressions(found));
        return found;
    }

    private static final class InPatterns extends OpVisitorBase {

        private final Set<Operators> found;

        InPatterns(Set<Operators> found) {
            this.found = found;
        }

        @Override
        public void visit(OpExtend op) {
            found.add(VALUE);
        }

        @Override
        public void visit(OpAssign op) {
            found.add(VALUE);
        }

        @Override
        public void visit(OpFilter op) {
            found.add(FILTER);
        }

        @Override
        public void visit(OpLeftJoin op) {
            found.add(LEFT_JOIN);
        }

        @Override
        public void visit(OpJoin op) {
            found.add(JOIN);
        }

        @Override
        public void visit(OpSequence op) {
            found.add(JOIN);
        }

        @Override
        public void visit(OpDistinct op) {
            found.add(DISTINCT);
        }

        @Override
        public void visit(OpReduced op) {
            found.add(DISTINCT);
        }

        @Override
        public void visit(OpOrder op) {
            found.add(SORT);
            // Jena's walkers pass its expressions by.
            op.getConditions()
                    .forEach(condition ->
                            Walker.walk(condition.getExpression(), this, new InExpressions(found)));
        }

        @Override
        public void visit(OpGroup op) {
            op.getAggregators()
                    .forEach(aggregator -> {
                        found.add(EXPRESSION);
                        ExprList values = aggregator.getAggregator().getExprList();
                        if (values != null) {
                            Walker.walk(values, this, new InExpressions(found));
                        }
                    });
        }

        @Override
        public void visit(OpTable op) {
            found.add(TABLE);
        }

        @Override
        public void visit(OpPath op) {
            found.add(PATH);
        }
    }

    private static final class InExpressions extends ExprVisitorBase {

        private final Set<Operators> found;

        InExpressions(Set<Operators> found) {
            this.found = found;
        }

        private void add(Expr function) {
            found.add(EXPRESSION);
            switch (function) {
                case E_LogicalAnd and -> found.add(AND);
                case E_LogicalOr or -> found.add(OR);
                case E_OneOfBase oneOf -> found.add(ONE_OF);
                case E_Equals equals -> found.add(EQUALITY);
                case E_SameTerm same -> found.add(EQUALITY);
                default -> {}
            }
        }

        @Override
        public void visit(ExprFunction0 function) {
            add(function);
        }

        @Override
        public void visit(ExprFunction1 function) {
            add(function);
        }

        @Override
        public void visit(ExprFunction2 function) {
            add(function);
        }

        @Override
        public void visit(ExprFunction3 function) {
            add(function);
        }

        @Override
        public void visit(ExprFunctionN function) {
            add(function);
        }

        @Override
        public void visit(ExprFunctionOp function) {
            add(function);
        }

        @Override
        public void visit(ExprTripleTerm term) {
            found.add(EXPRESSION);
        }

        @Override
        public void visit(ExprAggregator aggregator) {
            found.add(EXPRESSION);
        }
    }
}
