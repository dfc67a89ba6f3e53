package org.labledger.query;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.atlas.lib.DateTimeUtils;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpProject;
import org.apache.jena.sparql.core.DatasetDescription;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.core.VarExprList;
import org.apache.jena.sparql.engine.Plan;
import org.apache.jena.sparql.engine.QueryEngineFactory;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.main.QueryEngineMain;
import org.apache.jena.sparql.expr.E_IsTriple;
import org.apache.jena.sparql.expr.E_SameTerm;
import org.apache.jena.sparql.expr.E_TripleObject;
import org.apache.jena.sparql.expr.E_TriplePredicate;
import org.apache.jena.sparql.expr.E_TripleSubject;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprLib;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprVar;
import org.apache.jena.sparql.expr.aggregate.AggCountDistinct;
import org.apache.jena.sparql.util.Context;
import org.labledger.store.GraphChoice;
import org.labledger.store.SnapshotExecutor;

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
        setClock(context);
    }

    private GuardedQueryEngine(Op op, DatasetGraph dataset, Binding input, Context context) {
        super(op, dataset, input, context);
        setClock(context);
    }

    /** Jena would give {@code NOW()} the time zone of the machine. */
    static void setClock(Context context) {
        context.set(
                ARQConstants.sysCurrentTime,
                NodeFactory.createLiteralDT(DateTimeUtils.nowUTC(), XSDDatatype.XSDdateTime));
    }

    @Override
    protected Op modifyOp(Op op) {
        if (SnapshotExecutor.plans(dataset)) {
            // A plan needs basic graph patterns whole, to order their triple patterns.
            context.set(ARQ.optFilterPlacementBGP, false);
        }
        Guard guard = Guard.in(context);
        GuardedExpressions expressions = new GuardedExpressions(guard);
        Op guarded = Transformer.transform(new Corrections(), expressions, op);
        GuardedPath.noteEnds(guarded, context);
        Op rewritten = super.modifyOp(guarded);
        if (!Operators.of(rewritten).contains(Operators.EXPRESSION)) {
            return rewritten;
        }
        // The optimizer makes comparisons of its own.
        Op optimized = Transformer.transform(new TransformCopy(), expressions, rewritten);
        return Transformer.transform(new TransformCopy(), new SafeExpressions(), optimized);
    }

    /**
     * What Jena's translation of queries to algebra does otherwise than SPARQL 1.2, section 18.3.
     */
    private static final class Corrections extends TransformCopy {

        /** A triple term that is the whole expression of {@code BIND} or of a projection. */
        @Override
        public Op transform(OpExtend extend, Op operand) {
            VarExprList values = new VarExprList();
            extend.getVarExprList()
                    .forEachVarExpr((variable, value) ->
                            values.add(variable, GuardedExpressions.tripleTerm(value)));
            return OpExtend.create(operand, values);
        }

        /**
         * A triple term with variables at the end of a path, which Jena takes for a term of the
         * graph: the path leads to any node, which is then taken apart.
         */
        @Override
        public Op transform(OpPath path) {
            TriplePath triple = path.getTriplePath();
            Parts parts = new Parts();
            Node subject = parts.of(triple.getSubject());
            Node object = parts.of(triple.getObject());
            return parts.conditions.isEmpty()
                    ? super.transform(path)
                    : OpFilter.filterBy(
                            parts.conditions,
                            OpExtend.create(
                                    new OpPath(new TriplePath(subject, triple.getPath(), object)),
                                    parts.values));
        }

        @Override
        public Op transform(OpDistinct distinct, Op operand) {
            return super.transform(distinct, named(operand));
        }

        @Override
        public Op transform(OpGroup group, Op operand) {
            boolean countsSolutions =
                    group.getAggregators().stream()
                            .anyMatch(a -> a.getAggregator() instanceof AggCountDistinct);
            return super.transform(group, countsSolutions ? named(operand) : operand);
        }

        /** Blank nodes of a pattern are variables in Jena, and do not tell solutions apart. */
        private static Op named(Op operand) {
            List<Var> visible = List.copyOf(OpVars.visibleVars(operand));
            List<Var> named = visible.stream().filter(v -> Var.isNamedVar(v)).toList();
            return named.size() == visible.size() ? operand : new OpProject(operand, named);
        }
    }

    /** What the parts of triple terms are, and must be. */
    private static final class Parts {

        private final VarExprList values = new VarExprList();
        private final ExprList conditions = new ExprList();
        private final Set<Node> seen = new HashSet<>();

        /** Returns the end of a path, or a variable for a triple term that has variables. */
        Node of(Node end) {
            if (!end.isTripleTerm() || end.isConcrete()) {
                seen.add(end);
                return end;
            }
            // Named like a blank node of the pattern, which is not in the answer either.
            Var any = Var.alloc("?end" + conditions.size());
            take(new ExprVar(any), end);
            return any;
        }

        private void take(Expr value, Node part) {
            if (part.isTripleTerm() && !part.isConcrete()) {
                conditions.add(new E_IsTriple(value));
                take(new E_TripleSubject(value), part.getTriple().getSubject());
                take(new E_TriplePredicate(value), part.getTriple().getPredicate());
                take(new E_TripleObject(value), part.getTriple().getObject());
            } else if (Var.isVar(part) && seen.add(part)) {
                values.add(Var.alloc(part), value);
            } else {
                conditions.add(new E_SameTerm(value, ExprLib.nodeToExpr(part)));
            }
        }
    }

    /** The graphs of FROM are chosen before; see {@link GraphChoice}. */
    @Override
    protected DatasetGraph dynamicDataset(
            DatasetDescription description, DatasetGraph dataset, boolean unionDefaultGraph) {
        return dataset;
    }
}
