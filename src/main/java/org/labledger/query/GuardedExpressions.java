package org.labledger.query;

import java.util.List;
import java.util.function.Function;
import org.apache.jena.sparql.expr.E_Add;
import org.apache.jena.sparql.expr.E_Function;
import org.apache.jena.sparql.expr.E_Regex;
import org.apache.jena.sparql.expr.E_StrConcat;
import org.apache.jena.sparql.expr.E_StrEncodeForURI;
import org.apache.jena.sparql.expr.E_StrLowerCase;
import org.apache.jena.sparql.expr.E_StrReplace;
import org.apache.jena.sparql.expr.E_StrUpperCase;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprEvalTypeException;
import org.apache.jena.sparql.expr.ExprFunction1;
import org.apache.jena.sparql.expr.ExprFunction2;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprTransformCopy;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.nodevalue.XSDFuncOp;
import org.apache.jena.sparql.function.scripting.ScriptFunction;

/**
 * Guards the functions that could take long or build long strings: {@code REGEX} and {@code
 * REPLACE} look at the clock, and {@code CONCAT}, {@code REPLACE} and {@code ENCODE_FOR_URI} return
 * at most {@link Guard#MAX_STRING_LENGTH} characters; so do {@code LCASE} and {@code UCASE}, which
 * have {@linkplain LetterCase an evaluation of their own}. Also restricts {@code +} to numbers,
 * dates and durations (SPARQL 1.1, section 17.3); Jena would concatenate strings.
 */
final class GuardedExpressions extends ExprTransformCopy {

    /** Replaces script functions, which Jena looks up without asking our registry. */
    private static final String NO_FUNCTION = "urn:x-labledger:no-such-function";

    private final Guard guard;

    GuardedExpressions(Guard guard) {
        this.guard = guard;
    }

    @Override
    public Expr transform(ExprFunction1 function, Expr argument) {
        if (function instanceof E_StrEncodeForURI) {
            return new Guarded(
                    "encode_for_uri",
                    new ExprList(argument),
                    values -> bounded(XSDFuncOp.strEncodeForURI(values.get(0))));
        }
        if (function instanceof E_StrLowerCase) {
            return new Guarded(
                    "lcase",
                    new ExprList(argument),
                    values -> bounded(LetterCase.lower(values.get(0))));
        }
        if (function instanceof E_StrUpperCase) {
            return new Guarded(
                    "ucase",
                    new ExprList(argument),
                    values -> bounded(LetterCase.upper(values.get(0))));
        }
        return super.transform(function, argument);
    }

    @Override
    public Expr transform(ExprFunction2 function, Expr left, Expr right) {
        return function instanceof E_Add
                ? new Sum(left, right)
                : super.transform(function, left, right);
    }

    @Override
    public Expr transform(ExprFunctionN function, ExprList arguments) {
        return switch (function) {
            case E_StrConcat concat -> new Guarded("concat", arguments, this::concat);
            case E_Regex regex -> new Guarded("regex", arguments, new GuardedRegex(guard)::matches);
            case E_StrReplace replace ->
                    new Guarded("replace", arguments, new GuardedRegex(guard)::replace);
            case E_Function called when ScriptFunction.isScriptFunction(called.getFunctionIRI()) ->
                    new E_Function(NO_FUNCTION, arguments);
            default -> super.transform(function, arguments);
        };
    }

    private NodeValue concat(List<NodeValue> values) {
        long length = 0;
        for (NodeValue value : values) {
            length +=
                    value.asNode().isLiteral()
                            ? value.asNode().getLiteralLexicalForm().length()
                            : 0;
        }
        if (length > Guard.MAX_STRING_LENGTH) {
            throw new LimitReached(LimitException.string(Guard.MAX_STRING_LENGTH));
        }
        return XSDFuncOp.strConcat(values);
    }

    private static NodeValue bounded(NodeValue value) {
        if (value.asNode().getLiteralLexicalForm().length() > Guard.MAX_STRING_LENGTH) {
            throw new LimitReached(LimitException.string(Guard.MAX_STRING_LENGTH));
        }
        return value;
    }

    /** A sum that is an error for strings. */
    private static final class Sum extends E_Add {

        Sum(Expr left, Expr right) {
            super(left, right);
        }

        @Override
        public NodeValue eval(NodeValue x, NodeValue y) {
            if (x.isString() || y.isString()) {
                throw new ExprEvalTypeException("Strings have no sum: " + x + " + " + y);
            }
            return super.eval(x, y);
        }

        @Override
        public Expr copy(Expr left, Expr right) {
            return new Sum(left, right);
        }
    }

    /** A SPARQL function with our own evaluation. */
    private static final class Guarded extends ExprFunctionN {

        private final Function<List<NodeValue>, NodeValue> evaluation;

        Guarded(String name, ExprList arguments, Function<List<NodeValue>, NodeValue> evaluation) {
            super(name, arguments);
            this.evaluation = evaluation;
        }

        @Override
        public NodeValue eval(List<NodeValue> values) {
            return evaluation.apply(values);
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Guarded(getFunctionSymbol().getSymbol(), arguments, evaluation);
        }
    }
}
