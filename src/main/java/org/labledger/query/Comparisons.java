package org.labledger.query;

import java.math.BigDecimal;
import java.util.function.IntPredicate;
import javax.xml.datatype.DatatypeConstants;
import org.apache.jena.sparql.ARQInternalErrorException;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.E_Equals;
import org.apache.jena.sparql.expr.E_GreaterThan;
import org.apache.jena.sparql.expr.E_GreaterThanOrEqual;
import org.apache.jena.sparql.expr.E_LessThan;
import org.apache.jena.sparql.expr.E_LessThanOrEqual;
import org.apache.jena.sparql.expr.E_NotEquals;
import org.apache.jena.sparql.expr.E_NotOneOf;
import org.apache.jena.sparql.expr.E_OneOf;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprEvalException;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprNotComparableException;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.function.FunctionEnv;
import org.labledger.term.DurationParts;
import org.labledger.term.TermOrder;

/**
 * The comparison operators and {@code IN} (SPARQL 1.2, section 17.3). Terms that have no order give
 * an error of the expression. Differs from Jena in these: NaN compares to nothing; zero equals
 * negative zero; strings are compared by codepoints; durations are compared by months and seconds;
 * texts that differ only by base direction have no order; a time with second 60 is no time.
 */
final class Comparisons {

    private Comparisons() {}

    /** Compares two values, of which neither is NaN. */
    private static boolean compares(NodeValue x, NodeValue y, IntPredicate test) {
        if (x.isNumber() && y.isNumber()) {
            return !isNaN(x) && !isNaN(y) && test.test(compareNumbers(x, y));
        }
        return test.test(compare(x, y));
    }

    private static int compare(NodeValue x, NodeValue y) {
        if (x.isString() && y.isString()) {
            return TermOrder.compareCodepoints(x.getString(), y.getString());
        }
        checkTimes(x, y);
        if (x.isDuration() && y.isDuration()) {
            return compareDurations(x, y);
        }
        try {
            return NodeValue.compare(x, y);
        } catch (ARQInternalErrorException e) {
            throw new ExprNotComparableException("No order: " + x + ", " + y);
        }
    }

    private static boolean equal(NodeValue x, NodeValue y) {
        if (x.isNumber() && y.isNumber()) {
            return compares(x, y, difference -> difference == 0);
        }
        checkTimes(x, y);
        if (x.isDuration() && y.isDuration()) {
            DurationParts a = DurationParts.of(x.getDuration());
            DurationParts b = DurationParts.of(y.getDuration());
            return a.months().compareTo(b.months()) == 0 && a.seconds().compareTo(b.seconds()) == 0;
        }
        return NodeValue.sameValueAs(x, y);
    }

    /** Returns whether a value is a floating-point number that is none. */
    static boolean isNaN(NodeValue value) {
        return value.isNumber() && !isExact(value) && Double.isNaN(value.getDouble());
    }

    /** Compares numbers in the type to which both are promoted (XPath 3.1, appendix B.1). */
    private static int compareNumbers(NodeValue x, NodeValue y) {
        if (isExact(x) && isExact(y)) {
            return exact(x).compareTo(exact(y));
        }
        // Jena's isFloat and isDouble are also true of what can be promoted to one.
        boolean inFloats = (isExact(x) || x.isFloat()) && (isExact(y) || y.isFloat());
        double a = inFloats ? x.getFloat() : x.getDouble();
        double b = inFloats ? y.getFloat() : y.getDouble();
        // Not Double.compare, for which negative zero is less than zero.
        return a < b ? -1 : a > b ? 1 : 0;
    }

    private static boolean isExact(NodeValue number) {
        return number.isInteger() || number.isDecimal();
    }

    private static BigDecimal exact(NodeValue number) {
        return number.isInteger() ? new BigDecimal(number.getInteger()) : number.getDecimal();
    }

    private static int compareDurations(NodeValue x, NodeValue y) {
        DurationParts a = DurationParts.of(x.getDuration());
        DurationParts b = DurationParts.of(y.getDuration());
        int months = Integer.signum(a.months().compareTo(b.months()));
        int seconds = Integer.signum(a.seconds().compareTo(b.seconds()));
        if (months * seconds < 0) {
            throw new ExprNotComparableException("No order: " + x + ", " + y);
        }
        return months != 0 ? months : seconds;
    }

    /** XML Schema has no leap seconds; the parser lets them through. */
    private static void checkTimes(NodeValue x, NodeValue y) {
        if (isLeapSecond(x) || isLeapSecond(y)) {
            throw new ExprEvalException("No such time: " + x + ", " + y);
        }
    }

    static boolean isLeapSecond(NodeValue value) {
        return value.hasDateTime()
                && value.getDateTime().getSecond() != DatatypeConstants.FIELD_UNDEFINED
                && value.getDateTime().getSecond() >= 60;
    }

    static final class Equal extends E_Equals {

        Equal(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue eval(NodeValue x, NodeValue y) {
            return NodeValue.booleanReturn(equal(x, y));
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new Equal(left, right);
        }
    }

    static final class NotEqual extends E_NotEquals {

        NotEqual(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue eval(NodeValue x, NodeValue y) {
            return NodeValue.booleanReturn(!equal(x, y));
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new NotEqual(left, right);
        }
    }

    static final class Less extends E_LessThan {

        Less(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue eval(NodeValue x, NodeValue y) {
            return NodeValue.booleanReturn(compares(x, y, difference -> difference < 0));
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new Less(left, right);
        }
    }

    static final class LessOrEqual extends E_LessThanOrEqual {

        LessOrEqual(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue eval(NodeValue x, NodeValue y) {
            return NodeValue.booleanReturn(compares(x, y, difference -> difference <= 0));
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new LessOrEqual(left, right);
        }
    }

    static final class Greater extends E_GreaterThan {

        Greater(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue eval(NodeValue x, NodeValue y) {
            return NodeValue.booleanReturn(compares(x, y, difference -> difference > 0));
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new Greater(left, right);
        }
    }

    static final class GreaterOrEqual extends E_GreaterThanOrEqual {

        GreaterOrEqual(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue eval(NodeValue x, NodeValue y) {
            return NodeValue.booleanReturn(compares(x, y, difference -> difference >= 0));
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new GreaterOrEqual(left, right);
        }
    }

    static final class OneOf extends E_OneOf {

        OneOf(ExprList arguments) {
            super(arguments);
        }

        @Override
        protected boolean evalOneOf(Binding binding, FunctionEnv env) {
            return isOneOf(getLHS(), getRHS(), binding, env);
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new OneOf(arguments);
        }
    }

    static final class NotOneOf extends E_NotOneOf {

        NotOneOf(ExprList arguments) {
            super(arguments);
        }

        @Override
        protected boolean evalOneOf(Binding binding, FunctionEnv env) {
            return isOneOf(getLHS(), getRHS(), binding, env);
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new NotOneOf(arguments);
        }
    }

    /**
     * Section 17.4.1.9: true if any is equal; otherwise the error of any that cannot be compared.
     */
    private static boolean isOneOf(
            Expr wanted, ExprList choices, Binding binding, FunctionEnv env) {
        NodeValue value = wanted.eval(binding, env);
        ExprEvalException error = null;
        for (Expr choice : choices) {
            try {
                if (equal(value, choice.eval(binding, env))) {
                    return true;
                }
            } catch (ExprEvalException e) {
                error = e;
            }
        }
        if (error != null) {
            throw error;
        }
        return false;
    }
}
