package org.labledger.query;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.sparql.expr.ExprEvalTypeException;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.function.Function;
import org.apache.jena.sparql.function.FunctionBase1;
import org.apache.jena.sparql.function.FunctionBase2;
import org.apache.jena.sparql.function.FunctionFactory;
import org.apache.jena.sparql.function.FunctionRegistry;
import org.apache.jena.vocabulary.XSD;
import org.jspecify.annotations.Nullable;

/**
 * The functions that queries may call by IRI: the casts of SPARQL 1.1, section 17.5, other casts
 * between XML Schema datatypes, and XPath functions that depend on their arguments alone and return
 * no more than they were given. Unlike in Jena, an IRI never names a class or a script.
 */
final class AllowedFunctions extends FunctionRegistry {

    private static final String FN = "http://www.w3.org/2005/xpath-functions#";
    private static final String MATH = "http://www.w3.org/2005/xpath-functions/math#";

    private static final List<String> XPATH =
            List.of(
                    "abs",
                    "ceiling",
                    "floor",
                    "round",
                    "round-half-to-even",
                    "not",
                    "boolean",
                    "substring",
                    "string-length",
                    "contains",
                    "starts-with",
                    "ends-with",
                    "substring-before",
                    "substring-after",
                    "normalize-space",
                    "year-from-date",
                    "month-from-date",
                    "day-from-date",
                    "timezone-from-date",
                    "hours-from-time",
                    "minutes-from-time",
                    "seconds-from-time",
                    "timezone-from-time",
                    "dateTime",
                    "year-from-dateTime",
                    "month-from-dateTime",
                    "day-from-dateTime",
                    "hours-from-dateTime",
                    "minutes-from-dateTime",
                    "seconds-from-dateTime",
                    "timezone-from-dateTime",
                    "years-from-duration",
                    "months-from-duration",
                    "days-from-duration",
                    "hours-from-duration",
                    "minutes-from-duration",
                    "seconds-from-duration");

    private static final List<String> XPATH_MATH =
            List.of(
                    "pi", "exp", "log", "log10", "sqrt", "sin", "cos", "tan", "asin", "acos",
                    "atan", "atan2");

    private static final List<String> CASTS =
            List.of(
                    "boolean",
                    "double",
                    "float",
                    "decimal",
                    "integer",
                    "dateTime",
                    "string",
                    "date",
                    "time",
                    "gYear",
                    "gYearMonth",
                    "gMonth",
                    "gMonthDay",
                    "gDay",
                    "duration",
                    "dayTimeDuration",
                    "yearMonthDuration",
                    "anyURI",
                    "long",
                    "int",
                    "short",
                    "byte",
                    "nonPositiveInteger",
                    "negativeInteger",
                    "nonNegativeInteger",
                    "positiveInteger",
                    "unsignedLong",
                    "unsignedInt",
                    "unsignedShort",
                    "unsignedByte");

    /** Shared by all queries; never changed after it is made. */
    static final FunctionRegistry ALL = new AllowedFunctions();

    private AllowedFunctions() {
        FunctionRegistry standard = FunctionRegistry.standardRegistry();
        XPATH.forEach(name -> take(standard, FN + name));
        XPATH_MATH.forEach(name -> take(standard, MATH + name));
        put(FN + "lower-case", iri -> function(LetterCase::lower));
        put(FN + "upper-case", iri -> function(LetterCase::upper));
        put(MATH + "pow", iri -> new Power());
        put(MATH + "exp10", iri -> new PowerOfTen());
        for (String name : CASTS) {
            String iri = XSD.getURI() + name;
            put(iri, Casts.to((XSDDatatype) TypeMapper.getInstance().getTypeByName(iri)));
        }
    }

    private static Function function(UnaryOperator<NodeValue> evaluation) {
        return new FunctionBase1() {
            @Override
            public NodeValue exec(NodeValue value) {
                return evaluation.apply(value);
            }
        };
    }

    private void take(FunctionRegistry standard, String iri) {
        if (standard.isRegistered(iri)) {
            put(iri, standard.getFunctionFactory(iri));
        }
    }

    @Override
    @SuppressWarnings("removal") // Jena looks functions up through it
    public @Nullable FunctionFactory get(String uri) {
        return getFunctionFactory(uri);
    }

    @Override
    @SuppressWarnings("NullAway") // Jena asks for null where there is none
    public @Nullable FunctionFactory getFunctionFactory(String uri) {
        return isRegistered(uri) ? super.getFunctionFactory(uri) : null;
    }

    /**
     * {@code math:pow}, in doubles (XPath and XQuery Functions and Operators 3.1, section 4.8.9).
     * Jena computes powers of integers exactly, with any number of digits.
     */
    private static final class Power extends FunctionBase2 {

        @Override
        public NodeValue exec(NodeValue base, NodeValue exponent) {
            if (!base.isNumber() || !exponent.isNumber()) {
                throw new ExprEvalTypeException("Not numbers: " + base + ", " + exponent);
            }
            return NodeValue.makeDouble(Math.pow(base.getDouble(), exponent.getDouble()));
        }
    }

    /** {@code math:exp10}, in doubles. */
    private static final class PowerOfTen extends FunctionBase1 {

        @Override
        public NodeValue exec(NodeValue exponent) {
            if (!exponent.isNumber()) {
                throw new ExprEvalTypeException("Not a number: " + exponent);
            }
            return NodeValue.makeDouble(Math.pow(10, exponent.getDouble()));
        }
    }
}
