package org.labledger.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.jena.atlas.io.IndentedWriter;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.Transform;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpConditional;
import org.apache.jena.sparql.algebra.op.OpExt;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpUnion;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.engine.iterator.QueryIterConcat;
import org.apache.jena.sparql.engine.iterator.QueryIterPlainWrapper;
import org.apache.jena.sparql.engine.iterator.QueryIterRepeatApply;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.serializer.SerializationContext;
import org.apache.jena.sparql.util.NodeIsomorphismMap;

/**
 * An OPTIONAL or UNION with a {@code SERVICE} inside, evaluated for a batch of solutions at a time.
 * Jena evaluates both once per solution, which is a request each: for 1,000 solutions 1,000
 * requests where batches need 20, and with two endpoints in a UNION 2,000 where batches need 40.
 */
final class Batched extends OpExt {

    /** The first batch is a request's worth; later ones grow, in case few solutions are read. */
    private static final int MAX_BATCH = 16 * BoundJoin.BATCH;

    private static final AtomicLong EVALUATIONS = new AtomicLong();

    private final Op op;

    private Batched(Op op) {
        super("batched");
        this.op = op;
    }

    /** Returns the batched form of a left join or union; any other operator as it is. */
    static Op of(Op op) {
        return switch (op) {
            case OpUnion union -> new Batched(union);
            case OpLeftJoin join -> new Batched(join);
            case OpConditional join ->
                    new Batched(
                            OpLeftJoin.createLeftJoin(
                                    join.getLeft(), join.getRight(), ExprList.emptyList));
            default -> op;
        };
    }

    @Override
    public Op effectiveOp() {
        return op;
    }

    @Override
    public QueryIterator eval(QueryIterator input, ExecutionContext context) {
        return switch (op) {
            case OpUnion union -> batches(input, context, batch -> union(union, batch, context));
            case OpLeftJoin join -> {
                // No variable of a query has such a name, nor has an OPTIONAL around this one.
                Var number = Var.alloc("*row-" + EVALUATIONS.incrementAndGet());
                yield batches(
                        QC.execute(join.getLeft(), input, context),
                        context,
                        batch -> optional(join, batch, number, context));
            }
            default -> throw new IllegalStateException(op.getName());
        };
    }

    private static QueryIterator batches(
            QueryIterator input,
            ExecutionContext context,
            Function<List<Binding>, QueryIterator> evaluation) {
        return new QueryIterRepeatApply(input, context) {
            private int size = BoundJoin.BATCH;

            @Override
            protected QueryIterator nextStage(Binding first) {
                List<Binding> batch = new ArrayList<>();
                batch.add(first);
                while (batch.size() < size && getInput().hasNext()) {
                    batch.add(getInput().next());
                }
                size = Math.min(2 * size, MAX_BATCH);
                return evaluation.apply(batch);
            }
        };
    }

    private static QueryIterator union(
            OpUnion union, List<Binding> batch, ExecutionContext context) {
        QueryIterConcat both = new QueryIterConcat(context);
        both.add(QC.execute(union.getLeft(), solutions(batch, context), context));
        both.add(QC.execute(union.getRight(), solutions(batch, context), context));
        return both;
    }

    /** Numbers the solutions; those whose number does not come out are kept as they are. */
    private static QueryIterator optional(
            OpLeftJoin join, List<Binding> batch, Var number, ExecutionContext context) {
        List<Binding> numbered = new ArrayList<>();
        List<List<Binding>> extended = new ArrayList<>();
        for (Binding row : batch) {
            numbered.add(
                    BindingFactory.binding(
                            row, number, NodeValue.makeInteger(numbered.size()).asNode()));
            extended.add(new ArrayList<>());
        }
        QueryIterator right = QC.execute(join.getRight(), solutions(numbered, context), context);
        try {
            while (right.hasNext()) {
                Binding solution = right.next();
                int row = Integer.parseInt(solution.get(number).getLiteralLexicalForm());
                if (join.getExprs() == null || join.getExprs().isSatisfied(solution, context)) {
                    extended.get(row).add(without(number, solution));
                }
            }
        } finally {
            right.close();
        }
        List<Binding> all = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            all.addAll(extended.get(i).isEmpty() ? List.of(batch.get(i)) : extended.get(i));
        }
        return solutions(all, context);
    }

    private static Binding without(Var variable, Binding solution) {
        var rest = Binding.builder();
        solution.forEach((other, value) -> {
            if (!other.equals(variable)) {
                rest.add(other, value);
            }
        });
        return rest.build();
    }

    private static QueryIterator solutions(List<Binding> rows, ExecutionContext context) {
        return QueryIterPlainWrapper.create(rows.iterator(), context);
    }

    @Override
    public Op apply(Transform transform) {
        return of(Transformer.transform(transform, op));
    }

    @Override
    public void outputArgs(IndentedWriter out, SerializationContext context) {
        op.output(out, context);
    }

    @Override
    public int hashCode() {
        return op.hashCode() + 1;
    }

    @Override
    public boolean equalTo(Op other, NodeIsomorphismMap labels) {
        return other instanceof Batched batched && op.equalTo(batched.op, labels);
    }
}
