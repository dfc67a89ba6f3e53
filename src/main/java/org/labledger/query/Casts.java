package org.labledger.query;

import java.math.BigDecimal;
import java.util.Locale;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.expr.ExprEvalException;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.function.CastXSD;
import org.apache.jena.sparql.function.FunctionBase1;
import org.apache.jena.sparql.function.FunctionFactory;
import org.apache.jena.vocabulary.XSD;

/**
 * Constructor functions of XML Schema datatypes (SPARQL 1.2, section 17.5; XPath and XQuery
 * Functions and Operators 3.1, section 19). Beyond what Jena does: white space around a text is
 * ignored, results have canonical lexical forms, NaN is false, and a text is bounded before it is
 * parsed.
 */
final class Casts {

    private static final double MIN_PLAIN = 1e-6;
    private static final double MAX_PLAIN = 1e6;

    private Casts() {}

    /**
     * Returns the constructor of a datatype.
     *
     * @param datatype a datatype of XML Schema
     */
    static FunctionFactory to(XSDDatatype datatype) {
        return iri ->
                new FunctionBase1() {
                    @Override
                    public NodeValue exec(NodeValue value) {
                        return cast(value, datatype);
                    }
                };
    }

    private static NodeValue cast(NodeValue value, XSDDatatype datatype) {
        String iri = datatype.getURI();
        if (iri.equals(XSD.xstring.getURI())) {
            return string(value);
        }
        NodeValue from = value;
        if (value.isString() && !iri.equals(XSD.anyURI.getURI())) {
            String text = collapsed(value.getString());
            checkLength(text);
            from = NodeValue.makeString(text);
        } else if (iri.equals(XSD.xboolean.getURI()) && Comparisons.isNaN(value)) {
            return NodeValue.FALSE;
        }
        NodeValue result = CastXSD.cast(from, datatype);
        if (Comparisons.isLeapSecond(result)) {
            throw new ExprEvalException("No such time: " + value);
        }
        return result.isInteger()
                ? NodeValue.makeNode(
                        NodeFactory.createLiteralDT(result.getInteger().toString(), datatype))
                : result;
    }

    /** Stops a query that would parse a text too long for a number or a date. */
    static void checkLength(String text) {
        if (text.length() > Guard.MAX_DIGITS) {
            throw new LimitReached(LimitException.digits(Guard.MAX_DIGITS));
        }
    }

    /** Returns whether the texts of a datatype are parsed. */
    static boolean isParsed(RDFDatatype datatype) {
        return datatype instanceof XSDDatatype && !datatype.equals(XSDDatatype.XSDstring);
    }

    /** White space of XML at both ends; no lexical form has any inside. */
    private static String collapsed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Section 19.1.1. */
    private static NodeValue string(NodeValue value) {
        if (value.isInteger()) {
            return NodeValue.makeString(value.getInteger().toString());
        } else if (value.isDecimal()) {
            return NodeValue.makeString(plain(value.getDecimal()));
        } else if (value.isFloat()) {
            float number = value.getFloat();
            return NodeValue.makeString(floating(number, Float.toString(number)));
        } else if (value.isDouble()) {
            double number = value.getDouble();
            return NodeValue.makeString(floating(number, Double.toString(number)));
        } else if (value.isBoolean()) {
            return NodeValue.makeString(String.valueOf(value.getBoolean()));
        }
        return CastXSD.cast(value, XSDDatatype.XSDstring);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String floating(double number, String shortest) {
        if (Double.isNaN(number)) {
            return "NaN";
        } else if (Double.isInfinite(number)) {
            return number > 0 ? "INF" : "-INF";
        } else if (number == 0) {
            return 1 / number > 0 ? "0" : "-0";
        }
        double size = Math.abs(number);
        if (size >= MIN_PLAIN && size < MAX_PLAIN) {
            return plain(new BigDecimal(shortest));
        }
        if (shortest.indexOf('E') >= 0) {
            return shortest;
        }
        // Java writes numbers below 10^7 without exponent.
        BigDecimal digits = new BigDecimal(shortest).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        String mantissa = digits.movePointLeft(exponent).toPlainString();
        return String.format(
                Locale.ROOT, "%s%sE%d", mantissa, mantissa.indexOf('.') < 0 ? ".0" : "", exponent);
    }
}
