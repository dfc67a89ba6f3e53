package org.labledger.engine;

import java.util.List;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.op.Op1;
import org.apache.jena.sparql.algebra.op.Op2;
import org.apache.jena.sparql.algebra.op.OpAssign;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpConditional;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGraph;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpList;
import org.apache.jena.sparql.algebra.op.OpN;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpProject;
import org.apache.jena.sparql.algebra.op.OpReduced;
import org.apache.jena.sparql.algebra.op.OpSequence;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.op.OpUnion;
import org.apache.jena.sparql.expr.Expr;

/**
 * Tells which patterns are monotone: on fewer statements they have no solution that they do not
 * have on all. What keeps such a pattern from matching is nothing that could be cited.
 */
final class Monotone {

    private Monotone() {}

    /** Returns whether a pattern is certainly monotone. */
    static boolean is(Op op) {
        boolean isKnown =
                switch (op) {
                    case OpBGP bgp -> true;
                    case OpPath path -> true;
                    case OpTable table -> true;
                    case OpFilter filter -> areWithoutPatterns(filter.getExprs().getList());
                    case OpExtend extend ->
                            areWithoutPatterns(
                                    List.copyOf(extend.getVarExprList().getExprs().values()));
                    case OpAssign assign ->
                            areWithoutPatterns(
                                    List.copyOf(assign.getVarExprList().getExprs().values()));
                    case OpGraph graph -> true;
                    case OpProject project -> true;
                    case OpDistinct distinct -> true;
                    case OpReduced reduced -> true;
                    case OpOrder sorted -> true;
                    case OpList list -> true;
                    case OpJoin join -> true;
                    case OpUnion union -> true;
                    case OpSequence sequence -> true;
                    default -> false;
                };
        return isKnown
                && switch (op) {
                    case Op1 one -> is(one.getSubOp());
                    case Op2 two -> is(two.getLeft()) && is(two.getRight());
                    case OpN many -> many.getElements().stream().allMatch(Monotone::is);
                    default -> true;
                };
    }

    /**
     * Returns whether on fewer statements a pattern that has no solution has none either, if it is
     * matched under values from outside: an optional part at its end makes no difference to that.
     */
    static boolean staysAbsent(Op op) {
        return op instanceof OpConditional optional ? staysAbsent(optional.getLeft()) : is(op);
    }

    private static boolean areWithoutPatterns(List<Expr> exprs) {
        return exprs.stream().noneMatch(PlanCompiler::hasPattern);
    }
}
