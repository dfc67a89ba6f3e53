package org.labledger.engine;

import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.jena.sparql.expr.E_Bound;
import org.apache.jena.sparql.expr.E_Equals;
import org.apache.jena.sparql.expr.E_Exists;
import org.apache.jena.sparql.expr.E_GreaterThan;
import org.apache.jena.sparql.expr.E_GreaterThanOrEqual;
import org.apache.jena.sparql.expr.E_IsBlank;
import org.apache.jena.sparql.expr.E_IsIRI;
import org.apache.jena.sparql.expr.E_IsLiteral;
import org.apache.jena.sparql.expr.E_Lang;
import org.apache.jena.sparql.expr.E_LangMatches;
import org.apache.jena.sparql.expr.E_LessThan;
import org.apache.jena.sparql.expr.E_LessThanOrEqual;
import org.apache.jena.sparql.expr.E_LogicalAnd;
import org.apache.jena.sparql.expr.E_LogicalNot;
import org.apache.jena.sparql.expr.E_LogicalOr;
import org.apache.jena.sparql.expr.E_NotEquals;
import org.apache.jena.sparql.expr.E_NotExists;
import org.apache.jena.sparql.expr.E_Regex;
import org.apache.jena.sparql.expr.E_SameTerm;
import org.apache.jena.sparql.expr.E_StrContains;
import org.apache.jena.sparql.expr.E_StrEndsWith;
import org.apache.jena.sparql.expr.E_StrStartsWith;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunction;
import org.apache.jena.sparql.expr.ExprFunction2;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.nodevalue.NodeFunctions;
import org.jspecify.annotations.Nullable;
import org.labledger.index.TermKind;

/**
 * The condition of a filter, on registers, in the three-valued logic of SPARQL 1.1, section 17.2.
 * Comparisons of terms of one kind are decided by ids and keys; all else is evaluated by ARQ.
 */
interface Condition {

    /** False. */
    int FALSE = 0;

    /** True. */
    int TRUE = 1;

    /** An error: neither true nor false. */
    int ERROR = 2;

    /** Returns {@link #TRUE}, {@link #FALSE} or {@link #ERROR} for the present registers. */
    int test();

    /** Makes conditions for the filters of one pattern. */
    final class Compiler {

        private final Run run;
        private final RegisterBinding binding;
        private final Environment environment;
        private final Patterns patterns;

        /** Compiles the patterns of {@code EXISTS}. */
        interface Patterns {

            /** Returns a step, or {@code null} if ARQ has to evaluate the pattern. */
            @Nullable Step compile(ExprFunctionOp exists);
        }

        Compiler(Run run, RegisterBinding binding, Environment environment, Patterns patterns) {
            this.run = run;
            this.binding = binding;
            this.environment = environment;
            this.patterns = patterns;
        }

        /** Returns the condition of an expression. */
        Condition compile(Expr expr) {
            Condition known = known(expr);
            return known != null
                    ? known
                    : () -> environment.isSatisfied(expr, binding) ? TRUE : FALSE;
        }

        /**
         * Returns a condition that tells errors from false, or {@code null} if that is not known.
         */
        private @Nullable Condition known(Expr expr) {
            ExprFunction function = expr.isFunction() ? expr.getFunction() : null;
            return switch (function) {
                case null -> null;
                case E_LogicalAnd and -> both(known(and.getArg1()), known(and.getArg2()), FALSE);
                case E_LogicalOr or -> both(known(or.getArg1()), known(or.getArg2()), TRUE);
                case E_LogicalNot not -> negated(known(not.getArg()));
                case E_Exists exists -> exists(exists, TRUE);
                case E_NotExists exists -> exists(exists, FALSE);
                case E_Bound bound when bound.getArg().isVariable() -> {
                    int register = binding.register(bound.getArg().asVar());
                    yield () -> run.registers[register] != Run.UNBOUND ? TRUE : FALSE;
                }
                case E_Equals equals -> comparison(expr, equals, Comparison.EQUAL);
                case E_NotEquals notEquals -> comparison(expr, notEquals, Comparison.NOT_EQUAL);
                case E_LessThan less -> comparison(expr, less, Comparison.LESS);
                case E_LessThanOrEqual less -> comparison(expr, less, Comparison.LESS_OR_EQUAL);
                case E_GreaterThan greater -> comparison(expr, greater, Comparison.GREATER);
                case E_GreaterThanOrEqual greater ->
                        comparison(expr, greater, Comparison.GREATER_OR_EQUAL);
                case E_SameTerm same -> sameTerm(same);
                case E_LangMatches matches -> langMatches(expr, matches);
                case E_IsIRI is -> isKind(is.getArg(), expr, TermKind.IRI);
                case E_IsBlank is -> isKind(is.getArg(), expr, TermKind.BLANK);
                // Functions whose value is a boolean.
                case E_IsLiteral is -> generic(expr);
                case E_Regex regex -> generic(expr);
                case E_StrContains contains -> text(expr, contains, String::contains);
                case E_StrStartsWith starts -> text(expr, starts, String::startsWith);
                case E_StrEndsWith ends -> text(expr, ends, String::endsWith);
                case TextTest test -> text(expr, function, test.ofText());
                default -> null;
            };
        }

        /** Returns a condition of a function that compares a string with a constant. */
        private Condition text(
                Expr whole, ExprFunction2 function, BiPredicate<String, String> comparison) {
            NodeValue constant = function.getArg2().getConstant();
            if (constant == null || TermKind.of(constant.asNode()) != TermKind.STRING) {
                return generic(whole);
            }
            String given = constant.getString();
            return text(whole, function, text -> comparison.test(text, given));
        }

        /** Returns a condition of a function that tests the characters of a variable's string. */
        private Condition text(
                Expr whole, ExprFunction function, @Nullable Predicate<String> test) {
            Condition generic = generic(whole);
            Expr argument = function.getArg(1);
            if (test == null || !argument.isVariable()) {
                return generic;
            }
            int register = binding.register(argument.asVar());
            return () -> {
                int id = run.registers[register];
                byte kind = id == Run.UNBOUND ? TermKind.OTHER : run.terms.kind(id);
                if (kind != TermKind.STRING && kind != TermKind.LANGUAGE_STRING) {
                    return generic.test();
                }
                return test.test(run.terms.term(id).getLiteralLexicalForm()) ? TRUE : FALSE;
            };
        }

        /** Returns a condition of an expression whose value is a boolean or an error. */
        private Condition generic(Expr expr) {
            return () -> {
                NodeValue value = environment.valueOf(expr, binding);
                return value == null ? ERROR : value.getBoolean() ? TRUE : FALSE;
            };
        }

        /**
         * Returns a conjunction or disjunction.
         *
         * @param decisive the value that decides, whatever the other is
         */
        private static @Nullable Condition both(
                @Nullable Condition left, @Nullable Condition right, int decisive) {
            if (left == null || right == null) {
                return null;
            }
            return () -> {
                int first = left.test();
                if (first == decisive) {
                    return decisive;
                }
                int second = right.test();
                return second == decisive ? decisive : first == ERROR ? ERROR : second;
            };
        }

        private static @Nullable Condition negated(@Nullable Condition condition) {
            if (condition == null) {
                return null;
            }
            return () -> {
                int value = condition.test();
                return value == ERROR ? ERROR : TRUE - value;
            };
        }

        private @Nullable Condition exists(ExprFunctionOp exists, int ifFound) {
            Step step = patterns.compile(exists);
            if (step == null) {
                return null;
            }
            return () -> {
                step.open();
                boolean isFound = step.next();
                step.close();
                return isFound ? ifFound : TRUE - ifFound;
            };
        }

        private @Nullable Condition sameTerm(E_SameTerm same) {
            Operand left = operand(same.getArg1());
            Operand right = operand(same.getArg2());
            if (left == null || right == null) {
                return null;
            }
            return () -> {
                int a = left.id(run);
                int b = right.id(run);
                return a == Run.UNBOUND || b == Run.UNBOUND ? ERROR : a == b ? TRUE : FALSE;
            };
        }

        private Condition isKind(Expr argument, Expr whole, byte kind) {
            Operand operand = operand(argument);
            Condition generic = generic(whole);
            if (operand == null) {
                return generic;
            }
            return () -> {
                int id = operand.id(run);
                byte found = id == Run.UNBOUND ? TermKind.OTHER : run.terms.kind(id);
                return found == TermKind.OTHER ? generic.test() : found == kind ? TRUE : FALSE;
            };
        }

        /** {@code LANGMATCHES(LANG(?x), "…")}. */
        private Condition langMatches(Expr whole, E_LangMatches matches) {
            Condition generic = generic(whole);
            ExprFunction tag =
                    matches.getArg1().isFunction() ? matches.getArg1().getFunction() : null;
            Expr range = matches.getArg2();
            if (!(tag instanceof E_Lang lang)
                    || !lang.getArg().isVariable()
                    || !range.isConstant()
                    || !range.getConstant().isString()) {
                return generic;
            }
            int register = binding.register(lang.getArg().asVar());
            String pattern = range.getConstant().getString();
            return () -> {
                int id = run.registers[register];
                if (id == Run.UNBOUND || run.terms.kind(id) != TermKind.LANGUAGE_STRING) {
                    return generic.test();
                }
                String language = run.terms.term(id).getLiteralLanguage();
                return language.equals(pattern) || NodeFunctions.langMatches(language, pattern)
                        ? TRUE
                        : FALSE;
            };
        }

        private Condition comparison(Expr whole, ExprFunction2 function, Comparison comparison) {
            Operand left = operand(function.getArg1());
            Operand right = operand(function.getArg2());
            Condition generic = generic(whole);
            if (left == null || right == null) {
                return generic;
            }
            return () -> {
                int a = left.id(run);
                int b = right.id(run);
                if (a == Run.UNBOUND || b == Run.UNBOUND) {
                    return ERROR;
                }
                byte kind = run.terms.kind(a);
                if (kind == run.terms.kind(b)) {
                    if (TermKind.hasKey(kind)) {
                        int difference = Long.compare(run.terms.key(a), run.terms.key(b));
                        return comparison.holds(difference) ? TRUE : FALSE;
                    }
                    if (comparison.isEquality && kind <= TermKind.STRING && kind >= TermKind.IRI) {
                        return comparison.holds(a == b ? 0 : 1) ? TRUE : FALSE;
                    }
                }
                return generic.test();
            };
        }

        private @Nullable Operand operand(Expr expr) {
            if (expr.isVariable()) {
                int register = binding.register(expr.asVar());
                return r -> r.registers[register];
            }
            if (expr.isConstant()) {
                int id = run.terms.idOf(expr.getConstant().asNode());
                return r -> id;
            }
            return null;
        }
    }

    /** A variable or constant. */
    interface Operand {

        /** Returns the term's id, or {@link Run#UNBOUND}. */
        int id(Run run);
    }

    /** An operator. */
    enum Comparison {
        EQUAL(true),
        NOT_EQUAL(true),
        LESS(false),
        LESS_OR_EQUAL(false),
        GREATER(false),
        GREATER_OR_EQUAL(false);

        private final boolean isEquality;

        Comparison(boolean isEquality) {
            this.isEquality = isEquality;
        }

        /** Returns whether it holds for operands that differ by the sign of a number. */
        boolean holds(int difference) {
            return switch (this) {
                case EQUAL -> difference == 0;
                case NOT_EQUAL -> difference != 0;
                case LESS -> difference < 0;
                case LESS_OR_EQUAL -> difference <= 0;
                case GREATER -> difference > 0;
                case GREATER_OR_EQUAL -> difference >= 0;
            };
        }
    }
}
