package org.labledger.query;

import java.util.Comparator;
import java.util.Set;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpMinus;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingComparator;
import org.apache.jena.sparql.engine.iterator.QueryIterMinus;
import org.apache.jena.sparql.engine.iterator.QueryIterSort;
import org.apache.jena.sparql.engine.join.Join;
import org.apache.jena.sparql.engine.main.OpExecutorFactory;
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
    protected QueryIterator execute(OpOrder order, QueryIterator input) {
        Comparator<Binding> comparator = new BindingComparator(order.getConditions(), execCxt);
        Comparator<Binding> watched =
                (a, b) -> {
                    guard.check();
                    return comparator.compare(a, b);
                };
        MemoryCharge memory = new MemoryCharge(guard, execCxt);
        QueryIterator kept = memory.charging(exec(order.getSubOp(), input));
        return memory.releasingAfter(new QueryIterSort(kept, watched, execCxt));
    }

    /** Every solution that DISTINCT returns is kept. */
    @Override
    protected QueryIterator execute(OpDistinct distinct, QueryIterator input) {
        MemoryCharge memory = new MemoryCharge(guard, execCxt);
        return memory.releasingAfter(memory.charging(super.execute(distinct, input)));
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
        return memory.releasingAfter(QueryIterMinus.create(left, right, common, execCxt));
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
