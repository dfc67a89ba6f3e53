package org.labledger.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpAsQuery;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.TransformCopy;
import org.apache.jena.sparql.algebra.Transformer;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGraph;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpMinus;
import org.apache.jena.sparql.algebra.op.OpNull;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpProject;
import org.apache.jena.sparql.algebra.op.OpReduced;
import org.apache.jena.sparql.algebra.op.OpSequence;
import org.apache.jena.sparql.algebra.op.OpService;
import org.apache.jena.sparql.algebra.op.OpSlice;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.op.OpTriple;
import org.apache.jena.sparql.algebra.op.OpUnion;
import org.apache.jena.sparql.core.BasicPattern;
import org.apache.jena.sparql.core.PathBlock;
import org.apache.jena.sparql.core.Substitute;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.core.VarExprList;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.expr.E_Exists;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprEvalException;
import org.apache.jena.sparql.expr.ExprException;
import org.apache.jena.sparql.expr.ExprFunction;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprTransformCopy;
import org.apache.jena.sparql.expr.ExprTransformer;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.Unstable;
import org.apache.jena.sparql.expr.aggregate.AggMax;
import org.apache.jena.sparql.expr.aggregate.AggMaxDistinct;
import org.apache.jena.sparql.expr.aggregate.AggMin;
import org.apache.jena.sparql.expr.aggregate.AggMinDistinct;
import org.apache.jena.sparql.expr.aggregate.AggSample;
import org.apache.jena.sparql.expr.aggregate.AggSampleDistinct;
import org.apache.jena.sparql.expr.aggregate.Aggregator;
import org.apache.jena.sparql.function.FunctionEnv;
import org.apache.jena.sparql.graph.NodeTransformLib;
import org.apache.jena.sparql.path.P_Alt;
import org.apache.jena.sparql.path.P_Inverse;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.sparql.path.P_NegPropSet;
import org.apache.jena.sparql.path.P_ReverseLink;
import org.apache.jena.sparql.path.P_Seq;
import org.apache.jena.sparql.path.Path;
import org.apache.jena.sparql.syntax.Element;
import org.apache.jena.sparql.syntax.ElementData;
import org.apache.jena.sparql.syntax.ElementGroup;
import org.apache.jena.sparql.syntax.ElementNamedGraph;
import org.apache.jena.sparql.syntax.ElementPathBlock;
import org.apache.jena.sparql.syntax.ElementTriplesBlock;
import org.apache.jena.sparql.util.VarUtils;
import org.jspecify.annotations.Nullable;
import org.labledger.engine.Aggregation;
import org.labledger.engine.Support;

/**
 * Finds what the rows of an answer rest on, after the fact and over any store: the query is
 * evaluated by its definitions (SPARQL 1.2, section 18), from the rows of the answer backwards.
 * Only its leaves – basic graph patterns, paths, {@code SERVICE} – are asked of the store, each in
 * one query with what is known already as {@code VALUES}. Every solution carries its {@link
 * Support}.
 *
 * <p>Where a row rests on something that is not there, it does not suffice to look at what is: on
 * the cited statements alone, other solutions might come up that something uncited keeps away. So
 * where it matters, solutions that <em>could</em> be there on fewer statements are evaluated too,
 * each with the support of its not being there.
 *
 * <p>Used by one thread, once.
 */
final class Grounding {

    /** Ends the names of variables that stand for blank nodes of the query, and other new ones. */
    private static final String OWN = "_of_citations";

    /** Maximum number of known solutions that restrict a question to the store. */
    private static final int MAX_KNOWN = 1_000;

    private static final int BYTES_PER_ROW = 200;

    /** Has a query executed over the snapshot, and the RDF dataset of the request. */
    @FunctionalInterface
    interface Asking {
        List<Binding> solutions(Query query);
    }

    /**
     * A triple that was read.
     *
     * @param graph the name of the graph; {@code null} for the default graph
     */
    record Read(Triple triple, @Nullable Node graph) {}

    /**
     * A solution.
     *
     * @param why what it rests on; if it is not there, what keeps it away
     */
    private record Row(Binding binding, Support why, boolean isThere) {}

    /**
     * Solutions.
     *
     * @param frame what keeps away all other solutions on fewer statements
     */
    private record Rows(List<Row> rows, Support frame) {

        Rows(List<Row> rows) {
            this(rows, Support.NOTHING);
        }

        List<Row> there() {
            return rows.stream().filter(Row::isThere).toList();
        }

        /** Returns what keeps away whatever is not there. */
        Support bounds() {
            Support.Collector all = new Support.Collector();
            all.add(frame);
            rows.stream().filter(row -> !row.isThere()).forEach(row -> all.add(row.why()));
            return all.all();
        }
    }

    /**
     * Where a pattern is evaluated.
     *
     * @param outer the solution that the pattern of an EXISTS is evaluated under
     * @param isExact whether solutions that are not there are wanted as well
     * @param known solutions that only compatible solutions are wanted for; {@code null} for all
     * @param graph the active graph; {@code null} for the default graph
     */
    private record Scope(
            Binding outer, boolean isExact, @Nullable List<Binding> known, @Nullable Node graph) {

        Scope exact() {
            return new Scope(outer, true, known, graph);
        }

        Scope knowing(@Nullable List<Binding> others) {
            return new Scope(outer, isExact, others, graph);
        }

        Scope in(Node name) {
            return new Scope(outer, isExact, known, name);
        }

        Scope under(Binding solution) {
            return new Scope(solution, isExact, known, graph);
        }
    }

    private final Guard guard;
    private final Asking asking;
    private final ExecutionContext context;
    private final Aggregation.Factory aggregations;
    private final List<Read> reads = new ArrayList<>();
    private final Map<Read, Integer> numbers = new HashMap<>();
    private final Map<Expr, Expr> prepared = new IdentityHashMap<>();
    private int newVariables;

    /** Where the expression is evaluated that is being evaluated now. */
    private Scope current = new Scope(BindingFactory.empty(), false, null, null);

    /** What the expression has found to rest on. */
    private Support.Collector found = new Support.Collector();

    Grounding(Guard guard, Asking asking, ExecutionContext context) {
        this.guard = guard;
        this.asking = asking;
        this.context = context;
        this.aggregations = GuardedGroup.aggregations(guard);
    }

    /** Returns whether a variable stands for a blank node of the query, or for nothing in it. */
    static boolean isBlank(Var variable) {
        return variable.getVarName().endsWith(OWN);
    }

    /** Returns the triple that a support numbers. */
    Read read(long number) {
        return reads.get((int) number);
    }

    /**
     * Returns what each row of an answer rests on.
     *
     * @param query a SELECT
     * @param answer its rows
     */
    List<Support> supports(Query query, List<Binding> answer) {
        Op op = named(Algebra.compile(query));
        Op unsliced = query.hasLimit() || query.hasOffset() ? ((OpSlice) op).getSubOp() : op;
        Set<Var> variables = new LinkedHashSet<>(query.getProjectVars());
        List<Binding> distinct = List.copyOf(projected(answer, variables));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < distinct.size(); i += MAX_KNOWN) {
            List<Binding> known = distinct.subList(i, Math.min(i + MAX_KNOWN, distinct.size()));
            Scope scope = new Scope(BindingFactory.empty(), false, known, null);
            Set<Binding> wanted = Set.copyOf(known);
            boolean isOne = distinct.size() <= MAX_KNOWN;
            for (Row row : eval(unsliced, scope).there()) {
                if (isOne || wanted.contains(restricted(row.binding(), variables))) {
                    rows.add(row);
                }
            }
        }
        return assigned(answer, rows, variables);
    }

    /**
     * Returns the supports of solutions that the store has given: those of equal rows, of which
     * there may be more.
     */
    private List<Support> assigned(List<Binding> given, List<Row> rows, Collection<Var> variables) {
        Map<Binding, Deque<Support>> supports = new HashMap<>();
        for (Row row : rows) {
            supports.computeIfAbsent(restricted(row.binding(), variables), b -> new ArrayDeque<>())
                    .add(row.why());
        }
        Map<Binding, Integer> left = new HashMap<>();
        given.forEach(row -> left.merge(restricted(row, variables), 1, Integer::sum));
        List<Support> result = new ArrayList<>();
        for (Binding row : given) {
            Binding key = restricted(row, variables);
            Deque<Support> equal = supports.get(key);
            if (equal == null || equal.isEmpty()) {
                result.add(closest(key, rows));
            } else if (left.merge(key, -1, Integer::sum) == 0) {
                // REDUCED may have dropped others.
                result.add(Support.any(List.copyOf(equal)));
            } else {
                result.add(equal.removeFirst());
            }
        }
        return result;
    }

    /** A solution with a value that comes out differently each time, as that of RAND does. */
    private Support closest(Binding row, List<Row> rows) {
        Support best = Support.NOTHING;
        int most = -1;
        for (Row candidate : rows) {
            guard.check();
            int agreeing = 0;
            for (Var variable : vars(row)) {
                Node value = row.get(variable);
                agreeing += value.equals(candidate.binding().get(variable)) ? 1 : 0;
            }
            if (agreeing > most) {
                most = agreeing;
                best = candidate.why();
            }
        }
        return best;
    }

    // ---- Solutions

    private static List<Var> vars(Binding binding) {
        List<Var> variables = new ArrayList<>();
        binding.vars().forEachRemaining(variables::add);
        return variables;
    }

    private static Binding restricted(Binding binding, Collection<Var> variables) {
        BindingBuilder builder = Binding.builder();
        for (Var variable : variables) {
            Node value = binding.get(variable);
            if (value != null) {
                builder.add(variable, value);
            }
        }
        return builder.build();
    }

    private static Set<Binding> projected(Collection<Binding> rows, Collection<Var> variables) {
        Set<Binding> result = new LinkedHashSet<>();
        rows.forEach(row -> result.add(restricted(row, variables)));
        return result;
    }

    private static Binding merged(Binding first, Binding second) {
        BindingBuilder builder = Binding.builder();
        first.forEach(builder::add);
        second.forEach((variable, value) -> {
            if (!first.contains(variable)) {
                builder.add(variable, value);
            }
        });
        return builder.build();
    }

    private void keep(List<Row> rows, Row row) {
        guard.charge(BYTES_PER_ROW);
        if ((rows.size() & 255) == 0) {
            guard.check();
        }
        rows.add(row);
    }

    /** Names blank nodes of patterns, which are variables that cannot be asked for. */
    private static Op named(Op op) {
        Op substitutable = SafeExpressions.substitutable(op);
        return NodeTransformLib.transform(
                node ->
                        Var.isVar(node) && Var.isBlankNodeVar(node)
                                ? Var.alloc(node.getName().replace("?", "b") + OWN)
                                : node,
                substitutable);
    }

    private Var newVariable() {
        return Var.alloc("v" + newVariables++ + OWN);
    }

    // ---- Questions to the store

    /** Asks for the solutions of an element that are compatible with what is known. */
    private List<Binding> ask(
            Element element, Set<Var> variables, @Nullable List<Binding> known, Scope scope) {
        ElementGroup group = new ElementGroup();
        if (known != null) {
            List<Var> shared = variables.stream().filter(v -> isBoundIn(v, known)).toList();
            Set<Binding> values = projected(known, shared);
            if (values.isEmpty()) {
                return List.of();
            }
            if (!shared.isEmpty() && values.size() <= MAX_KNOWN) {
                group.addElement(new ElementData(shared, List.copyOf(values)));
            }
        }
        group.addElement(element);
        Element whole = group;
        if (scope.graph() != null) {
            whole = new ElementNamedGraph(scope.graph(), group);
        }
        return asking.solutions(query(whole));
    }

    private static boolean isBoundIn(Var variable, List<Binding> solutions) {
        return solutions.stream().anyMatch(solution -> solution.contains(variable));
    }

    private static Query query(Element pattern) {
        Query query = QueryFactory.make();
        query.setQuerySelectType();
        query.setQueryResultStar(true);
        query.setQueryPattern(pattern);
        query.ensureResultVars();
        return query;
    }

    private Support read(Triple triple, @Nullable Node graph) {
        Read read = new Read(triple, graph);
        Integer number = numbers.get(read);
        if (number == null) {
            guard.charge(BYTES_PER_ROW);
            number = reads.size();
            numbers.put(read, number);
            reads.add(read);
        }
        return Support.statement(number);
    }

    // ---- Expressions

    /** The value of an expression and what it rests on. */
    private record Value(@Nullable NodeValue value, Support why) {

        boolean isTrue() {
            try {
                return value != null && Truth.of(value);
            } catch (ExprEvalException e) {
                return false;
            }
        }
    }

    private Value value(Expr expr, Binding solution, Scope scope) {
        Scope scopeBefore = current;
        Support.Collector foundBefore = found;
        current = scope;
        found = new Support.Collector();
        try {
            NodeValue value;
            try {
                value = prepared(expr).eval(merged(solution, scope.outer()), context);
            } catch (ExprException e) {
                value = null;
            }
            return new Value(value, found.all());
        } finally {
            current = scopeBefore;
            found = foundBefore;
        }
    }

    /** The product's functions, and EXISTS of this class. */
    private Expr prepared(Expr expr) {
        Expr known = prepared.get(expr);
        if (known == null) {
            known = GuardedExpressions.tripleTerm(expr);
            known = ExprTransformer.transform(new GuardedExpressions(guard), known);
            known = ExprTransformer.transform(new Existences(), known);
            known = ExprTransformer.transform(new SafeExpressions(), known);
            prepared.put(expr, known);
        }
        return known;
    }

    private OpGroup prepared(OpGroup group) {
        Op op = OpGroup.create(OpTable.unit(), group.getGroupVars(), group.getAggregators());
        op = Transformer.transform(new TransformCopy(), new GuardedExpressions(guard), op);
        op = Transformer.transform(new TransformCopy(), new Existences(), op);
        return (OpGroup) Transformer.transform(new TransformCopy(), new SafeExpressions(), op);
    }

    private final class Existences extends ExprTransformCopy {
        @Override
        public Expr transform(ExprFunctionOp function, ExprList arguments, Op pattern) {
            return new Existence(function.getGraphPattern(), function instanceof E_Exists);
        }
    }

    /** {@code EXISTS}, or {@code NOT EXISTS}, which notes what its value rests on. */
    private final class Existence extends ExprFunctionN {

        private final Op pattern;
        private final boolean isWanted;

        Existence(Op pattern, boolean isWanted) {
            super("exists", new ExprList());
            this.pattern = pattern;
            this.isWanted = isWanted;
        }

        @Override
        protected NodeValue evalSpecial(Binding solution, FunctionEnv env) {
            Scope scope = new Scope(solution, true, null, current.graph());
            Rows matches = Grounding.this.eval(pattern, scope);
            List<Support> there = matches.there().stream().map(Row::why).toList();
            if (there.isEmpty()) {
                found.add(matches.bounds());
                found.add(missing(Support.Missing.Kind.NOT_EXISTS, pattern, solution, scope));
            } else {
                found.add(Support.any(there));
            }
            return NodeValue.booleanReturn(there.isEmpty() != isWanted);
        }

        @Override
        public NodeValue eval(List<NodeValue> values) {
            throw new IllegalStateException("EXISTS has no arguments.");
        }

        @Override
        public Expr copy(ExprList arguments) {
            return this;
        }
    }

    private static Support missing(
            Support.Missing.Kind kind, Op pattern, Binding solution, Scope scope) {
        Binding values = merged(solution, scope.outer());
        return new Support.Missing(
                kind, pattern, scope.graph(), restricted(values, OpVars.mentionedVars(pattern)));
    }

    private static boolean hasPattern(Expr expr) {
        return isAny(expr, ExprFunctionOp.class);
    }

    private static boolean isAny(Expr expr, Class<?> kind) {
        if (kind.isInstance(expr)) {
            return true;
        }
        ExprFunction function = expr.isFunction() ? expr.getFunction() : null;
        return function != null
                && function.getArgs().stream().anyMatch(a -> a != null && isAny(a, kind));
    }

    // ---- Operators

    private Rows eval(Op op, Scope scope) {
        guard.check();
        return switch (op) {
            case OpBGP bgp -> match(bgp.getPattern(), scope);
            case OpTriple triple -> match(triple.asBGP().getPattern(), scope);
            case OpPath path -> path(path.getTriplePath(), scope);
            case OpGraph graph -> graph(graph, scope);
            case OpJoin join -> join(List.of(join.getLeft(), join.getRight()), scope);
            case OpSequence sequence -> join(sequence.getElements(), scope);
            case OpLeftJoin join -> leftJoin(join, scope);
            case OpUnion union -> {
                Rows left = eval(union.getLeft(), scope);
                Rows right = eval(union.getRight(), scope);
                List<Row> rows = new ArrayList<>(left.rows());
                rows.addAll(right.rows());
                yield new Rows(rows, Support.all(left.frame(), right.frame()));
            }
            case OpMinus minus -> minus(minus, scope);
            case OpFilter filter -> filter(filter, scope);
            case OpExtend extend -> extend(extend, scope);
            case OpTable table -> {
                List<Row> rows = new ArrayList<>();
                table.getTable()
                        .rows()
                        .forEachRemaining(row -> rows.add(new Row(row, Support.NOTHING, true)));
                yield new Rows(rows);
            }
            case OpNull none -> new Rows(List.of());
            case OpProject project -> project(project, scope);
            case OpDistinct distinct -> distinct(eval(distinct.getSubOp(), scope));
            case OpReduced reduced -> eval(reduced.getSubOp(), scope);
            case OpOrder order -> eval(order.getSubOp(), scope);
            case OpSlice slice -> slice(slice, scope);
            case OpGroup group -> group(group, scope);
            case OpService service -> service(service, scope);
            default ->
                    throw new UnevaluableException(
                            new QueryException(
                                    "What " + op.getName() + " rests on cannot be cited"));
        };
    }

    private static final Rows UNIT =
            new Rows(List.of(new Row(BindingFactory.empty(), Support.NOTHING, true)));

    private Rows match(BasicPattern patterns, Scope scope) {
        return match(patterns, scope, scope.known());
    }

    private Rows match(BasicPattern patterns, Scope scope, @Nullable List<Binding> known) {
        if (patterns.isEmpty()) {
            return UNIT;
        }
        BasicPattern asked = new BasicPattern();
        Set<Var> variables = new LinkedHashSet<>();
        for (Triple pattern : patterns) {
            Triple substituted = Substitute.substitute(pattern, scope.outer());
            asked.add(substituted);
            VarUtils.addVarsFromTriple(variables, substituted);
        }
        List<Row> rows = new ArrayList<>();
        for (Binding solution : ask(new ElementTriplesBlock(asked), variables, known, scope)) {
            keep(rows, new Row(solution, reads(asked, solution, scope.graph()), true));
        }
        return new Rows(rows);
    }

    private Support reads(BasicPattern patterns, Binding solution, @Nullable Node graph) {
        Support.Collector all = new Support.Collector();
        for (Triple pattern : patterns) {
            Triple triple = Substitute.substitute(pattern, solution);
            // The arguments of a property function are no triples.
            if (triple.isConcrete()) {
                all.add(read(triple, graph));
            }
        }
        return all.all();
    }

    private Rows graph(OpGraph graph, Scope scope) {
        Node name = Substitute.substitute(graph.getNode(), scope.outer());
        if (!Var.isVar(name)) {
            ElementNamedGraph any = new ElementNamedGraph(name, new ElementGroup());
            return name.isTripleTerm() || asking.solutions(query(any)).isEmpty()
                    ? new Rows(List.of())
                    : evalIn(name, graph.getSubOp(), scope);
        }
        Var variable = Var.alloc(name);
        if (graph.getSubOp() instanceof OpBGP bgp && !bgp.getPattern().isEmpty()) {
            return matchInAny(bgp.getPattern(), variable, scope);
        }
        Scope outside = new Scope(scope.outer(), false, null, null);
        List<Binding> names =
                ask(
                        new ElementNamedGraph(variable, new ElementGroup()),
                        Set.of(variable),
                        scope.known(),
                        outside);
        List<Row> rows = new ArrayList<>();
        Support.Collector frame = new Support.Collector();
        for (Binding one : projected(names, List.of(variable))) {
            Rows inside = evalIn(one.get(variable), graph.getSubOp(), scope);
            frame.add(inside.frame());
            for (Row row : inside.rows()) {
                if (Algebra.compatible(row.binding(), one)) {
                    keep(rows, new Row(merged(row.binding(), one), row.why(), row.isThere()));
                }
            }
        }
        return new Rows(rows, frame.all());
    }

    private Rows evalIn(Node name, Op pattern, Scope scope) {
        Rows inside = eval(pattern, scope.in(name));
        if (readsAlways(pattern)) {
            return inside;
        }
        // There is no graph without statements.
        List<Support> statements = new ArrayList<>();
        for (Triple triple : triples(null, null, null, scope.in(name))) {
            if (statements.size() == Support.MAX_ALTERNATIVES) {
                break;
            }
            statements.add(read(triple, name));
        }
        List<Row> rows = new ArrayList<>();
        for (Row row : inside.rows()) {
            rows.add(
                    row.isThere()
                            ? new Row(
                                    row.binding(),
                                    Support.all(row.why(), Support.any(statements)),
                                    true)
                            : row);
        }
        return new Rows(rows, inside.frame());
    }

    /** Returns whether every solution of a pattern reads a statement of the active graph. */
    private static boolean readsAlways(Op op) {
        return switch (op) {
            case OpBGP bgp -> !bgp.getPattern().isEmpty();
            case OpTriple triple -> true;
            case OpJoin join -> readsAlways(join.getLeft()) || readsAlways(join.getRight());
            case OpSequence all -> all.getElements().stream().anyMatch(Grounding::readsAlways);
            case OpUnion union -> readsAlways(union.getLeft()) && readsAlways(union.getRight());
            case OpLeftJoin join -> readsAlways(join.getLeft());
            case OpMinus minus -> readsAlways(minus.getLeft());
            case OpFilter filter -> readsAlways(filter.getSubOp());
            case OpExtend extend -> readsAlways(extend.getSubOp());
            case OpProject project -> readsAlways(project.getSubOp());
            case OpDistinct distinct -> readsAlways(distinct.getSubOp());
            default -> false;
        };
    }

    /** A basic graph pattern in all named graphs, in one question. */
    private Rows matchInAny(BasicPattern patterns, Var graph, Scope scope) {
        BasicPattern asked = new BasicPattern();
        Set<Var> variables = new LinkedHashSet<>(List.of(graph));
        for (Triple pattern : patterns) {
            Triple substituted = Substitute.substitute(pattern, scope.outer());
            asked.add(substituted);
            VarUtils.addVarsFromTriple(variables, substituted);
        }
        Scope outside = new Scope(scope.outer(), false, null, null);
        Element element = new ElementNamedGraph(graph, new ElementTriplesBlock(asked));
        List<Row> rows = new ArrayList<>();
        for (Binding solution : ask(element, variables, scope.known(), outside)) {
            Support why = reads(asked, solution, solution.get(graph));
            keep(rows, new Row(solution, why, true));
        }
        return new Rows(rows);
    }

    /** Returns the solutions that a right side has to be compatible with. */
    private static @Nullable List<Binding> known(Rows left, Op right, Scope scope) {
        Set<Var> variables = OpVars.visibleVars(right);
        Set<Binding> bindings =
                projected(left.rows().stream().map(Row::binding).toList(), variables);
        return bindings.size() <= MAX_KNOWN && bindings.stream().noneMatch(Binding::isEmpty)
                ? List.copyOf(bindings)
                : null;
    }

    private Rows join(List<Op> elements, Scope scope) {
        Rows result = eval(elements.getFirst(), scope);
        for (Op element : elements.subList(1, elements.size())) {
            List<Binding> known = known(result, element, scope);
            Rows right = eval(element, scope.knowing(known == null ? scope.known() : known));
            result = joined(result, right);
        }
        return result;
    }

    private Rows joined(Rows left, Rows right) {
        List<Row> rows = new ArrayList<>();
        for (Row a : left.rows()) {
            for (Row b : right.rows()) {
                if (Algebra.compatible(a.binding(), b.binding())) {
                    keep(rows, both(a, b));
                }
            }
            guard.check();
        }
        return new Rows(rows, Support.all(left.frame(), right.frame()));
    }

    private static Row both(Row a, Row b) {
        Support why;
        if (a.isThere() == b.isThere()) {
            why =
                    a.isThere()
                            ? Support.all(a.why(), b.why())
                            : Support.any(List.of(a.why(), b.why()));
        } else {
            why = a.isThere() ? b.why() : a.why();
        }
        return new Row(merged(a.binding(), b.binding()), why, a.isThere() && b.isThere());
    }

    /** Returns a solution of which a condition was tested; {@code null} if it can never hold. */
    private @Nullable Row tested(Row row, ExprList conditions, Scope scope) {
        Row result = row;
        for (Expr condition : conditions) {
            if (isAny(condition, Unstable.class)) {
                // It was true when the answer was made.
                continue;
            }
            Value value = value(condition, row.binding(), scope);
            if (value.isTrue()) {
                if (result.isThere()) {
                    Support why = Support.all(result.why(), value.why());
                    result = new Row(row.binding(), why, true);
                }
            } else if (!hasPattern(condition)) {
                return null;
            } else {
                Support why =
                        result.isThere()
                                ? value.why()
                                : Support.any(List.of(result.why(), value.why()));
                result = new Row(row.binding(), why, false);
            }
        }
        return result;
    }

    private Rows filter(OpFilter filter, Scope scope) {
        Rows input = eval(filter.getSubOp(), scope);
        List<Row> rows = new ArrayList<>();
        for (Row row : input.rows()) {
            Row tested = tested(row, filter.getExprs(), scope);
            if (tested != null && (tested.isThere() || scope.isExact())) {
                keep(rows, tested);
            }
        }
        return new Rows(rows, input.frame());
    }

    private Rows leftJoin(OpLeftJoin join, Scope scope) {
        Rows left = eval(join.getLeft(), scope);
        List<Binding> known = known(left, join.getRight(), scope);
        Rows right = eval(join.getRight(), scope.exact().knowing(known));
        ExprList conditions = join.getExprs() == null ? new ExprList() : join.getExprs();
        Op pattern =
                conditions.isEmpty()
                        ? join.getRight()
                        : OpFilter.filterBy(conditions, join.getRight());
        List<Row> rows = new ArrayList<>();
        for (Row a : left.rows()) {
            guard.check();
            List<Support> matches = new ArrayList<>();
            Support.Collector unmatched = new Support.Collector();
            for (Row b : right.rows()) {
                if (!Algebra.compatible(a.binding(), b.binding())) {
                    continue;
                }
                Row both = tested(both(a, b), conditions, scope.exact());
                if (both == null) {
                    continue;
                }
                if (both.isThere()) {
                    matches.add(both.why());
                } else if (a.isThere()) {
                    unmatched.add(both.why());
                }
                if (both.isThere() || scope.isExact()) {
                    keep(rows, both);
                }
            }
            if (a.isThere() && matches.isEmpty()) {
                Support why =
                        Support.all(
                                a.why(),
                                unmatched.all(),
                                right.frame(),
                                missing(
                                        Support.Missing.Kind.OPTIONAL,
                                        pattern,
                                        a.binding(),
                                        scope));
                keep(rows, new Row(a.binding(), why, true));
            } else if (scope.isExact()) {
                Support why = a.isThere() ? Support.any(matches) : a.why();
                keep(rows, new Row(a.binding(), why, false));
            }
        }
        return new Rows(rows, Support.all(left.frame(), right.frame()));
    }

    private Rows minus(OpMinus minus, Scope scope) {
        Rows left = eval(minus.getLeft(), scope);
        List<Binding> known = known(left, minus.getRight(), scope);
        Rows right = eval(minus.getRight(), scope.exact().knowing(known));
        Set<Var> common = OpVars.visibleVars(minus.getLeft());
        common.retainAll(OpVars.visibleVars(minus.getRight()));
        List<Row> rows = new ArrayList<>();
        for (Row a : left.rows()) {
            guard.check();
            List<Support> matches = new ArrayList<>();
            Support.Collector unmatched = new Support.Collector();
            for (Row b : right.rows()) {
                if (Algebra.compatible(a.binding(), b.binding())
                        && vars(a.binding()).stream().anyMatch(b.binding()::contains)) {
                    if (b.isThere()) {
                        matches.add(b.why());
                    } else {
                        unmatched.add(b.why());
                    }
                }
            }
            if (!a.isThere()) {
                keep(rows, a);
            } else if (!matches.isEmpty()) {
                if (scope.isExact()) {
                    keep(rows, new Row(a.binding(), Support.any(matches), false));
                }
            } else if (vars(a.binding()).stream().noneMatch(common::contains)) {
                keep(rows, a);
            } else {
                Support why =
                        Support.all(
                                a.why(),
                                unmatched.all(),
                                right.frame(),
                                missing(
                                        Support.Missing.Kind.MINUS,
                                        minus.getRight(),
                                        restricted(a.binding(), common),
                                        scope));
                keep(rows, new Row(a.binding(), why, true));
            }
        }
        return new Rows(rows, Support.all(left.frame(), right.frame()));
    }

    private Rows extend(OpExtend extend, Scope scope) {
        VarExprList assignments = extend.getVarExprList();
        Rows input = eval(extend.getSubOp(), scope);
        List<Row> rows = new ArrayList<>();
        Support.Collector frame = new Support.Collector();
        frame.add(input.frame());
        for (Row row : input.rows()) {
            Row extended = row;
            for (Var variable : assignments.getVars()) {
                Expr expr = assignments.getExpr(variable);
                if (isAny(expr, Unstable.class)) {
                    continue;
                }
                Value value = value(expr, extended.binding(), scope);
                Binding binding =
                        value.value() == null
                                ? extended.binding()
                                : BindingFactory.binding(
                                        extended.binding(), variable, value.value().asNode());
                Support why =
                        extended.isThere()
                                ? Support.all(extended.why(), value.why())
                                : extended.why();
                // With fewer statements, EXISTS in it may have another value.
                frame.add(value.why());
                extended = new Row(binding, why, extended.isThere());
            }
            keep(rows, extended);
        }
        return new Rows(rows, scope.isExact() ? frame.all() : Support.NOTHING);
    }

    private Rows project(OpProject project, Scope scope) {
        Set<Var> visible = new LinkedHashSet<>(project.getVars());
        List<Binding> known =
                scope.known() == null ? null : List.copyOf(projected(scope.known(), visible));
        Scope inner = scope.under(restricted(scope.outer(), visible)).knowing(known);
        Rows input = eval(project.getSubOp(), inner);
        List<Row> rows = new ArrayList<>();
        for (Row row : input.rows()) {
            rows.add(new Row(restricted(row.binding(), visible), row.why(), row.isThere()));
        }
        return new Rows(rows, input.frame());
    }

    private Rows distinct(Rows input) {
        Map<Binding, List<Row>> equal = new LinkedHashMap<>();
        for (Row row : input.rows()) {
            List<Var> named = vars(row.binding()).stream().filter(v -> !isBlank(v)).toList();
            equal.computeIfAbsent(restricted(row.binding(), named), b -> new ArrayList<>())
                    .add(row);
        }
        List<Row> rows = new ArrayList<>();
        equal.forEach((binding, same) -> {
            List<Support> there = same.stream().filter(Row::isThere).map(Row::why).toList();
            rows.add(
                    there.isEmpty()
                            ? new Row(binding, new Rows(same).bounds(), false)
                            : new Row(binding, Support.any(there), true));
        });
        return new Rows(rows, input.frame());
    }

    /** Which solutions a limit leaves is asked of the store: without an order it is up to it. */
    private Rows slice(OpSlice slice, Scope scope) {
        Set<Var> visible = OpVars.visibleVars(slice);
        Rows input = eval(slice.getSubOp(), scope.exact().knowing(null));
        Op asked = Substitute.substitute(slice, restricted(scope.outer(), visible));
        Query query =
                OpAsQuery.asQuery(
                        scope.graph() == null ? asked : new OpGraph(scope.graph(), asked));
        List<Binding> left = asking.solutions(query);
        List<Row> there = input.there();
        List<Support> supports = assigned(left, there, visible);
        Support.Collector whole = new Support.Collector();
        whole.add(input.bounds());
        there.forEach(row -> whole.add(row.why()));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            Support why = slice.getStart() > 0 ? whole.all() : supports.get(i);
            rows.add(new Row(restricted(left.get(i), visible), why, true));
        }
        return new Rows(rows, scope.isExact() ? whole.all() : Support.NOTHING);
    }

    private Rows service(OpService service, Scope scope) {
        Op asked = Substitute.substitute(service, scope.outer());
        Element element = OpAsQuery.asQuery(asked).getQueryPattern();
        Scope outside = new Scope(scope.outer(), false, null, null);
        List<Row> rows = new ArrayList<>();
        Set<Var> variables = new LinkedHashSet<>(OpVars.mentionedVars(asked));
        for (Binding solution : ask(element, variables, scope.known(), outside)) {
            keep(
                    rows,
                    new Row(
                            restricted(solution, OpVars.visibleVars(service)),
                            Support.NOTHING,
                            true));
        }
        return new Rows(rows);
    }

    // ---- Groups

    private static final class Group {
        private final List<Row> rows = new ArrayList<>();
        private final Support.Collector away = new Support.Collector();
    }

    private Rows group(OpGroup group, Scope scope) {
        OpGroup ready = prepared(group);
        VarExprList keys = group.getGroupVars();
        List<Var> plain = keys.getVars().stream().filter(v -> keys.getExpr(v) == null).toList();
        List<Binding> known =
                scope.known() == null || plain.isEmpty()
                        ? null
                        : List.copyOf(projected(scope.known(), plain));
        Rows input = eval(group.getSubOp(), scope.exact().knowing(known));
        Map<Binding, Group> groups = new LinkedHashMap<>();
        for (Row row : input.rows()) {
            guard.check();
            BindingBuilder key = Binding.builder();
            Support.Collector why = new Support.Collector();
            why.add(row.why());
            for (Var variable : keys.getVars()) {
                Expr expr = keys.getExpr(variable);
                Node term = row.binding().get(variable);
                if (expr != null) {
                    Value value = value(expr, row.binding(), scope);
                    term = value.value() == null ? null : value.value().asNode();
                    why.add(value.why());
                } else if (term == null) {
                    term = scope.outer().get(variable);
                }
                if (term != null) {
                    key.add(variable, term);
                }
            }
            Group of = groups.computeIfAbsent(key.build(), k -> new Group());
            if (row.isThere()) {
                of.rows.add(new Row(row.binding(), why.all(), true));
            } else {
                of.away.add(row.why());
            }
        }
        if (groups.isEmpty() && keys.isEmpty()) {
            groups.put(BindingFactory.empty(), new Group());
        }
        List<Row> rows = new ArrayList<>();
        Support.Collector frame = new Support.Collector();
        frame.add(input.frame());
        groups.forEach((key, members) -> {
            frame.add(members.away.all());
            members.rows.forEach(row -> frame.add(row.why()));
            if (!members.rows.isEmpty()) {
                rows.add(grouped(ready, key, members, input.frame(), scope));
            } else if (keys.isEmpty()) {
                rows.add(ofNothing(group, members, input.frame(), scope));
            }
        });
        return new Rows(rows, scope.isExact() ? frame.all() : Support.NOTHING);
    }

    private Row ofNothing(OpGroup group, Group members, Support frame, Scope scope) {
        BindingBuilder binding = Binding.builder();
        for (ExprAggregator aggregator : group.getAggregators()) {
            NodeValue value = aggregations.ofNothing(aggregator);
            if (value != null) {
                binding.add(aggregator.getVar(), value.asNode());
            }
        }
        Support missing =
                missing(
                        Support.Missing.Kind.NOT_EXISTS,
                        group.getSubOp(),
                        BindingFactory.empty(),
                        scope);
        return new Row(binding.build(), Support.all(members.away.all(), frame, missing), true);
    }

    private Row grouped(OpGroup group, Binding key, Group members, Support frame, Scope scope) {
        BindingBuilder binding = Binding.builder(key);
        Support.Collector why = new Support.Collector();
        why.add(members.away.all());
        why.add(frame);
        boolean needsAll = false;
        List<Support> chosen = new ArrayList<>();
        Scope scopeBefore = current;
        Support.Collector foundBefore = found;
        current = scope;
        found = new Support.Collector();
        try {
            for (ExprAggregator expr : group.getAggregators()) {
                Aggregation aggregation = aggregations.of(expr, context);
                for (Row row : members.rows) {
                    List<Var> named =
                            vars(row.binding()).stream().filter(v -> !isBlank(v)).toList();
                    aggregation.accept(merged(restricted(row.binding(), named), scope.outer()));
                }
                NodeValue value = aggregation.value();
                if (value != null) {
                    binding.add(expr.getVar(), value.asNode());
                }
                List<Support> having =
                        value == null || !choosesOne(expr.getAggregator())
                                ? List.of()
                                : members.rows.stream()
                                        .filter(row -> has(row, expr, value, scope))
                                        .map(Row::why)
                                        .toList();
                if (having.isEmpty()) {
                    needsAll = true;
                } else {
                    chosen.add(Support.any(having));
                }
            }
            why.add(found.all());
        } finally {
            current = scopeBefore;
            found = foundBefore;
        }
        if (needsAll) {
            members.rows.forEach(row -> why.add(row.why()));
        } else if (group.getAggregators().isEmpty()) {
            why.add(Support.any(members.rows.stream().map(Row::why).toList()));
        } else {
            chosen.forEach(why::add);
        }
        return new Row(binding.build(), why.all(), true);
    }

    private boolean has(Row row, ExprAggregator aggregator, NodeValue value, Scope scope) {
        Expr argument = aggregator.getAggregator().getExprList().get(0);
        try {
            NodeValue own = argument.eval(merged(row.binding(), scope.outer()), context);
            return own.asNode().equals(value.asNode());
        } catch (ExprException e) {
            return false;
        }
    }

    private static boolean choosesOne(Aggregator aggregator) {
        return aggregator instanceof AggMin
                || aggregator instanceof AggMax
                || aggregator instanceof AggMinDistinct
                || aggregator instanceof AggMaxDistinct
                || aggregator instanceof AggSample
                || aggregator instanceof AggSampleDistinct;
    }

    // ---- Paths

    private Rows path(TriplePath path, Scope scope) {
        return path(path.getSubject(), path.getPath(), path.getObject(), scope);
    }

    private Rows path(Node subject, Path path, Node object, Scope scope) {
        return switch (path) {
            case P_Link link -> link(subject, link.getNode(), object, scope);
            case P_ReverseLink link -> link(object, link.getNode(), subject, scope);
            case P_Inverse inverse -> path(object, inverse.getSubPath(), subject, scope);
            case P_Alt alternatives -> {
                Rows left = path(subject, alternatives.getLeft(), object, scope);
                List<Row> rows = new ArrayList<>(left.rows());
                rows.addAll(path(subject, alternatives.getRight(), object, scope).rows());
                yield new Rows(rows);
            }
            case P_Seq sequence -> {
                Var middle = newVariable();
                Rows left = path(subject, sequence.getLeft(), middle, scope);
                List<Binding> known = left.rows().stream().map(Row::binding).toList();
                Scope knowing = known.size() <= MAX_KNOWN ? scope.knowing(known) : scope;
                Rows right = path(middle, sequence.getRight(), object, knowing);
                List<Row> rows = new ArrayList<>();
                joined(left, right).rows().forEach(row -> rows.add(without(middle, row)));
                yield new Rows(rows);
            }
            case P_NegPropSet negated -> {
                List<Row> rows = new ArrayList<>();
                if (!negated.getFwdNodes().isEmpty()) {
                    others(subject, negated.getFwdNodes(), object, scope, rows);
                }
                if (!negated.getBwdNodes().isEmpty()) {
                    others(object, negated.getBwdNodes(), subject, scope, rows);
                }
                yield new Rows(rows);
            }
            default -> searched(subject, path, object, scope);
        };
    }

    /** Adds the solutions of a triple pattern with any predicate but some. */
    private void others(
            Node subject, List<Node> excluded, Node object, Scope scope, List<Row> rows) {
        Var predicate = newVariable();
        for (Row row : link(subject, predicate, object, scope).rows()) {
            if (!excluded.contains(row.binding().get(predicate))) {
                rows.add(without(predicate, row));
            }
        }
    }

    private static Row without(Var variable, Row row) {
        List<Var> others = vars(row.binding()).stream().filter(v -> !v.equals(variable)).toList();
        return new Row(restricted(row.binding(), others), row.why(), row.isThere());
    }

    private Rows link(Node subject, Node predicate, Node object, Scope scope) {
        BasicPattern pattern = new BasicPattern();
        pattern.add(Triple.create(subject, predicate, object));
        return match(pattern, scope);
    }

    /** A path with repetitions: each solution cites a shortest chain. */
    private Rows searched(Node subject, Path path, Node object, Scope scope) {
        Set<Var> variables = new LinkedHashSet<>();
        VarUtils.addVar(variables, subject);
        VarUtils.addVar(variables, object);
        // Values from outside are no terms of the path, which ends at nodes of the graph.
        Binding given = restricted(scope.outer(), variables);
        List<Binding> known = scope.known();
        if (!given.isEmpty()) {
            known = List.of(given);
        }
        PathBlock block = new PathBlock();
        block.add(new TriplePath(subject, path, object));
        List<Row> rows = new ArrayList<>();
        PathChains chains = new PathChains(path, (s, p, o) -> triples(s, p, o, scope));
        List<Var> own = variables.stream().filter(v -> !given.contains(v)).toList();
        for (Binding solution : ask(new ElementPathBlock(block), variables, known, scope)) {
            Node from = Substitute.substitute(subject, solution);
            Node to = Substitute.substitute(object, solution);
            List<Triple> chain = chains.shortest(from, to);
            Support.Collector why = new Support.Collector();
            if (chain.isEmpty() && !subject.isConcrete() && !object.isConcrete()) {
                why.add(read(chains.mention(from), scope.graph()));
            }
            chain.forEach(triple -> why.add(read(triple, scope.graph())));
            keep(rows, new Row(restricted(solution, own), why.all(), true));
        }
        return new Rows(rows);
    }

    /** Returns the triples of the active graph that match a pattern. */
    private List<Triple> triples(
            @Nullable Node subject, @Nullable Node predicate, @Nullable Node object, Scope scope) {
        if (subject != null && subject.isLiteral()) {
            return List.of();
        }
        Triple pattern =
                Triple.create(
                        subject == null ? newVariable() : subject,
                        predicate == null ? newVariable() : predicate,
                        object == null ? newVariable() : object);
        BasicPattern patterns = new BasicPattern();
        patterns.add(pattern);
        List<Triple> result = new ArrayList<>();
        for (Binding solution : ask(new ElementTriplesBlock(patterns), Set.of(), null, scope)) {
            result.add(Substitute.substitute(pattern, solution));
        }
        return result;
    }
}
