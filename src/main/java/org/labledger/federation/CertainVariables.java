package org.labledger.federation;

import java.util.HashSet;
import java.util.Set;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.op.Op1;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGraph;
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
import org.apache.jena.sparql.util.VarUtils;

/**
 * The variables that have a value in every solution of a pattern. Jena's own {@code
 * OpVars.fixedVars} counts those of BIND and VALUES among them, which errors and UNDEF leave
 * without one.
 */
public final class CertainVariables {

    private CertainVariables() {}

    /** Returns variables that have a value in every solution; possibly not all of them. */
    public static Set<Var> of(Op pattern) {
        return switch (pattern) {
            case OpBGP bgp -> {
                Set<Var> variables = new HashSet<>();
                VarUtils.addVars(variables, bgp.getPattern());
                yield variables;
            }
            case OpPath path -> {
                Set<Var> variables = new HashSet<>();
                VarUtils.addVar(variables, path.getTriplePath().getSubject());
                VarUtils.addVar(variables, path.getTriplePath().getObject());
                yield variables;
            }
            case OpTable table -> {
                Set<Var> variables = new HashSet<>(table.getTable().getVars());
                table.getTable()
                        .rows()
                        .forEachRemaining(row -> variables.removeIf(v -> !row.contains(v)));
                yield variables;
            }
            case OpJoin join -> union(of(join.getLeft()), of(join.getRight()));
            case OpSequence sequence ->
                    sequence.getElements().stream()
                            .map(CertainVariables::of)
                            .reduce(Set.of(), CertainVariables::union);
            case OpUnion union -> {
                Set<Var> both = new HashSet<>(of(union.getLeft()));
                both.retainAll(of(union.getRight()));
                yield both;
            }
            case OpLeftJoin join -> of(join.getLeft());
            case OpMinus minus -> of(minus.getLeft());
            case OpProject project -> {
                Set<Var> kept = new HashSet<>(of(project.getSubOp()));
                kept.retainAll(project.getVars());
                yield kept;
            }
            case OpGroup group -> {
                Set<Var> keys = new HashSet<>(of(group.getSubOp()));
                keys.retainAll(group.getGroupVars().getVars());
                keys.removeIf(group.getGroupVars()::hasExpr);
                yield keys;
            }
            case OpGraph graph -> {
                Set<Var> variables = new HashSet<>(of(graph.getSubOp()));
                VarUtils.addVar(variables, graph.getNode());
                yield variables;
            }
            case OpFilter filter -> ofInner(filter);
            case OpExtend extend -> ofInner(extend);
            case OpDistinct distinct -> ofInner(distinct);
            case OpReduced reduced -> ofInner(reduced);
            case OpOrder order -> ofInner(order);
            default -> Set.of();
        };
    }

    private static Set<Var> ofInner(Op1 op) {
        return of(op.getSubOp());
    }

    private static Set<Var> union(Set<Var> some, Set<Var> others) {
        Set<Var> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
