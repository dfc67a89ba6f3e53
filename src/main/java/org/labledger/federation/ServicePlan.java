package org.labledger.federation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpConditional;
import org.apache.jena.sparql.algebra.op.OpExt;
import org.apache.jena.sparql.algebra.op.OpGraph;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpSequence;
import org.apache.jena.sparql.algebra.op.OpService;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.op.OpUnion;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.core.Var;

/**
 * Rearranges an optimized query so that solutions reach each {@code SERVICE} in batches, and after
 * the local patterns that it shares variables with: {@code SERVICE} written first would otherwise
 * fetch all that its pattern matches. The result is the same: joins are commutative, and {@link
 * BoundJoin} is a join whatever its pattern is.
 */
final class ServicePlan extends TransformCopy {

    @Override
    public Op transform(OpJoin join, Op left, Op right) {
        if (right instanceof OpService) {
            return ordered(List.of(left, right));
        }
        if (left instanceof OpService && isLocal(right)) {
            return ordered(List.of(right, left));
        }
        return super.transform(join, left, right);
    }

    @Override
    public Op transform(OpSequence sequence, List<Op> elements) {
        return elements.stream().anyMatch(OpService.class::isInstance)
                ? ordered(elements)
                : super.transform(sequence, elements);
    }

    @Override
    public Op transform(OpLeftJoin join, Op left, Op right) {
        Op copy = super.transform(join, left, right);
        return right instanceof OpService ? Batched.of(copy) : copy;
    }

    @Override
    public Op transform(OpConditional join, Op left, Op right) {
        Op copy = super.transform(join, left, right);
        return asks(right) ? Batched.of(copy) : copy;
    }

    @Override
    public Op transform(OpUnion union, Op left, Op right) {
        Op copy = super.transform(union, left, right);
        return asks(left) || asks(right) ? Batched.of(copy) : copy;
    }

    private static Op ordered(List<Op> elements) {
        List<Op> order = new ArrayList<>();
        elements.forEach(e -> {
            if (e instanceof OpSequence inner) {
                order.addAll(inner.getElements());
            } else {
                order.add(e);
            }
        });
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i + 1 < order.size(); i++) {
                if (order.get(i) instanceof OpService service
                        && isLocal(order.get(i + 1))
                        && share(service, order.get(i + 1))) {
                    Collections.swap(order, i, i + 1);
                    moved = true;
                }
            }
        }
        OpSequence sequence = OpSequence.create();
        order.forEach(sequence::add);
        return sequence;
    }

    private static boolean isLocal(Op op) {
        return op instanceof OpBGP
                || op instanceof OpPath
                || op instanceof OpTable
                || (op instanceof OpGraph graph && graph.getSubOp() instanceof OpBGP);
    }

    private static boolean share(OpService service, Op local) {
        Set<Var> variables = OpVars.visibleVars(service.getSubOp());
        if (Var.isVar(service.getService())) {
            variables.add(Var.alloc(service.getService()));
        }
        return !Collections.disjoint(variables, OpVars.visibleVars(local));
    }

    /** Returns whether a {@code SERVICE} is inside. */
    private static boolean asks(Op op) {
        boolean[] found = {false};
        Walker.walk(
                op,
                new OpVisitorBase() {
                    @Override
                    public void visit(OpService service) {
                        found[0] = true;
                    }

                    @Override
                    public void visit(OpExt ext) {
                        found[0] |= ext instanceof Batched;
                    }
                });
        return found[0];
    }
}
