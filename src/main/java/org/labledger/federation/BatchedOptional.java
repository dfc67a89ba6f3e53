package org.labledger.federation;

import java.util.ArrayList;
import java.util.List;
import org.apache.jena.atlas.io.IndentedWriter;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.Transform;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpConditional;
import org.apache.jena.sparql.algebra.op.OpExt;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.engine.iterator.QueryIterPlainWrapper;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.serializer.SerializationContext;
import org.apache.jena.sparql.util.NodeIsomorphismMap;

/**
 * An OPTIONAL with a {@code SERVICE} inside. Jena evaluates it once for each solution before it,
 * which would be a request for each; here a chunk of them is numbered and goes in at once, and
 * those whose number does not come out are kept as they are.
 */
final class BatchedOptional extends OpExt {

    /** The number of a solution; no variable of a query has such a name. */
    private static final Var NUMBER = Var.alloc("*federation-row");

    private final OpLeftJoin optional;

    /**
     * Creates it.
     *
     * @param left the solutions to keep
     * @param right what may be added; it takes solutions as they come from the left
     * @param conditions the filters of the OPTIONAL, which see both
     */
    BatchedOptional(Op left, Op right, ExprList conditions) {
        super("batched-optional");
        this.optional = OpLeftJoin.createLeftJoin(left, right, conditions);
    }

    @Override
    public Op effectiveOp() {
        return optional;
    }

    @Override
    public QueryIterator eval(QueryIterator input, ExecutionContext context) {
        QueryIterator left = QC.execute(optional.getLeft(), input, context);
        return new Chunks(left, context) {
            @Override
            protected QueryIterator evaluate(List<Binding> chunk) {
                return QueryIterPlainWrapper.create(joined(chunk, context).iterator(), context);
            }
        };
    }

    private List<Binding> joined(List<Binding> chunk, ExecutionContext context) {
        List<Binding> numbered = new ArrayList<>();
        List<List<Binding>> found = new ArrayList<>();
        for (Binding row : chunk) {
            Node number =
                    NodeFactory.createLiteralDT(
                            Integer.toString(numbered.size()), XSDDatatype.XSDinteger);
            numbered.add(BindingFactory.binding(without(row), NUMBER, number));
            found.add(new ArrayList<>());
        }
        QueryIterator right =
                QC.execute(
                        optional.getRight(),
                        QueryIterPlainWrapper.create(numbered.iterator(), context),
                        context);
        try {
            while (right.hasNext()) {
                Binding solution = right.next();
                int number = Integer.parseInt(solution.get(NUMBER).getLiteralLexicalForm());
                ExprList conditions = optional.getExprs();
                if (conditions == null || conditions.isSatisfied(solution, context)) {
                    // An OPTIONAL around this one has numbers of its own.
                    Node outer = chunk.get(number).get(NUMBER);
                    Binding plain = without(solution);
                    found.get(number)
                            .add(
                                    outer == null
                                            ? plain
                                            : BindingFactory.binding(plain, NUMBER, outer));
                }
            }
        } finally {
            right.close();
        }
        List<Binding> all = new ArrayList<>();
        for (int i = 0; i < chunk.size(); i++) {
            if (found.get(i).isEmpty()) {
                all.add(chunk.get(i));
            } else {
                all.addAll(found.get(i));
            }
        }
        return all;
    }

    private static Binding without(Binding solution) {
        if (!solution.contains(NUMBER)) {
            return solution;
        }
        var plain = Binding.builder();
        solution.forEach((variable, value) -> {
            if (!variable.equals(NUMBER)) {
                plain.add(variable, value);
            }
        });
        return plain.build();
    }

    @Override
    public Op apply(Transform transform) {
        Op left = Transformer.transform(transform, optional.getLeft());
        Op right = Transformer.transform(transform, optional.getRight());
        // The transform tells what becomes of the conditions.
        Op op = transform.transform(optional, left, right);
        return switch (op) {
            case OpLeftJoin join ->
                    new BatchedOptional(join.getLeft(), join.getRight(), conditions(join));
            case OpConditional join ->
                    new BatchedOptional(join.getLeft(), join.getRight(), ExprList.emptyList);
            default -> op;
        };
    }

    /** Returns the filters of a left join; Jena has null for none. */
    static ExprList conditions(OpLeftJoin join) {
        return join.getExprs() == null ? ExprList.emptyList : join.getExprs();
    }

    @Override
    public void outputArgs(IndentedWriter out, SerializationContext context) {
        optional.output(out, context);
    }

    @Override
    public int hashCode() {
        return optional.hashCode() + 1;
    }

    @Override
    public boolean equalTo(Op other, NodeIsomorphismMap labels) {
        return other instanceof BatchedOptional batched
                && optional.equalTo(batched.optional, labels);
    }
}
