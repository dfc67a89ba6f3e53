package org.labledger.query;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.query.ARQ;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.OpWalker;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGraph;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpLabel;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpProject;
import org.apache.jena.sparql.algebra.op.OpPropFunc;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.op.OpTriple;
import org.apache.jena.sparql.algebra.optimize.OptimizerStd;
import org.apache.jena.sparql.algebra.optimize.TransformFilterDisjunction;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.expr.E_Equals;
import org.apache.jena.sparql.expr.E_LogicalOr;
import org.apache.jena.sparql.expr.E_SameTerm;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunction2;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprVisitorBase;
import org.apache.jena.sparql.util.Context;
import org.jspecify.annotations.Nullable;
import org.labledger.federation.CertainVariables;

/**
 * Jena's optimizer, without two of its mistakes. It replaces a filter with {@code ||} or {@code IN}
 * by a union with one branch per alternative, so that each branch can use an index. A solution for
 * which two alternatives hold then comes twice (apache/jena issue 4160), where a filter keeps or
 * drops it (SPARQL 1.1, section 18.5). Here that is done only where no solution can satisfy two of
 * them.
 *
 * <p>It also moves a filter into the sides of a join that bind all its variables, and takes those
 * of {@code BIND}, {@code VALUES} and subqueries for bound. Where one is not, but is bound by the
 * other side, the moved filter drops the solution. Here such filters stay where they are.
 *
 * <p>Most of its rewritings find nothing to rewrite in most queries, and each walks the query: for
 * a light one that was a quarter of the time to answer. Those that cannot find anything, by the
 * {@linkplain Operators operators} of the query, are left out.
 */
final class Optimizer extends OptimizerStd {

    private final Context context;

    /** What the query has; what the optimizer makes of it is in the conditions below. */
    private Set<Operators> found = Set.of();

    Optimizer(Context context) {
        super(context);
        this.context = context;
    }

    @Override
    public Op rewrite(Op op) {
        found = Operators.of(op);
        context.set(ARQ.optPathFlatten, found.contains(Operators.PATH));
        return super.rewrite(op);
    }

    private boolean has(Operators... some) {
        return Arrays.stream(some).anyMatch(found::contains);
    }

    @Override
    protected Op transformExprConstantFolding(Op op) {
        return has(Operators.EXPRESSION) ? super.transformExprConstantFolding(op) : op;
    }

    @Override
    protected Op transformFilterConjunction(Op op) {
        return has(Operators.AND) ? super.transformFilterConjunction(op) : op;
    }

    @Override
    protected Op transformFilterExpandOneOf(Op op) {
        return has(Operators.ONE_OF) ? super.transformFilterExpandOneOf(op) : op;
    }

    @Override
    protected Op transformFilterImplicitJoin(Op op) {
        return has(Operators.EQUALITY) ? super.transformFilterImplicitJoin(op) : op;
    }

    @Override
    protected Op transformFilterImplicitLeftJoin(Op op) {
        return has(Operators.LEFT_JOIN) && has(Operators.EQUALITY)
                ? super.transformFilterImplicitLeftJoin(op)
                : op;
    }

    /** Alternatives of {@code IN} are expanded to {@code ||} before. */
    @Override
    protected Op transformFilterDisjunction(Op op) {
        return has(Operators.OR, Operators.ONE_OF) ? apply(new ExclusiveAlternatives(), op) : op;
    }

    @Override
    protected Op transformTopNSorting(Op op) {
        return has(Operators.SORT) ? super.transformTopNSorting(op) : op;
    }

    @Override
    protected Op transformOrderByDistinctApplication(Op op) {
        return has(Operators.DISTINCT) ? super.transformOrderByDistinctApplication(op) : op;
    }

    @Override
    protected Op transformDistinctToReduced(Op op) {
        return has(Operators.DISTINCT) ? super.transformDistinctToReduced(op) : op;
    }

    @Override
    protected Op transformFilterEquality(Op op) {
        return has(Operators.EQUALITY, Operators.ONE_OF) ? super.transformFilterEquality(op) : op;
    }

    /** Patterns without solutions come of {@code VALUES} and of conditions that cannot hold. */
    @Override
    protected Op transformPromoteTableEmpty(Op op) {
        return has(Operators.TABLE, Operators.FILTER, Operators.LEFT_JOIN)
                ? super.transformPromoteTableEmpty(op)
                : op;
    }

    /** Assignments come of comparisons too. */
    @Override
    protected Op transformExtendCombine(Op op) {
        return has(Operators.VALUE, Operators.EQUALITY, Operators.ONE_OF)
                ? super.transformExtendCombine(op)
                : op;
    }

    @Override
    protected Op transformFilterPlacement(Op op) {
        if (!has(Operators.FILTER)) {
            return op;
        }
        Set<Var> doubtful = DoubtfulVariables.of(op);
        if (doubtful.isEmpty()) {
            return super.transformFilterPlacement(op);
        }
        // Jena moves no filter that it does not see, and none through a label.
        Op hidden = apply(new Hiding(doubtful), op);
        return apply(new Showing(), super.transformFilterPlacement(hidden));
    }

    /** Filters that stay where they are. */
    private record Unmoved(ExprList filters) {}

    private static final class Hiding extends TransformCopy {

        private final Set<Var> doubtful;

        Hiding(Set<Var> doubtful) {
            this.doubtful = doubtful;
        }

        @Override
        public Op transform(OpFilter filter, Op pattern) {
            ExprList unmoved = new ExprList();
            ExprList others = new ExprList();
            for (Expr condition : filter.getExprs()) {
                boolean isDoubtful = !Collections.disjoint(condition.getVarsMentioned(), doubtful);
                (isDoubtful ? unmoved : others).add(condition);
            }
            return unmoved.isEmpty()
                    ? super.transform(filter, pattern)
                    : OpLabel.create(
                            new Unmoved(unmoved),
                            others.isEmpty() ? pattern : OpFilter.filterBy(others, pattern));
        }
    }

    private static final class Showing extends TransformCopy {

        @Override
        public Op transform(OpLabel label, Op pattern) {
            if (!(label.getObject() instanceof Unmoved unmoved)) {
                return super.transform(label, pattern);
            }
            // A condition with EXISTS may have labels inside.
            OpFilter shown =
                    (OpFilter) apply(this, OpFilter.filterBy(unmoved.filters(), OpTable.unit()));
            return OpFilter.filterBy(shown.getExprs(), pattern);
        }
    }

    /** Finds the variables that some part of a query may leave unbound and another may bind. */
    private static final class DoubtfulVariables extends OpVisitorBase {

        private final Set<Var> uncertain = new HashSet<>();
        private final Set<Var> bound = new HashSet<>();
        private final Set<Var> boundAgain = new HashSet<>();

        static Set<Var> of(Op op) {
            DoubtfulVariables found = new DoubtfulVariables();
            Set<Var> inExists = new HashSet<>();
            OpWalker.walk(op, found);
            Walker.walk(op, new OpVisitorBase(), new ExistsVariables(inExists));
            found.uncertain.retainAll(found.boundAgain);
            found.uncertain.addAll(inExists);
            return found.uncertain;
        }

        /**
         * Collects variables of EXISTS patterns, which may be bound by the solution around them.
         */
        private static final class ExistsVariables extends ExprVisitorBase {

            private final Set<Var> variables;

            ExistsVariables(Set<Var> variables) {
                this.variables = variables;
            }

            @Override
            public void visit(ExprFunctionOp exists) {
                DoubtfulVariables found = new DoubtfulVariables();
                OpWalker.walk(exists.getGraphPattern(), found);
                Walker.walk(exists.getGraphPattern(), new OpVisitorBase(), this);
                variables.addAll(found.uncertain);
            }
        }

        private void addBound(Collection<Var> variables) {
            for (Var variable : variables) {
                if (!bound.add(variable)) {
                    boundAgain.add(variable);
                }
            }
        }

        @Override
        public void visit(OpBGP bgp) {
            addBound(CertainVariables.of(bgp));
        }

        @Override
        public void visit(OpPath path) {
            addBound(CertainVariables.of(path));
        }

        @Override
        public void visit(OpTriple triple) {
            addBound(CertainVariables.of(triple.asBGP()));
        }

        @Override
        public void visit(OpPropFunc function) {
            addBound(OpVars.visibleVars(function));
        }

        @Override
        public void visit(OpGraph graph) {
            if (Var.isVar(graph.getNode())) {
                addBound(Set.of(Var.alloc(graph.getNode())));
            }
        }

        @Override
        public void visit(OpTable table) {
            Set<Var> variables = new HashSet<>(table.getTable().getVars());
            addBound(variables);
            variables.removeAll(CertainVariables.of(table));
            uncertain.addAll(variables);
        }

        @Override
        public void visit(OpExtend extend) {
            addBound(extend.getVarExprList().getVars());
            uncertain.addAll(extend.getVarExprList().getVars());
        }

        @Override
        public void visit(OpGroup group) {
            Set<Var> keys = new HashSet<>(group.getGroupVars().getExprs().keySet());
            addBound(keys);
            uncertain.addAll(keys);
        }

        @Override
        public void visit(OpProject project) {
            Set<Var> variables = new HashSet<>(project.getVars());
            variables.removeAll(CertainVariables.of(project.getSubOp()));
            uncertain.addAll(variables);
            // Jena takes a variable for bound that is projected and nowhere else in the subquery.
            variables.removeAll(OpVars.visibleVars(project.getSubOp()));
            addBound(variables);
        }
    }

    /** Makes a union of a filter that compares one variable with different IRIs. */
    private static final class ExclusiveAlternatives extends TransformCopy {

        @Override
        public Op transform(OpFilter filter, Op pattern) {
            ExprList others = new ExprList();
            Op result = pattern;
            for (Expr condition : filter.getExprs()) {
                Map<Node, Expr> alternatives = new LinkedHashMap<>();
                if (condition instanceof E_LogicalOr or
                        && compare(or, null, alternatives) != null) {
                    result = union(alternatives, result);
                } else {
                    others.add(condition);
                }
            }
            return result == pattern
                    ? super.transform(filter, pattern)
                    : OpFilter.filterBy(others, result);
        }

        private static Op union(Map<Node, Expr> alternatives, Op pattern) {
            Optional<Expr> joined = alternatives.values().stream().reduce(E_LogicalOr::new);
            return TransformFilterDisjunction.expandDisjunction(joined.orElseThrow(), pattern);
        }

        /**
         * Collects comparisons of one variable with IRIs, by IRI.
         *
         * @param variable the variable, or {@code null} for any
         * @return the variable; {@code null} if there is anything else
         */
        private static @Nullable Var compare(
                Expr condition, @Nullable Var variable, Map<Node, Expr> alternatives) {
            if (condition instanceof E_LogicalOr or) {
                Var found = compare(or.getArg1(), variable, alternatives);
                return found == null ? null : compare(or.getArg2(), found, alternatives);
            }
            if (!(condition instanceof E_Equals || condition instanceof E_SameTerm)) {
                return null;
            }
            ExprFunction2 comparison = (ExprFunction2) condition;
            boolean reversed = comparison.getArg1().isConstant();
            Expr compared = reversed ? comparison.getArg2() : comparison.getArg1();
            Expr constant = reversed ? comparison.getArg1() : comparison.getArg2();
            if (!compared.isVariable()
                    || !constant.isConstant()
                    || !constant.getConstant().isIRI()
                    || (variable != null && !variable.equals(compared.asVar()))) {
                return null;
            }
            alternatives.putIfAbsent(constant.getConstant().asNode(), condition);
            return compared.asVar();
        }
    }
}
