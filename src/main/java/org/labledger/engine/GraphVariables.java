package org.labledger.engine;

import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpConditional;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpSequence;
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
     * Returns whether every solution of a pattern matches some triple pattern first, so that this
     * names the graph for the rest, and whether expressions and optional parts, which do not see
     * the variable (SPARQL 1.1, section 18.5, evaluation of Graph), do without it.
     */
    static boolean isColumn(Op op, Var graph) {
        return switch (op) {
            case OpBGP bgp -> !bgp.getPattern().isEmpty();
            case OpPath path -> true;
            case OpSequence sequence ->
                    !sequence.getElements().isEmpty()
                            && sequence.getElements().stream().allMatch(e -> isColumn(e, graph));
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
            default -> false;
        };
    }

    private static boolean isWithout(VarExprList assignments, Var graph) {
        return !assignments.contains(graph)
                && assignments.getExprs().values().stream().allMatch(e -> isWithout(e, graph));
    }

    private static boolean isWithout(Expr expr, Var graph) {
        return !expr.getVarsMentioned().contains(graph);
    }
}
