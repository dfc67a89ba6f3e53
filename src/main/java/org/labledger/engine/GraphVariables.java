package org.labledger.engine;

import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpConditional;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpMinus;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpProject;
import org.apache.jena.sparql.algebra.op.OpReduced;
import org.apache.jena.sparql.algebra.op.OpSequence;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.op.OpUnion;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.core.VarExprList;
import org.apache.jena.sparql.expr.Expr;

/**
 * Tells whether {@code GRAPH ?g { P }} can be executed by reading the graph of each triple, instead
 * of executing <i>P</i> on one graph after the other.
 */
final class GraphVariables {

    private GraphVariables() {}

    /**
     * Returns whether every solution of a pattern matches some triple pattern, so that this names
     * the graph, and whether expressions and optional parts, which do not see the variable (SPARQL
     * 1.1, section 18.5, evaluation of Graph), do without it.
     *
     * <p>Sides of joins and subqueries are evaluated separately, with a column for the graph that
     * they are joined or grouped by. They do not mention the variable: until the solutions of a
     * graph are joined with its name, it would be another one.
     */
    static boolean isColumn(Op op, Var graph) {
        return switch (op) {
            case OpBGP bgp -> !bgp.getPattern().isEmpty();
            case OpPath path -> true;
            case OpSequence sequence ->
                    sequence.getElements().stream().anyMatch(e -> isColumn(e, graph))
                            && sequence.getElements().stream()
                                    .allMatch(e -> isColumn(e, graph) || isInEveryGraph(e, graph));
            case OpFilter filter ->
                    filter.getExprs().getList().stream().allMatch(e -> isWithout(e, graph))
                            && isColumn(filter.getSubOp(), graph);
            case OpConditional optional ->
                    !OpVars.mentionedVars(optional.getRight()).contains(graph)
                            && isColumn(optional.getLeft(), graph)
                            && isColumn(optional.getRight(), graph);
            case OpUnion union ->
                    isColumn(union.getLeft(), graph) && isColumn(union.getRight(), graph);
            case OpExtend extend ->
                    isWithout(extend.getVarExprList(), graph) && isColumn(extend.getSubOp(), graph);
            case OpJoin join ->
                    isWithout(join, graph)
                            && isPart(join.getLeft(), graph)
                            && isPart(join.getRight(), graph)
                            && (isColumn(join.getLeft(), graph)
                                    || isColumn(join.getRight(), graph));
            case OpLeftJoin join ->
                    isWithout(join, graph)
                            && (join.getExprs() == null
                                    || join.getExprs().getList().stream()
                                            .noneMatch(PlanCompiler::hasPattern))
                            && isColumn(join.getLeft(), graph)
                            && isPart(join.getRight(), graph);
            case OpMinus minus ->
                    isWithout(minus, graph)
                            && isColumn(minus.getLeft(), graph)
                            && isColumn(minus.getRight(), graph);
            case OpProject project -> isSubquery(project, project.getSubOp(), graph);
            case OpDistinct distinct -> isSubquery(distinct, distinct.getSubOp(), graph);
            case OpReduced reduced -> isSubquery(reduced, reduced.getSubOp(), graph);
            case OpOrder sorted -> isSubquery(sorted, sorted.getSubOp(), graph);
            // Without keys there is a solution also for a graph without matches.
            case OpGroup group ->
                    !group.getGroupVars().isEmpty() && isSubquery(group, group.getSubOp(), graph);
            default -> false;
        };
    }

    private static boolean isSubquery(Op op, Op pattern, Var graph) {
        return isWithout(op, graph) && isColumn(pattern, graph);
    }

    private static boolean isPart(Op op, Var graph) {
        return isColumn(op, graph) || isInEveryGraph(op, graph);
    }

    /** Returns whether a pattern has the same solutions in every graph, whatever is in it. */
    private static boolean isInEveryGraph(Op op, Var graph) {
        return isWithout(op, graph)
                && switch (op) {
                    case OpTable table -> true;
                    case OpExtend extend ->
                            isWithout(extend.getVarExprList(), graph)
                                    && isInEveryGraph(extend.getSubOp(), graph);
                    default -> false;
                };
    }

    private static boolean isWithout(Op op, Var graph) {
        return !OpVars.mentionedVars(op).contains(graph);
    }

    private static boolean isWithout(VarExprList assignments, Var graph) {
        return !assignments.contains(graph)
                && assignments.getExprs().values().stream().allMatch(e -> isWithout(e, graph));
    }

    private static boolean isWithout(Expr expr, Var graph) {
        return !expr.getVarsMentioned().contains(graph);
    }
}
