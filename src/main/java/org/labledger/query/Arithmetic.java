package org.labledger.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.BinaryOperator;
import org.apache.jena.sparql.expr.E_Add;
import org.apache.jena.sparql.expr.E_Divide;
import org.apache.jena.sparql.expr.E_Multiply;
import org.apache.jena.sparql.expr.E_Subtract;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprEvalException;
import org.apache.jena.sparql.expr.ExprEvalTypeException;
import org.apache.jena.sparql.expr.NodeValue;
import org.labledger.term.DurationParts;

/**
 * The arithmetic operators (SPARQL 1.2, section 17.3; XPath and XQuery Functions and Operators 3.1,
 * section 4.2), with a bound on the digits of a result that is checked before the work. As in Jena,
 * dates and durations can be operands; strings cannot.
 */
final class Arithmetic {

    /** The largest duration that is added to a date: Jena steps through the months one by one. */
    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(86_400L * 366 * 20_000);

    private Arithmetic() {}

    static final class Sum extends E_Add {

        Sum(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue eval(NodeValue x, NodeValue y) {
            return compute(x, y, Math.max(digits(x), digits(y)) + 1, super::eval);
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new Sum(left, right);
        }
    }

    static final class Difference extends E_Subtract {

        Difference(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue eval(NodeValue x, NodeValue y) {
            return compute(x, y, Math.max(digits(x), digits(y)) + 1, super::eval);
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new Difference(left, right);
        }
    }

    static final class Product extends E_Multiply {

        Product(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue eval(NodeValue x, NodeValue y) {
            return compute(x, y, digits(x) + digits(y), super::eval);
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new Product(left, right);
        }
    }

    static final class Quotient extends E_Divide {

        Quotient(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue eval(NodeValue x, NodeValue y) {
            return compute(x, y, digits(x) + digits(y), super::eval);
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new Quotient(left, right);
        }
    }

    private static NodeValue compute(
            NodeValue x, NodeValue y, long digits, BinaryOperator<NodeValue> operation) {
        if (digits > Guard.MAX_DIGITS) {
            throw new LimitReached(LimitException.digits(Guard.MAX_DIGITS));
        }
        if (x.isString() || y.isString()) {
            throw new ExprEvalTypeException("Strings are no operands: " + x + ", " + y);
        }
        if (isTooLong(x) || isTooLong(y)) {
            throw new ExprEvalException("The duration is too long: " + x + ", " + y);
        }
        return operation.apply(x, y);
    }

    private static boolean isTooLong(NodeValue value) {
        return value.isDuration()
                && DurationParts.of(value.getDuration())
                                .averageSeconds()
                                .abs()
                                .compareTo(MAX_SECONDS)
                        > 0;
    }

    /** Estimates the digits of an exact number from above; 0 for any other value. */
    static long digits(NodeValue value) {
        if (value.isInteger()) {
            return digits(value.getInteger());
        } else if (value.isDecimal()) {
            BigDecimal decimal = value.getDecimal();
            return digits(decimal.unscaledValue()) + Math.abs((long) decimal.scale());
        }
        return 0;
    }

    private static long digits(BigInteger integer) {
        // A digit has log2(10) = 3.32… bits.
        return integer.bitLength() * 10L / 33 + 1;
    }

    /**
     * Rounds half up (XPath and XQuery Functions and Operators 3.1, section 4.4.4); Jena rounds
     * through 64 bits.
     */
    static double round(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return number;
        }
        double floor = Math.floor(number);
        double rounded = number - floor >= 0.5 ? floor + 1 : floor;
        return rounded == 0 ? Math.copySign(rounded, number) : rounded;
    }
}
