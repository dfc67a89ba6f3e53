package org.labledger.query;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpMinus;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpReduced;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.op.OpTopN;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.core.VarExprList;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.engine.iterator.QueryIterProcessBinding;
import org.apache.jena.sparql.engine.iterator.QueryIterRepeatApply;
import org.apache.jena.sparql.engine.iterator.QueryIterSingleton;
import org.apache.jena.sparql.engine.join.Join;
import org.apache.jena.sparql.engine.main.OpExecutorFactory;
import org.labledger.engine.Aggregation;
import org.labledger.engine.Meter;
import org.labledger.store.SnapshotExecutor;

/**
 * Executes a query under its {@link Guard}: solutions that an operator keeps are charged to the
 * memory limit, and loops without solutions look at the clock.
 */
final class GuardedExecutor extends SnapshotExecutor {

    static final OpExecutorFactory FACTORY = GuardedExecutor::new;

    private final Guard guard;

    private GuardedExecutor(ExecutionContext context) {
        super(context);
        this.guard = Guard.in(context.getContext());
    }

    /** Called once per operator, and per solution under which it is executed anew. */
    @Override
    protected QueryIterator exec(Op op, QueryIterator input) {
        guard.check();
        return super.exec(op, input);
    }

    @Override
    protected Meter meter() {
        return guard;
    }

    @Override
    protected Aggregation.Factory aggregations() {
        return GuardedGroup.aggregations(guard);
    }

    /** A label of BNODE stands for another node in each solution, which plans do not tell. */
    @Override
    protected boolean isPlannable() {
        return !guard.labelsBlankNodes();
    }

    @Override
    protected QueryIterator execute(OpOrder order, QueryIterator input) {
        return SortedSolutions.all(
                exec(order.getSubOp(), input), order.getConditions(), guard, execCxt);
    }

    @Override
    protected QueryIterator execute(OpTopN top, QueryIterator input) {
        boolean isDistinct = top.getSubOp() instanceof OpDistinct;
        Op sub =
                top.getSubOp() instanceof OpDistinct distinct
                        ? distinct.getSubOp()
                        : top.getSubOp();
        return SortedSolutions.first(
                exec(sub, input), top.getConditions(), top.getLimit(), isDistinct, guard, execCxt);
    }

    /**
     * Every solution that DISTINCT returns is kept. In a join, each solution of the other side has
     * solutions of its own that are distinct; Jena also drops equal ones of the other side.
     */
    @Override
    protected QueryIterator execute(OpDistinct distinct, QueryIterator input) {
        return perSolution(
                input,
                one -> {
                    MemoryCharge memory = new MemoryCharge(guard, execCxt);
                    return memory.releasingAfter(memory.charging(super.execute(distinct, one)));
                });
    }

    @Override
    protected QueryIterator execute(OpReduced reduced, QueryIterator input) {
        return perSolution(input, one -> super.execute(reduced, one));
    }

    private QueryIterator perSolution(QueryIterator input, UnaryOperator<QueryIterator> execution) {
        return new QueryIterRepeatApply(input, execCxt) {
            @Override
            protected QueryIterator nextStage(Binding solution) {
                return execution.apply(QueryIterSingleton.create(solution, getExecContext()));
            }
        };
    }

    @Override
    protected QueryIterator execute(OpExtend extend, QueryIterator input) {
        if (!guard.labelsBlankNodes()) {
            return super.execute(extend, input);
        }
        return new QueryIterProcessBinding(exec(extend.getSubOp(), input), execCxt) {
            @Override
            public Binding accept(Binding solution) {
                guard.startSolution();
                VarExprList assignments = extend.getVarExprList();
                Binding extended = solution;
                for (Var variable : assignments.getVars()) {
                    Node value = assignments.get(variable, extended, getExecContext());
                    if (value != null) {
                        extended = BindingFactory.binding(extended, variable, value);
                    }
                }
                return extended;
            }
        };
    }

    @Override
    protected QueryIterator execute(OpGroup group, QueryIterator input) {
        return GuardedGroup.of(exec(group.getSubOp(), input), group, guard, execCxt);
    }

    /** The left side is put into a hash table; see Jena's {@code AbstractIterHashJoin}. */
    @Override
    protected QueryIterator execute(OpJoin join, QueryIterator input) {
        MemoryCharge memory = new MemoryCharge(guard, execCxt);
        QueryIterator left = memory.charging(exec(join.getLeft(), input));
        QueryIterator right = exec(join.getRight(), root());
        return memory.releasingAfter(Join.join(left, right, execCxt));
    }

    /** The right side is put into a hash table. */
    @Override
    protected QueryIterator execute(OpLeftJoin join, QueryIterator input) {
        QueryIterator left = exec(join.getLeft(), input);
        MemoryCharge memory = new MemoryCharge(guard, execCxt);
        QueryIterator right = memory.charging(exec(join.getRight(), root()));
        return memory.releasingAfter(Join.leftJoin(left, right, join.getExprs(), execCxt));
    }

    @Override
    protected QueryIterator execute(OpMinus minus, QueryIterator input) {
        QueryIterator left = exec(minus.getLeft(), input);
        MemoryCharge memory = new MemoryCharge(guard, execCxt);
        QueryIterator right = memory.charging(exec(minus.getRight(), root()));
        Set<Var> common = OpVars.visibleVars(minus.getLeft());
        common.retainAll(OpVars.visibleVars(minus.getRight()));
        return memory.releasingAfter(new Minus(left, right, List.copyOf(common), guard, execCxt));
    }

    @Override
    protected QueryIterator execute(OpTable table, QueryIterator input) {
        if (table.isJoinIdentity() || input.isJoinIdentity()) {
            return super.execute(table, input);
        }
        MemoryCharge memory = new MemoryCharge(guard, execCxt);
        return memory.releasingAfter(super.execute(table, memory.charging(input)));
    }

    @Override
    protected QueryIterator execute(OpPath path, QueryIterator input) {
        return GuardedPath.of(path.getTriplePath(), input, guard, execCxt);
    }
}
