package org.labledger.query;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.E_Add;
import org.apache.jena.sparql.expr.E_BNode;
import org.apache.jena.sparql.expr.E_DateTimeDay;
import org.apache.jena.sparql.expr.E_DateTimeHours;
import org.apache.jena.sparql.expr.E_DateTimeMinutes;
import org.apache.jena.sparql.expr.E_DateTimeMonth;
import org.apache.jena.sparql.expr.E_DateTimeSeconds;
import org.apache.jena.sparql.expr.E_DateTimeYear;
import org.apache.jena.sparql.expr.E_Divide;
import org.apache.jena.sparql.expr.E_Equals;
import org.apache.jena.sparql.expr.E_Function;
import org.apache.jena.sparql.expr.E_GreaterThan;
import org.apache.jena.sparql.expr.E_GreaterThanOrEqual;
import org.apache.jena.sparql.expr.E_If;
import org.apache.jena.sparql.expr.E_LessThan;
import org.apache.jena.sparql.expr.E_LessThanOrEqual;
import org.apache.jena.sparql.expr.E_LogicalAnd;
import org.apache.jena.sparql.expr.E_LogicalNot;
import org.apache.jena.sparql.expr.E_LogicalOr;
import org.apache.jena.sparql.expr.E_Multiply;
import org.apache.jena.sparql.expr.E_NotEquals;
import org.apache.jena.sparql.expr.E_NotOneOf;
import org.apache.jena.sparql.expr.E_NumRound;
import org.apache.jena.sparql.expr.E_OneOf;
import org.apache.jena.sparql.expr.E_Regex;
import org.apache.jena.sparql.expr.E_StrConcat;
import org.apache.jena.sparql.expr.E_StrDatatype;
import org.apache.jena.sparql.expr.E_StrEncodeForURI;
import org.apache.jena.sparql.expr.E_StrLang;
import org.apache.jena.sparql.expr.E_StrLowerCase;
import org.apache.jena.sparql.expr.E_StrReplace;
import org.apache.jena.sparql.expr.E_StrSubstring;
import org.apache.jena.sparql.expr.E_StrUpperCase;
import org.apache.jena.sparql.expr.E_Subtract;
import org.apache.jena.sparql.expr.E_TripleFn;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprEvalTypeException;
import org.apache.jena.sparql.expr.ExprFunction1;
import org.apache.jena.sparql.expr.ExprFunction2;
import org.apache.jena.sparql.expr.ExprFunction3;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprLib;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprTransformCopy;
import org.apache.jena.sparql.expr.ExprTripleTerm;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.Unstable;
import org.apache.jena.sparql.expr.nodevalue.NodeFunctions;
import org.apache.jena.sparql.expr.nodevalue.NodeValueOps;
import org.apache.jena.sparql.expr.nodevalue.XSDFuncOp;
import org.apache.jena.sparql.function.FunctionEnv;
import org.apache.jena.sparql.function.library.triple.TripleTermOps;
import org.apache.jena.sparql.function.scripting.ScriptFunction;
import org.jspecify.annotations.Nullable;
import org.labledger.engine.TextTest;

/**
 * Puts functions and operators that follow the specification in the place of Jena's where those
 * depart from it, and guards what could take long or build long strings: {@code REGEX} and {@code
 * REPLACE} look at the clock, {@code CONCAT}, {@code REPLACE} and {@code ENCODE_FOR_URI} return at
 * most {@link Guard#MAX_STRING_LENGTH} characters, arithmetic at most {@link Guard#MAX_DIGITS}
 * digits. Applying it twice is the same as applying it once.
 */
final class GuardedExpressions extends ExprTransformCopy {

    /** Replaces script functions, which Jena looks up without asking our registry. */
    private static final String NO_FUNCTION = "urn:x-labledger:no-such-function";

    /** SPARQL 1.2, section 19.8, {@code LANG_DIR} without the direction. */
    private static final Pattern LANGUAGE_TAG = Pattern.compile("[a-zA-Z]+(-[a-zA-Z0-9]+)*");

    private final Guard guard;

    GuardedExpressions(Guard guard) {
        this.guard = guard;
    }

    @Override
    public Expr transform(ExprFunction1 function, Expr given) {
        Expr argument = tripleTerm(given);
        return switch (function) {
            case E_LogicalNot not -> new Truth.Not(argument);
            case E_NumRound round -> function("round", argument, GuardedExpressions::round);
            case E_StrEncodeForURI encode ->
                    function(
                            "encode_for_uri", argument, v -> bounded(XSDFuncOp.strEncodeForURI(v)));
            case E_StrLowerCase lower ->
                    function("lcase", argument, v -> bounded(LetterCase.lower(v)));
            case E_StrUpperCase upper ->
                    function("ucase", argument, v -> bounded(LetterCase.upper(v)));
            case E_BNode.BNode1 labelled -> {
                guard.noteBlankNodeLabels();
                yield new Labelled(argument, this::blankNode);
            }
            case E_DateTimeYear year -> function("year", argument, DateParts::year);
            case E_DateTimeMonth month -> function("month", argument, DateParts::month);
            case E_DateTimeDay day -> function("day", argument, DateParts::day);
            case E_DateTimeHours hours -> function("hours", argument, DateParts::hours);
            case E_DateTimeMinutes minutes -> function("minutes", argument, DateParts::minutes);
            case E_DateTimeSeconds seconds -> function("seconds", argument, DateParts::seconds);
            default -> super.transform(function, argument);
        };
    }

    @Override
    public Expr transform(ExprFunction2 function, Expr first, Expr second) {
        Expr left = tripleTerm(first);
        Expr right = tripleTerm(second);
        return switch (function) {
            case E_Equals equals -> new Comparisons.Equal(left, right);
            case E_NotEquals notEquals -> new Comparisons.NotEqual(left, right);
            case E_LessThan less -> new Comparisons.Less(left, right);
            case E_LessThanOrEqual less -> new Comparisons.LessOrEqual(left, right);
            case E_GreaterThan greater -> new Comparisons.Greater(left, right);
            case E_GreaterThanOrEqual greater -> new Comparisons.GreaterOrEqual(left, right);
            case E_LogicalAnd and -> new Truth.And(left, right);
            case E_LogicalOr or -> new Truth.Or(left, right);
            case E_Add sum -> new Arithmetic.Sum(left, right);
            case E_Subtract difference -> new Arithmetic.Difference(left, right);
            case E_Multiply product -> new Arithmetic.Product(left, right);
            case E_Divide quotient -> new Arithmetic.Quotient(left, right);
            case E_StrLang tagged ->
                    new Guarded("strlang", arguments(left, right), GuardedExpressions::tagged);
            case E_StrDatatype typed ->
                    new Guarded("strdt", arguments(left, right), GuardedExpressions::typed);
            default -> super.transform(function, left, right);
        };
    }

    @Override
    public Expr transform(ExprFunction3 function, Expr first, Expr second, Expr third) {
        return switch (function) {
            case E_If condition ->
                    new Truth.If(tripleTerm(first), tripleTerm(second), tripleTerm(third));
            case E_TripleFn triple ->
                    new Guarded(
                            "triple", arguments(first, second, third), GuardedExpressions::triple);
            default -> super.transform(function, first, second, third);
        };
    }

    @Override
    public Expr transform(ExprFunctionN function, ExprList given) {
        ExprList arguments = new ExprList();
        given.forEach(argument -> arguments.add(tripleTerm(argument)));
        return switch (function) {
            case E_OneOf in -> new Comparisons.OneOf(arguments);
            case E_NotOneOf notIn -> new Comparisons.NotOneOf(arguments);
            case E_StrSubstring part ->
                    new Guarded("substr", arguments, GuardedExpressions::substring);
            case E_StrConcat concat -> new Guarded("concat", arguments, this::concat);
            case E_Regex regex -> new Regex(arguments, new GuardedRegex(guard));
            case E_StrReplace replace ->
                    new Guarded("replace", arguments, new GuardedRegex(guard)::replace);
            case E_Function called when ScriptFunction.isScriptFunction(called.getFunctionIRI()) ->
                    new E_Function(NO_FUNCTION, arguments);
            default -> super.transform(function, arguments);
        };
    }

    /**
     * Returns a triple term of an expression, {@code <<( ?s ?p ?o )>>}, as the call of {@code
     * TRIPLE} that it stands for; other expressions as they are. Jena's may have a literal as its
     * subject. A transformation of expressions does not see it.
     */
    static Expr tripleTerm(Expr expression) {
        if (!(expression instanceof ExprTripleTerm term)) {
            return expression;
        }
        Triple triple = term.getTriple();
        return new Guarded(
                "triple",
                arguments(
                        part(triple.getSubject()),
                        part(triple.getPredicate()),
                        part(triple.getObject())),
                GuardedExpressions::triple);
    }

    private static Expr part(Node node) {
        return tripleTerm(ExprLib.nodeToExpr(node));
    }

    private static Expr function(String name, Expr argument, UnaryOperator<NodeValue> function) {
        return new Guarded(name, new ExprList(argument), values -> function.apply(values.get(0)));
    }

    private NodeValue blankNode(NodeValue label) {
        if (!label.isString()) {
            throw new ExprEvalTypeException("BNODE needs a string, not " + label);
        }
        return NodeValue.makeNode(guard.blankNode(label.getString()));
    }

    private static ExprList arguments(Expr... arguments) {
        return new ExprList(List.of(arguments));
    }

    private static NodeValue round(NodeValue value) {
        // Jena's isDouble is also true of what can be promoted to a double.
        if (value.isInteger() || value.isDecimal() || !value.isNumber()) {
            return XSDFuncOp.round(value);
        }
        return value.isFloat()
                ? NodeValue.makeFloat((float) Arithmetic.round(value.getFloat()))
                : NodeValue.makeDouble(Arithmetic.round(value.getDouble()));
    }

    /** RDF 1.2 has no literals and triple terms as subjects. */
    private static NodeValue triple(List<NodeValue> values) {
        Node subject = values.get(0).asNode();
        if (!subject.isURI() && !subject.isBlank()) {
            throw new ExprEvalTypeException("Not the subject of a triple: " + subject);
        }
        return TripleTermOps.fnTriple(values.get(0), values.get(1), values.get(2));
    }

    private static NodeValue tagged(List<NodeValue> values) {
        NodeValue tag = values.get(1);
        if (!tag.isString() || !LANGUAGE_TAG.matcher(tag.getString()).matches()) {
            throw new ExprEvalTypeException("Not a language tag: " + tag);
        }
        return NodeFunctions.strLang(values.get(0), tag);
    }

    private static NodeValue typed(List<NodeValue> values) {
        NodeValue text = values.get(0);
        Node datatype = values.get(1).asNode();
        if (text.isString()
                && datatype.isURI()
                && Casts.isParsed(TypeMapper.getInstance().getSafeTypeByName(datatype.getURI()))) {
            Casts.checkLength(text.getString());
        }
        return NodeFunctions.strDatatype(text, values.get(1));
    }

    /**
     * XPath and XQuery Functions and Operators 3.1, section 5.4.3: the characters at positions from
     * the start to before start plus length, of which there may be some before the first.
     */
    private static NodeValue substring(List<NodeValue> values) {
        Node node = NodeValueOps.checkAndGetStringLiteral("SUBSTR", values.get(0));
        String text = node.getLiteralLexicalForm();
        BigInteger start = integer(values.get(1));
        BigInteger count = BigInteger.valueOf(text.codePointCount(0, text.length()));
        BigInteger end =
                values.size() > 2 ? start.add(integer(values.get(2))) : count.add(BigInteger.ONE);
        int first = start.max(BigInteger.ONE).min(count.add(BigInteger.ONE)).intValue() - 1;
        int last = end.max(BigInteger.ONE).min(count.add(BigInteger.ONE)).intValue() - 1;
        if (first >= last) {
            return NodeValue.makeNode(like(node, ""));
        }
        int from = text.offsetByCodePoints(0, first);
        return NodeValue.makeNode(
                like(node, text.substring(from, text.offsetByCodePoints(from, last - first))));
    }

    private static BigInteger integer(NodeValue value) {
        if (!value.isInteger()) {
            throw new ExprEvalTypeException("SUBSTR needs integers, not " + value);
        }
        return value.getInteger();
    }

    /** Returns a literal with another text, and the language and base direction of the first. */
    static Node like(Node node, String text) {
        return NodeFactory.createLiteral(
                text,
                node.getLiteralLanguage(),
                node.getLiteralBaseDirection(),
                node.getLiteralDatatype());
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

    /** {@code BNODE} with a label: another node for each solution, so never evaluated ahead. */
    private static final class Labelled extends Guarded implements Unstable {

        private final UnaryOperator<NodeValue> blankNode;

        Labelled(Expr label, UnaryOperator<NodeValue> blankNode) {
            super("bnode", new ExprList(label), values -> blankNode.apply(values.get(0)));
            this.blankNode = blankNode;
        }

        /** Called where a function of constants is replaced by its value. */
        @Override
        public NodeValue eval(List<NodeValue> values) {
            throw new UnsupportedOperationException("BNODE has another value for each solution.");
        }

        @Override
        public NodeValue evalSpecial(Binding solution, FunctionEnv env) {
            return blankNode.apply(getArg(1).eval(solution, env));
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Labelled(arguments.get(0), blankNode);
        }
    }

    /** {@code REGEX}. */
    private static final class Regex extends Guarded implements TextTest {

        private final GuardedRegex regex;

        Regex(ExprList arguments, GuardedRegex regex) {
            super("regex", arguments, regex::matches);
            this.regex = regex;
        }

        @Override
        public @Nullable Predicate<String> ofText() {
            List<NodeValue> constants = new ArrayList<>();
            for (Expr argument : getArgs().subList(1, numArgs())) {
                if (!argument.isConstant()) {
                    return null;
                }
                constants.add(argument.getConstant());
            }
            return regex.test(constants);
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Regex(arguments, regex);
        }
    }

    /** A SPARQL function with our own evaluation. */
    private static class Guarded extends ExprFunctionN {

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
