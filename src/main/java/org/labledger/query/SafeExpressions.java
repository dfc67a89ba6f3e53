package org.labledger.query;

import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.core.Substitute;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.E_Exists;
import org.apache.jena.sparql.expr.E_NotExists;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprEvalException;
import org.apache.jena.sparql.expr.ExprException;
import org.apache.jena.sparql.expr.ExprFunction;
import org.apache.jena.sparql.expr.ExprFunction0;
import org.apache.jena.sparql.expr.ExprFunction1;
import org.apache.jena.sparql.expr.ExprFunction2;
import org.apache.jena.sparql.expr.ExprFunction3;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprNode;
import org.apache.jena.sparql.expr.ExprTransformCopy;
import org.apache.jena.sparql.expr.ExprVar;
import org.apache.jena.sparql.expr.ExprVisitor;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.function.FunctionEnv;
import org.apache.jena.sparql.graph.NodeTransform;
import org.labledger.engine.RegisterBinding;

/**
 * Makes an error of the expression of whatever a function throws. The values of a ledger are
 * anything that RDF allows, and a function of Jena that has not expected one, such as a triple term
 * where it looks for a literal, must not end the query.
 */
final class SafeExpressions extends ExprTransformCopy {

    @Override
    public Expr transform(ExprVar variable) {
        return new Variable(variable.asVar());
    }

    @Override
    public Expr transform(ExprFunction0 function) {
        return new Safe(super.transform(function));
    }

    @Override
    public Expr transform(ExprFunction1 function, Expr argument) {
        return new Safe(super.transform(function, argument));
    }

    @Override
    public Expr transform(ExprFunction2 function, Expr first, Expr second) {
        return new Safe(super.transform(function, first, second));
    }

    @Override
    public Expr transform(ExprFunction3 function, Expr first, Expr second, Expr third) {
        return new Safe(super.transform(function, first, second, third));
    }

    @Override
    public Expr transform(ExprFunctionN function, ExprList arguments) {
        return new Safe(super.transform(function, arguments));
    }

    /** Returns an expression whose patterns can be substituted in wherever a pattern can. */
    static Op substitutable(Op op) {
        return Transformer.transform(
                new TransformCopy(),
                new ExprTransformCopy() {
                    @Override
                    public Expr transform(ExprFunctionOp function, ExprList arguments, Op pattern) {
                        return exists(function, pattern);
                    }
                },
                op);
    }

    @Override
    public Expr transform(ExprFunctionOp function, ExprList arguments, Op pattern) {
        return exists(function, pattern);
    }

    private static Expr exists(ExprFunctionOp function, Op pattern) {
        return switch (function) {
            case E_Exists exists -> new Exists(pattern);
            case E_NotExists exists -> new NotExists(pattern);
            default -> throw new IllegalStateException("No pattern: " + function);
        };
    }

    /** Jena substitutes in the syntax as well, which an optimized pattern may not have. */
    private static final class Exists extends E_Exists {

        Exists(Op pattern) {
            super(pattern);
        }

        @Override
        public Expr copySubstitute(Binding solution) {
            return new Exists(Substitute.substitute(getGraphPattern(), solution));
        }

        @Override
        public ExprFunctionOp copy(ExprList arguments, Op pattern) {
            return new Exists(pattern);
        }
    }

    /** As {@link Exists}. */
    private static final class NotExists extends E_NotExists {

        NotExists(Op pattern) {
            super(pattern);
        }

        @Override
        public Expr copySubstitute(Binding solution) {
            return new NotExists(Substitute.substitute(getGraphPattern(), solution));
        }

        @Override
        public ExprFunctionOp copy(ExprList arguments, Op pattern) {
            return new NotExists(pattern);
        }
    }

    /**
     * A variable whose value is known already where a plan is executed, and is not parsed again.
     */
    private static final class Variable extends ExprVar {

        Variable(Var variable) {
            super(variable);
        }

        @Override
        public NodeValue eval(Binding solution, FunctionEnv env) {
            if (solution instanceof RegisterBinding registers) {
                NodeValue value = registers.value(varNode);
                if (value != null) {
                    return value;
                }
            }
            return super.eval(solution, env);
        }
    }

    /** A function that throws nothing but errors of expressions, and looks like itself. */
    private static final class Safe extends ExprNode {

        private final Expr function;

        Safe(Expr function) {
            this.function = function;
        }

        @Override
        public NodeValue eval(Binding solution, FunctionEnv env) {
            try {
                return function.eval(solution, env);
            } catch (ExprException | QueryCancelledException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new ExprEvalException("No value: " + e.getMessage(), e);
            }
        }

        @Override
        public Expr copySubstitute(Binding solution) {
            return new Safe(function.copySubstitute(solution));
        }

        @Override
        public Expr applyNodeTransform(NodeTransform transform) {
            return new Safe(function.applyNodeTransform(transform));
        }

        @Override
        public void visit(ExprVisitor visitor) {
            function.visit(visitor);
        }

        @Override
        public boolean isFunction() {
            return true;
        }

        @Override
        public ExprFunction getFunction() {
            return function.getFunction();
        }

        @Override
        public int hashCode() {
            return function.hashCode();
        }

        @Override
        public boolean equals(Expr other, boolean bySyntax) {
            return function.equals(other instanceof Safe safe ? safe.function : other, bySyntax);
        }
    }
}
