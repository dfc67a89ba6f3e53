package org.labledger.query;

import org.apache.jena.atlas.lib.DateTimeUtils;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.core.DatasetDescription;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.VarExprList;
import org.apache.jena.sparql.engine.Plan;
import org.apache.jena.sparql.engine.QueryEngineFactory;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.main.QueryEngineMain;
import org.apache.jena.sparql.util.Context;
import org.labledger.store.GraphChoice;
import org.labledger.store.SnapshotDataset;

/**
 * Plans a query: its expressions are guarded before it is optimized, because the optimizer
 * evaluates constant expressions.
 */
final class GuardedQueryEngine extends QueryEngineMain {

    static final QueryEngineFactory FACTORY =
            new QueryEngineFactory() {
                @Override
                public boolean accept(Query query, DatasetGraph dataset, Context context) {
                    return true;
                }

                @Override
                public Plan create(
                        Query query, DatasetGraph dataset, Binding input, Context context) {
                    return new GuardedQueryEngine(query, dataset, input, context).getPlan();
                }

                @Override
                public boolean accept(Op op, DatasetGraph dataset, Context context) {
                    return true;
                }

                @Override
                public Plan create(Op op, DatasetGraph dataset, Binding input, Context context) {
                    return new GuardedQueryEngine(op, dataset, input, context).getPlan();
                }
            };

    private GuardedQueryEngine(Query query, DatasetGraph dataset, Binding input, Context context) {
        super(query, dataset, input, context);
        setClock();
    }

    private GuardedQueryEngine(Op op, DatasetGraph dataset, Binding input, Context context) {
        super(op, dataset, input, context);
        setClock();
    }

    /** Jena would give {@code NOW()} the time zone of the machine. */
    private void setClock() {
        context.set(
                ARQConstants.sysCurrentTime,
                NodeFactory.createLiteralDT(DateTimeUtils.nowUTC(), XSDDatatype.XSDdateTime));
    }

    @Override
    protected Op modifyOp(Op op) {
        if (dataset instanceof SnapshotDataset) {
            // A plan needs basic graph patterns whole, to order their triple patterns.
            context.set(ARQ.optFilterPlacementBGP, false);
        }
        Guard guard = Guard.in(context);
        GuardedExpressions expressions = new GuardedExpressions(guard);
        Op guarded = Transformer.transform(new TripleTermValues(), expressions, op);
        // The optimizer makes comparisons of its own.
        Op optimized =
                Transformer.transform(new TransformCopy(), expressions, super.modifyOp(guarded));
        return Transformer.transform(new TransformCopy(), new SafeExpressions(), optimized);
    }

    /** A triple term that is the whole expression of {@code BIND} or of a projection. */
    private static final class TripleTermValues extends TransformCopy {

        @Override
        public Op transform(OpExtend extend, Op operand) {
            VarExprList values = new VarExprList();
            extend.getVarExprList()
                    .forEachVarExpr((variable, value) ->
                            values.add(variable, GuardedExpressions.tripleTerm(value)));
            return OpExtend.create(operand, values);
        }
    }

    /** The graphs of FROM are chosen before; see {@link GraphChoice}. */
    @Override
    protected DatasetGraph dynamicDataset(
            DatasetDescription description, DatasetGraph dataset, boolean unionDefaultGraph) {
        return dataset;
    }
}
