package org.labledger.query;

import java.util.Set;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.E_If;
import org.apache.jena.sparql.expr.E_LogicalAnd;
import org.apache.jena.sparql.expr.E_LogicalNot;
import org.apache.jena.sparql.expr.E_LogicalOr;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprEvalException;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.nodevalue.XSDFuncOp;
import org.apache.jena.sparql.function.FunctionEnv;
import org.apache.jena.vocabulary.XSD;
import org.jspecify.annotations.Nullable;

/**
 * The logical operators and {@code IF} (SPARQL 1.2, section 17.4.1). Unlike in Jena, an ill-typed
 * boolean or number is false (section 17.2.2), not an error.
 */
final class Truth {

    private Truth() {}

    /** Returns the effective boolean value. */
    static boolean of(NodeValue value) {
        return !isIllTyped(value) && XSDFuncOp.effectiveBooleanValue(value);
    }

    private static boolean isIllTyped(NodeValue value) {
        if (value.isBoolean() || value.isNumber() || value.isString()) {
            return false;
        }
        Node node = value.asNode();
        if (!node.isLiteral()) {
            return false;
        }
        RDFDatatype datatype = node.getLiteralDatatype();
        return (XSDDatatype.XSDboolean.equals(datatype) || isNumeric(datatype))
                && !node.getLiteral().isWellFormed();
    }

    private static final Set<String> NUMERIC =
            Set.of(
                    XSD.xfloat.getURI(),
                    XSD.xdouble.getURI(),
                    XSD.decimal.getURI(),
                    XSD.integer.getURI(),
                    XSD.xlong.getURI(),
                    XSD.xint.getURI(),
                    XSD.xshort.getURI(),
                    XSD.xbyte.getURI(),
                    XSD.nonNegativeInteger.getURI(),
                    XSD.positiveInteger.getURI(),
                    XSD.nonPositiveInteger.getURI(),
                    XSD.negativeInteger.getURI(),
                    XSD.unsignedLong.getURI(),
                    XSD.unsignedInt.getURI(),
                    XSD.unsignedShort.getURI(),
                    XSD.unsignedByte.getURI());

    /** Returns whether a datatype is one of the numeric types of section 17.1. */
    static boolean isNumeric(RDFDatatype datatype) {
        return NUMERIC.contains(datatype.getURI());
    }

    /** Returns the effective boolean value of an expression, or {@code null} for an error. */
    private static @Nullable Boolean of(Expr expr, Binding binding, FunctionEnv env) {
        try {
            return of(expr.eval(binding, env));
        } catch (ExprEvalException e) {
            return null;
        }
    }

    static final class Not extends E_LogicalNot {

        Not(Expr expr) {
            super(expr);
        }

        @Override
        public NodeValue eval(NodeValue value) {
            return NodeValue.booleanReturn(!of(value));
        }

        @Override
        public Expr copy(Expr expr) {
            return new Not(expr);
        }
    }

    static final class And extends E_LogicalAnd {

        And(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue evalSpecial(Binding binding, FunctionEnv env) {
            Boolean left = of(getArg1(), binding, env);
            if (Boolean.FALSE.equals(left)) {
                return NodeValue.FALSE;
            }
            Boolean right = of(getArg2(), binding, env);
            if (Boolean.FALSE.equals(right)) {
                return NodeValue.FALSE;
            } else if (left == null || right == null) {
                throw new ExprEvalException("An operand of && has no truth value.");
            }
            return NodeValue.TRUE;
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new And(left, right);
        }
    }

    static final class Or extends E_LogicalOr {

        Or(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue evalSpecial(Binding binding, FunctionEnv env) {
            Boolean left = of(getArg1(), binding, env);
            if (Boolean.TRUE.equals(left)) {
                return NodeValue.TRUE;
            }
            Boolean right = of(getArg2(), binding, env);
            if (Boolean.TRUE.equals(right)) {
                return NodeValue.TRUE;
            } else if (left == null || right == null) {
                throw new ExprEvalException("An operand of || has no truth value.");
            }
            return NodeValue.FALSE;
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new Or(left, right);
        }
    }

    static final class If extends E_If {

        If(Expr condition, Expr then, Expr otherwise) {
            super(condition, then, otherwise);
        }

        @Override
        public NodeValue evalSpecial(Binding binding, FunctionEnv env) {
            return (of(getArg1().eval(binding, env)) ? getArg2() : getArg3()).eval(binding, env);
        }

        @Override
        public Expr copy(Expr condition, Expr then, Expr otherwise) {
            return new If(condition, then, otherwise);
        }
    }
}
