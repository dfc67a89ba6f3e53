package org.labledger.federation;

import java.util.ArrayList;
import java.util.List;
import org.apache.jena.atlas.io.IndentedWriter;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.Transform;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpExt;
import org.apache.jena.sparql.algebra.op.OpUnion;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIterConcat;
import org.apache.jena.sparql.engine.iterator.QueryIterPlainWrapper;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.serializer.SerializationContext;
import org.apache.jena.sparql.util.NodeIsomorphismMap;

/**
 * A UNION with a {@code SERVICE} in a branch. Jena evaluates a union once for each solution before
 * it, which would be a request for each; here each branch gets a chunk of them.
 */
final class BatchedUnion extends OpExt {

    private final OpUnion union;

    BatchedUnion(OpUnion union) {
        super("batched-union");
        this.union = union;
    }

    @Override
    public Op effectiveOp() {
        return union;
    }

    @Override
    public QueryIterator eval(QueryIterator input, ExecutionContext context) {
        return new Chunks(input, context) {
            @Override
            protected QueryIterator evaluate(List<Binding> chunk) {
                QueryIterConcat both = new QueryIterConcat(context);
                for (Op branch : List.of(union.getLeft(), union.getRight())) {
                    List<Binding> copy = new ArrayList<>(chunk);
                    both.add(
                            QC.execute(
                                    branch,
                                    QueryIterPlainWrapper.create(copy.iterator(), context),
                                    context));
                }
                return both;
            }
        };
    }

    @Override
    public Op apply(Transform transform) {
        Op op = Transformer.transform(transform, union);
        return op instanceof OpUnion changed ? new BatchedUnion(changed) : op;
    }

    @Override
    public void outputArgs(IndentedWriter out, SerializationContext context) {
        union.output(out, context);
    }

    @Override
    public int hashCode() {
        return union.hashCode() + 1;
    }

    @Override
    public boolean equalTo(Op other, NodeIsomorphismMap labels) {
        return other instanceof BatchedUnion batched && union.equalTo(batched.union, labels);
    }
}
