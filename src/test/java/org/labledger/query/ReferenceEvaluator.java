package org.labledger.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.SortCondition;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.algebra.Op;
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
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.core.VarExprList;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.expr.E_Exists;
import org.apache.jena.sparql.expr.E_NotExists;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprEvalException;
import org.apache.jena.sparql.expr.ExprException;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprTransformCopy;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.aggregate.AggAvg;
import org.apache.jena.sparql.expr.aggregate.AggAvgDistinct;
import org.apache.jena.sparql.expr.aggregate.AggCount;
import org.apache.jena.sparql.expr.aggregate.AggCountDistinct;
import org.apache.jena.sparql.expr.aggregate.AggCountVar;
import org.apache.jena.sparql.expr.aggregate.AggCountVarDistinct;
import org.apache.jena.sparql.expr.aggregate.AggGroupConcat;
import org.apache.jena.sparql.expr.aggregate.AggGroupConcatDistinct;
import org.apache.jena.sparql.expr.aggregate.AggMax;
import org.apache.jena.sparql.expr.aggregate.AggMaxDistinct;
import org.apache.jena.sparql.expr.aggregate.AggMin;
import org.apache.jena.sparql.expr.aggregate.AggMinDistinct;
import org.apache.jena.sparql.expr.aggregate.AggSample;
import org.apache.jena.sparql.expr.aggregate.AggSampleDistinct;
import org.apache.jena.sparql.expr.aggregate.AggSum;
import org.apache.jena.sparql.expr.aggregate.AggSumDistinct;
import org.apache.jena.sparql.expr.aggregate.Aggregator;
import org.apache.jena.sparql.function.FunctionEnv;
import org.apache.jena.sparql.path.P_Alt;
import org.apache.jena.sparql.path.P_Inverse;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.sparql.path.P_NegPropSet;
import org.apache.jena.sparql.path.P_OneOrMore1;
import org.apache.jena.sparql.path.P_ReverseLink;
import org.apache.jena.sparql.path.P_Seq;
import org.apache.jena.sparql.path.P_ZeroOrMore1;
import org.apache.jena.sparql.path.P_ZeroOrOne;
import org.apache.jena.sparql.path.Path;
import org.jspecify.annotations.Nullable;
import org.labledger.store.GraphChoice;
import org.labledger.term.SortKey;
import org.labledger.term.TermOrder;

/**
 * Evaluates queries by the definitions of SPARQL 1.2, section 18, over a list of quads: every
 * pattern tries every triple, every join every pair. Slow, and short enough to be checked by
 * reading. It begins at the algebra that a query is translated to (section 18.3), before any
 * optimization. The values of expressions are those of the product, which {@link FunctionsTest}
 * holds to the specification; everything around expressions is done here.
 *
 * <p>{@code EXISTS} is substitution (section 18.5): the variables of the solution are constants in
 * the pattern, except where a subquery hides them, and at the ends of paths.
 */
final class ReferenceEvaluator {

    /** Maximum number of steps of one evaluation. */
    private static final int MAX_STEPS = 3_000_000;

    /** Maximum number of solutions of a basic graph pattern. */
    private static final int MAX_SOLUTIONS = 20_000;

    /** Holds the position of a solution among the blocks of equal solutions of ORDER BY. */
    static final Var RANK = Var.alloc("..rank");

    /** The property that stands for full-text search. */
    static final Node TEXT_QUERY = NodeFactory.createURI("http://jena.apache.org/text#query");

    /** Thrown where an evaluation takes too long to wait for. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * What patterns are matched against.
     *
     * @param found what full-text search finds, as triples with {@link #TEXT_QUERY}
     */
    private record Active(List<Triple> triples, Set<Node> nodes, List<Triple> found) {

        static Active of(Collection<Triple> triples) {
            Set<Node> nodes = new LinkedHashSet<>();
            triples.forEach(triple -> {
                nodes.add(triple.getSubject());
                nodes.add(triple.getObject());
            });
            return new Active(List.copyOf(new LinkedHashSet<>(triples)), nodes, new ArrayList<>());
        }
    }

    private final Active defaultGraph;
    private final Active union;
    private final Map<Node, Active> named = new LinkedHashMap<>();
    private final Map<Node, Active> services = new HashMap<>();
    private final ExecutionContext context;
    private final Guard guard;
    private int steps;
    private boolean isTooLarge;

    /** The graph that patterns are matched against now. */
    private Active active;

    /** The solutions that patterns of EXISTS are evaluated under; the innermost wins. */
    private Map<Var, Node> outer = Map.of();

    /**
     * Creates an evaluator.
     *
     * @param quads all quads of the data
     * @param choice the RDF dataset; for {@link GraphChoice#NONE} all graphs, and their union
     * @param guard what the product's expressions ask
     */
    ReferenceEvaluator(Collection<Quad> quads, GraphChoice choice, Guard guard) {
        this.guard = guard;
        this.context = ExecutionContext.create(QueryContext.of(guard));
        Map<Node, List<Triple>> graphs = new LinkedHashMap<>();
        for (Quad quad : quads) {
            graphs.computeIfAbsent(quad.getGraph(), g -> new ArrayList<>()).add(quad.asTriple());
        }
        Set<Node> inDefault = choice.isNone() ? graphs.keySet() : choice.defaultGraphNames();
        Set<Node> inNamed = choice.isNone() ? graphs.keySet() : choice.namedGraphNames();
        this.defaultGraph = union(graphs, inDefault);
        this.union = union(graphs, inNamed);
        for (Node name : inNamed) {
            if (graphs.containsKey(name)) {
                named.put(name, Active.of(graphs.get(name)));
            }
        }
        this.active = defaultGraph;
    }

    /** Lets SERVICE reach an endpoint over a graph. */
    ReferenceEvaluator withService(Node endpoint, Collection<Triple> triples) {
        services.put(endpoint, Active.of(triples));
        return this;
    }

    /**
     * Lets {@link #TEXT_QUERY} find something.
     *
     * @param graph where, or {@link Quad#defaultGraphIRI} for the default graph
     */
    ReferenceEvaluator withFound(Node graph, Node subject, Node text) {
        inGraph(graph).found().add(Triple.create(subject, TEXT_QUERY, text));
        return this;
    }

    private static Active union(Map<Node, List<Triple>> graphs, Set<Node> names) {
        return Active.of(
                names.stream().flatMap(n -> graphs.getOrDefault(n, List.of()).stream()).toList());
    }

    /**
     * Returns the solutions of a query, without its LIMIT and OFFSET. If it has ORDER BY, each has
     * its {@link #RANK}: solutions that the conditions do not tell apart have the same.
     */
    List<Map<Var, Node>> solutions(Query query) {
        Op op = prepared(Algebra.compile(query));
        steps = 0;
        active = defaultGraph;
        Op unsliced = query.hasLimit() || query.hasOffset() ? ((OpSlice) op).getSubOp() : op;
        List<Map<Var, Node>> solutions = query.hasOrderBy() ? ranked(unsliced) : eval(unsliced);
        if (isTooLarge) {
            throw tooLarge();
        }
        return solutions;
    }

    /** Within an expression it may be taken for an error of that, so it is remembered. */
    private TooLargeException tooLarge() {
        isTooLarge = true;
        return new TooLargeException();
    }

    /** Evaluates the outermost modifiers such that a rank is kept. */
    private List<Map<Var, Node>> ranked(Op op) {
        return switch (op) {
            case OpDistinct distinct -> distinct(ranked(distinct.getSubOp()));
            case OpReduced reduced -> ranked(reduced.getSubOp());
            case OpProject project -> {
                List<Var> kept = new ArrayList<>(project.getVars());
                kept.add(RANK);
                yield project(ranked(project.getSubOp()), kept);
            }
            case OpOrder order -> {
                List<Map<Var, Node>> sorted = order(order);
                Comparator<Map<Var, Node>> conditions = conditions(order.getConditions());
                List<Map<Var, Node>> result = new ArrayList<>();
                int rank = 0;
                for (int i = 0; i < sorted.size(); i++) {
                    if (i > 0 && conditions.compare(sorted.get(i - 1), sorted.get(i)) != 0) {
                        rank = i;
                    }
                    result.add(
                            with(sorted.get(i), RANK, NodeFactory.createLiteralString("" + rank)));
                }
                yield result;
            }
            default -> eval(op);
        };
    }

    // ---- Expressions

    /** Puts the product's functions, and EXISTS of this class, in the place of Jena's. */
    private Op prepared(Op op) {
        Op guarded =
                Transformer.transform(
                        new TransformCopy() {
                            @Override
                            public Op transform(OpExtend extend, Op operand) {
                                VarExprList values = new VarExprList();
                                extend.getVarExprList()
                                        .forEachVarExpr((variable, value) ->
                                                values.add(
                                                        variable,
                                                        GuardedExpressions.tripleTerm(value)));
                                return OpExtend.create(operand, values);
                            }
                        },
                        new GuardedExpressions(guard),
                        op);
        Op own =
                Transformer.transform(
                        new TransformCopy(),
                        new ExprTransformCopy() {
                            @Override
                            public Expr transform(
                                    ExprFunctionOp function, ExprList arguments, Op pattern) {
                                return switch (function) {
                                    case E_Exists exists -> new Exists(pattern, true);
                                    case E_NotExists exists -> new Exists(pattern, false);
                                    default -> throw new AssertionError(function);
                                };
                            }
                        },
                        guarded);
        return Transformer.transform(new TransformCopy(), new SafeExpressions(), own);
    }

    private final class Exists extends ExprFunctionN {

        private final Op pattern;
        private final boolean wanted;

        Exists(Op pattern, boolean wanted) {
            super("exists", new ExprList());
            this.pattern = pattern;
            this.wanted = wanted;
        }

        @Override
        protected NodeValue evalSpecial(Binding solution, FunctionEnv env) {
            Map<Var, Node> before = outer;
            Active graph = active;
            outer = new HashMap<>(before);
            solution.forEach(outer::put);
            try {
                return NodeValue.booleanReturn(
                        ReferenceEvaluator.this.eval(pattern).isEmpty() != wanted);
            } catch (TooLargeException e) {
                throw e;
            } catch (RuntimeException e) {
                // Not to be taken for an error of the expression.
                throw new AssertionError(e);
            } finally {
                outer = before;
                active = graph;
            }
        }

        @Override
        public NodeValue eval(List<NodeValue> values) {
            throw new AssertionError();
        }

        @Override
        public Expr copy(ExprList arguments) {
            return this;
        }
    }

    private Binding binding(Map<Var, Node> solution) {
        BindingBuilder builder = Binding.builder();
        solution.forEach(builder::add);
        outer.forEach((variable, value) -> {
            if (!solution.containsKey(variable)) {
                builder.add(variable, value);
            }
        });
        return builder.build();
    }

    /** Returns the value of an expression, or {@code null} for an error. */
    private @Nullable NodeValue value(Expr expr, Map<Var, Node> solution) {
        step(1);
        try {
            return expr.eval(binding(solution), context);
        } catch (ExprException e) {
            if (e.getCause() instanceof TooLargeException large) {
                throw large;
            }
            return null;
        }
    }

    private boolean holds(Expr expr, Map<Var, Node> solution) {
        NodeValue value = value(expr, solution);
        try {
            return value != null && Truth.of(value);
        } catch (ExprEvalException e) {
            return false;
        }
    }

    private boolean holdAll(@Nullable ExprList exprs, Map<Var, Node> solution) {
        return exprs == null || exprs.getList().stream().allMatch(e -> holds(e, solution));
    }

    private void step(int count) {
        steps += count;
        if (steps > MAX_STEPS) {
            throw tooLarge();
        }
    }

    // ---- Operators (section 18.4)

    private List<Map<Var, Node>> eval(Op op) {
        return switch (op) {
            case OpBGP bgp -> match(bgp.getPattern().getList());
            case OpTriple triple -> match(List.of(triple.getTriple()));
            case OpPath path -> path(path);
            case OpGraph graph -> graph(graph);
            case OpJoin join -> join(eval(join.getLeft()), eval(join.getRight()));
            case OpSequence sequence -> {
                List<Map<Var, Node>> result = List.of(Map.of());
                for (Op element : sequence.getElements()) {
                    result = join(result, eval(element));
                }
                yield result;
            }
            case OpLeftJoin join ->
                    leftJoin(eval(join.getLeft()), eval(join.getRight()), join.getExprs());
            case OpUnion union -> {
                List<Map<Var, Node>> result = new ArrayList<>(eval(union.getLeft()));
                result.addAll(eval(union.getRight()));
                yield result;
            }
            case OpMinus minus -> minus(eval(minus.getLeft()), eval(minus.getRight()));
            case OpFilter filter ->
                    eval(filter.getSubOp()).stream()
                            .filter(solution -> holdAll(filter.getExprs(), solution))
                            .toList();
            case OpExtend extend -> extend(eval(extend.getSubOp()), extend.getVarExprList());
            case OpTable table -> table(table);
            case OpNull nothing -> List.of();
            case OpProject project -> subquery(project);
            case OpDistinct distinct -> distinct(eval(distinct.getSubOp()));
            case OpReduced reduced -> eval(reduced.getSubOp());
            case OpSlice slice -> {
                List<Map<Var, Node>> all = eval(slice.getSubOp());
                long from = Math.max(0, slice.getStart());
                long length = slice.getLength() < 0 ? Long.MAX_VALUE : slice.getLength();
                yield all.stream().skip(from).limit(length).toList();
            }
            case OpOrder order -> order(order);
            case OpGroup group -> group(group);
            case OpService service -> service(service);
            default -> throw new AssertionError("No definition for " + op.getName());
        };
    }

    private List<Map<Var, Node>> match(List<Triple> patterns) {
        List<Map<Var, Node>> solutions = List.of(Map.of());
        for (Triple pattern : patterns) {
            List<Map<Var, Node>> next = new ArrayList<>();
            for (Map<Var, Node> solution : solutions) {
                List<Triple> candidates =
                        pattern.getPredicate().equals(TEXT_QUERY)
                                ? active.found()
                                : active.triples();
                step(candidates.size());
                for (Triple triple : candidates) {
                    Map<Var, Node> extended = new HashMap<>(solution);
                    if (matches(pattern, triple, extended)) {
                        next.add(extended);
                    }
                }
            }
            solutions = next;
            if (solutions.size() > MAX_SOLUTIONS) {
                throw tooLarge();
            }
        }
        return solutions;
    }

    private boolean matches(Triple pattern, Triple triple, Map<Var, Node> solution) {
        return matches(pattern.getSubject(), triple.getSubject(), solution)
                && matches(pattern.getPredicate(), triple.getPredicate(), solution)
                && matches(pattern.getObject(), triple.getObject(), solution);
    }

    private boolean matches(Node pattern, Node term, Map<Var, Node> solution) {
        Node given = substituted(pattern);
        if (Var.isVar(given)) {
            Node before = solution.putIfAbsent(Var.alloc(given), term);
            return before == null || before.equals(term);
        }
        if (given.isTripleTerm() && !given.isConcrete()) {
            return term.isTripleTerm() && matches(given.getTriple(), term.getTriple(), solution);
        }
        return given.equals(term);
    }

    private Node substituted(Node node) {
        return Var.isVar(node) ? outer.getOrDefault(Var.alloc(node), node) : node;
    }

    private List<Map<Var, Node>> graph(OpGraph graph) {
        Node name = substituted(graph.getNode());
        Active before = active;
        try {
            if (!Var.isVar(name)) {
                if (!isGraph(name)) {
                    return List.of();
                }
                active = inGraph(name);
                return eval(graph.getSubOp());
            }
            List<Map<Var, Node>> result = new ArrayList<>();
            for (Map.Entry<Node, Active> entry : named.entrySet()) {
                active = entry.getValue();
                result.addAll(
                        join(
                                eval(graph.getSubOp()),
                                List.of(Map.of(Var.alloc(name), entry.getKey()))));
            }
            return result;
        } finally {
            active = before;
        }
    }

    private boolean isGraph(Node name) {
        return Quad.isDefaultGraph(name) || Quad.isUnionGraph(name) || named.containsKey(name);
    }

    private Active inGraph(Node name) {
        if (Quad.isDefaultGraph(name)) {
            return defaultGraph;
        }
        return Quad.isUnionGraph(name) ? union : Objects.requireNonNull(named.get(name));
    }

    private static boolean areCompatible(Map<Var, Node> a, Map<Var, Node> b) {
        for (Map.Entry<Var, Node> entry : a.entrySet()) {
            Node other = b.get(entry.getKey());
            if (other != null && !other.equals(entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static Map<Var, Node> merge(Map<Var, Node> a, Map<Var, Node> b) {
        Map<Var, Node> both = new HashMap<>(a);
        both.putAll(b);
        return both;
    }

    private static Map<Var, Node> with(Map<Var, Node> solution, Var variable, Node value) {
        Map<Var, Node> extended = new HashMap<>(solution);
        extended.put(variable, value);
        return extended;
    }

    private List<Map<Var, Node>> join(List<Map<Var, Node>> left, List<Map<Var, Node>> right) {
        List<Map<Var, Node>> result = new ArrayList<>();
        for (Map<Var, Node> a : left) {
            step(right.size());
            for (Map<Var, Node> b : right) {
                if (areCompatible(a, b)) {
                    result.add(merge(a, b));
                }
            }
        }
        return result;
    }

    private List<Map<Var, Node>> leftJoin(
            List<Map<Var, Node>> left, List<Map<Var, Node>> right, @Nullable ExprList exprs) {
        List<Map<Var, Node>> result = new ArrayList<>();
        for (Map<Var, Node> a : left) {
            step(right.size());
            boolean isJoined = false;
            for (Map<Var, Node> b : right) {
                if (areCompatible(a, b)) {
                    Map<Var, Node> both = merge(a, b);
                    if (holdAll(exprs, both)) {
                        isJoined = true;
                        result.add(both);
                    }
                }
            }
            if (!isJoined) {
                result.add(a);
            }
        }
        return result;
    }

    private List<Map<Var, Node>> minus(List<Map<Var, Node>> left, List<Map<Var, Node>> right) {
        step(left.size() * right.size());
        Predicate<Map<Var, Node>> isDropped =
                a ->
                        right.stream()
                                .anyMatch(b ->
                                        areCompatible(a, b)
                                                && a.keySet().stream().anyMatch(b::containsKey));
        return left.stream().filter(isDropped.negate()).toList();
    }

    private List<Map<Var, Node>> extend(List<Map<Var, Node>> solutions, VarExprList values) {
        List<Map<Var, Node>> result = new ArrayList<>();
        for (Map<Var, Node> solution : solutions) {
            Map<Var, Node> extended = solution;
            for (Var variable : values.getVars()) {
                NodeValue value = value(values.getExpr(variable), extended);
                if (value != null) {
                    extended = with(extended, variable, value.asNode());
                }
            }
            result.add(extended);
        }
        return result;
    }

    private static List<Map<Var, Node>> table(OpTable table) {
        List<Map<Var, Node>> result = new ArrayList<>();
        table.getTable()
                .rows()
                .forEachRemaining(row -> {
                    Map<Var, Node> solution = new HashMap<>();
                    row.forEach(solution::put);
                    result.add(solution);
                });
        return result;
    }

    /** Variables that a subquery does not project are its own. */
    private List<Map<Var, Node>> subquery(OpProject project) {
        Map<Var, Node> before = outer;
        outer = new HashMap<>(before);
        outer.keySet().retainAll(project.getVars());
        try {
            return project(eval(project.getSubOp()), project.getVars());
        } finally {
            outer = before;
        }
    }

    private static List<Map<Var, Node>> project(List<Map<Var, Node>> solutions, List<Var> kept) {
        List<Map<Var, Node>> result = new ArrayList<>();
        for (Map<Var, Node> solution : solutions) {
            Map<Var, Node> projected = new HashMap<>(solution);
            projected.keySet().retainAll(kept);
            result.add(projected);
        }
        return result;
    }

    /** Blank nodes of patterns are variables here, and none in the specification. */
    private static List<Map<Var, Node>> distinct(List<Map<Var, Node>> solutions) {
        Set<Map<Var, Node>> distinct = new LinkedHashSet<>();
        for (Map<Var, Node> solution : solutions) {
            Map<Var, Node> named = new HashMap<>(solution);
            named.keySet().removeIf(v -> !Var.isNamedVar(v) && !v.equals(RANK));
            distinct.add(named);
        }
        return List.copyOf(distinct);
    }

    private List<Map<Var, Node>> order(OpOrder order) {
        List<Map<Var, Node>> solutions = new ArrayList<>(eval(order.getSubOp()));
        solutions.sort(
                conditions(order.getConditions()).thenComparing(ReferenceEvaluator::compareTerms));
        return solutions;
    }

    private Comparator<Map<Var, Node>> conditions(List<SortCondition> conditions) {
        return (a, b) -> {
            for (SortCondition condition : conditions) {
                NodeValue x = value(condition.getExpression(), a);
                NodeValue y = value(condition.getExpression(), b);
                int difference =
                        SortKey.of(x == null ? null : x.asNode())
                                .compareTo(SortKey.of(y == null ? null : y.asNode()));
                if (difference != 0) {
                    return condition.getDirection() == Query.ORDER_DESCENDING
                            ? -difference
                            : difference;
                }
            }
            return 0;
        };
    }

    /** The product's own order of solutions that the conditions do not tell apart. */
    private static int compareTerms(Map<Var, Node> a, Map<Var, Node> b) {
        Set<Var> variables = new TreeSet<>(Comparator.comparing(Var::getVarName));
        variables.addAll(a.keySet());
        variables.addAll(b.keySet());
        return variables.stream()
                .mapToInt(v ->
                        Objects.compare(
                                a.get(v), b.get(v), Comparator.nullsFirst(TermOrder.BY_TERM)))
                .filter(difference -> difference != 0)
                .findFirst()
                .orElse(0);
    }

    private List<Map<Var, Node>> service(OpService service) {
        Active before = active;
        active = Objects.requireNonNull(services.get(substituted(service.getService())));
        try {
            return eval(service.getSubOp());
        } finally {
            active = before;
        }
    }

    // ---- Grouping and aggregates (sections 18.4.1 and 11)

    private List<Map<Var, Node>> group(OpGroup group) {
        Map<Map<Var, Node>, List<Map<Var, Node>>> groups = new LinkedHashMap<>();
        for (Map<Var, Node> solution : eval(group.getSubOp())) {
            Map<Var, Node> key = new HashMap<>();
            for (Var variable : group.getGroupVars().getVars()) {
                Expr expr = group.getGroupVars().getExpr(variable);
                NodeValue computed = expr == null ? null : value(expr, solution);
                Node value =
                        expr == null
                                ? solution.getOrDefault(variable, outer.get(variable))
                                : computed == null ? null : computed.asNode();
                if (value != null) {
                    key.put(variable, value);
                }
            }
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(solution);
        }
        if (groups.isEmpty() && group.getGroupVars().isEmpty()) {
            groups.put(Map.of(), List.of());
        }
        List<Map<Var, Node>> result = new ArrayList<>();
        groups.forEach((key, solutions) -> {
            Map<Var, Node> aggregated = new HashMap<>(key);
            for (ExprAggregator aggregator : group.getAggregators()) {
                NodeValue value = aggregate(aggregator.getAggregator(), solutions);
                if (value != null) {
                    aggregated.put(aggregator.getVar(), value.asNode());
                }
            }
            result.add(aggregated);
        });
        return result;
    }

    private @Nullable NodeValue aggregate(Aggregator aggregator, List<Map<Var, Node>> solutions) {
        switch (aggregator) {
            case AggCount count -> {
                return NodeValue.makeInteger(solutions.size());
            }
            case AggCountDistinct count -> {
                return NodeValue.makeInteger(distinct(solutions).size());
            }
            default -> {
                // Over an expression, below.
            }
        }
        Expr expr = aggregator.getExprList().get(0);
        List<NodeValue> values = new ArrayList<>();
        boolean hasError = false;
        for (Map<Var, Node> solution : solutions) {
            NodeValue value = value(expr, solution);
            hasError |= value == null;
            if (value != null) {
                values.add(value);
            }
        }
        Map<Node, NodeValue> terms = new LinkedHashMap<>();
        values.forEach(value -> terms.putIfAbsent(value.asNode(), value));
        Collection<NodeValue> distinct = terms.values();
        return switch (aggregator) {
            case AggCountVar count -> NodeValue.makeInteger(values.size());
            case AggCountVarDistinct count -> NodeValue.makeInteger(distinct.size());
            case AggSample sample -> sample(values);
            case AggSampleDistinct sample -> sample(values);
            case AggSum sum -> hasError ? null : sum(values);
            case AggSumDistinct sum -> hasError ? null : sum(distinct);
            case AggAvg average -> hasError ? null : average(values);
            case AggAvgDistinct average -> hasError ? null : average(distinct);
            case AggMin min -> hasError ? null : extreme(values, SortKey.BY_VALUE);
            case AggMinDistinct min -> hasError ? null : extreme(values, SortKey.BY_VALUE);
            case AggMax max -> hasError ? null : extreme(values, SortKey.BY_VALUE.reversed());
            case AggMaxDistinct max ->
                    hasError ? null : extreme(values, SortKey.BY_VALUE.reversed());
            case AggGroupConcat concat -> hasError ? null : concat(values, concat.getSeparator());
            case AggGroupConcatDistinct concat ->
                    hasError ? null : concat(distinct, concat.getSeparator());
            default -> throw new AssertionError("No definition for " + aggregator);
        };
    }

    private static @Nullable NodeValue sample(Collection<NodeValue> values) {
        return extreme(values, SortKey.BY_VALUE);
    }

    private static @Nullable NodeValue extreme(
            Collection<NodeValue> values, Comparator<Node> order) {
        return values.stream().min(Comparator.comparing(NodeValue::asNode, order)).orElse(null);
    }

    /** The sum of one number is that number; with 0 added, it may have another form or type. */
    private @Nullable NodeValue sum(Collection<NodeValue> values) {
        NodeValue sum = null;
        for (NodeValue value : values) {
            NodeValue next =
                    !value.isNumber()
                            ? null
                            : sum == null ? value : computed(new Arithmetic.Sum(sum, value));
            if (next == null) {
                return null;
            }
            sum = next;
        }
        return sum == null ? NodeValue.nvZERO : sum;
    }

    private @Nullable NodeValue average(Collection<NodeValue> values) {
        NodeValue sum = sum(values);
        return sum == null || values.isEmpty()
                ? sum
                : computed(new Arithmetic.Quotient(sum, NodeValue.makeInteger(values.size())));
    }

    private @Nullable NodeValue computed(Expr expr) {
        return value(expr, Map.of());
    }

    /** The specification does not say what text a blank node has; here it is Jena's. */
    private static NodeValue concat(Collection<NodeValue> values, @Nullable String separator) {
        return NodeValue.makeString(
                values.stream()
                        .map(NodeValue::asString)
                        .collect(Collectors.joining(separator == null ? " " : separator)));
    }

    // ---- Property paths (section 18.4)

    private record Pair(Node from, Node to) {
        Pair inverse() {
            return new Pair(to, from);
        }
    }

    /**
     * In EXISTS, an end that the solution binds stays a variable here: by substitution it would be
     * a term, which a path of length zero leads to even if the graph does not have it.
     */
    private List<Map<Var, Node>> path(OpPath op) {
        Node x = op.getTriplePath().getSubject();
        Node y = op.getTriplePath().getObject();
        List<Map<Var, Node>> result = new ArrayList<>();
        for (Pair pair : path(op.getTriplePath().getPath(), end(x), end(y))) {
            Map<Var, Node> solution = new HashMap<>();
            if (matches(x, pair.from(), solution) && matches(y, pair.to(), solution)) {
                result.add(solution);
            }
        }
        return result;
    }

    private static @Nullable Node end(Node node) {
        return node.isConcrete() ? node : null;
    }

    /**
     * Returns the pairs of terms that a path leads from and to, as often as the specification
     * counts them.
     *
     * @param x where it begins, or {@code null} for a variable
     * @param y where it ends, or {@code null} for a variable
     */
    private List<Pair> path(Path path, @Nullable Node x, @Nullable Node y) {
        return switch (path) {
            case P_Link link -> links(x, y, link.getNode()::equals);
            case P_ReverseLink link -> inverse(links(y, x, link.getNode()::equals));
            case P_Inverse inverse -> inverse(path(inverse.getSubPath(), y, x));
            case P_Alt alternatives -> {
                List<Pair> pairs = new ArrayList<>(path(alternatives.getLeft(), x, y));
                pairs.addAll(path(alternatives.getRight(), x, y));
                yield pairs;
            }
            case P_Seq sequence -> {
                List<Pair> pairs = new ArrayList<>();
                List<Pair> right = path(sequence.getRight(), null, y);
                for (Pair a : path(sequence.getLeft(), x, null)) {
                    step(right.size());
                    for (Pair b : right) {
                        if (a.to().equals(b.from())) {
                            pairs.add(new Pair(a.from(), b.to()));
                        }
                    }
                }
                yield pairs;
            }
            case P_NegPropSet none -> {
                List<Pair> pairs = new ArrayList<>();
                if (!none.getFwdNodes().isEmpty() || none.getBwdNodes().isEmpty()) {
                    pairs.addAll(links(x, y, p -> !none.getFwdNodes().contains(p)));
                }
                if (!none.getBwdNodes().isEmpty()) {
                    pairs.addAll(inverse(links(y, x, p -> !none.getBwdNodes().contains(p))));
                }
                yield pairs;
            }
            case P_ZeroOrOne once -> {
                Set<Pair> pairs = new LinkedHashSet<>(zeroLength(x, y));
                pairs.addAll(path(once.getSubPath(), x, y));
                yield List.copyOf(pairs);
            }
            case P_ZeroOrMore1 star -> repeated(star.getSubPath(), x, y, true);
            case P_OneOrMore1 plus -> repeated(plus.getSubPath(), x, y, false);
            default -> throw new AssertionError("No definition for " + path);
        };
    }

    private List<Pair> links(@Nullable Node x, @Nullable Node y, Predicate<Node> isLink) {
        step(active.triples().size());
        List<Pair> pairs = new ArrayList<>();
        for (Triple triple : active.triples()) {
            if (isLink.test(triple.getPredicate())
                    && (x == null || x.equals(triple.getSubject()))
                    && (y == null || y.equals(triple.getObject()))) {
                pairs.add(new Pair(triple.getSubject(), triple.getObject()));
            }
        }
        return pairs;
    }

    private static List<Pair> inverse(List<Pair> pairs) {
        return pairs.stream().map(Pair::inverse).toList();
    }

    private List<Pair> zeroLength(@Nullable Node x, @Nullable Node y) {
        if (x == null && y == null) {
            return active.nodes().stream().map(node -> new Pair(node, node)).toList();
        } else if (x != null && y != null) {
            return x.equals(y) ? List.of(new Pair(x, y)) : List.of();
        }
        Node term = Objects.requireNonNull(x == null ? y : x);
        return List.of(new Pair(term, term));
    }

    private List<Pair> repeated(Path path, @Nullable Node x, @Nullable Node y, boolean fromZero) {
        if (x == null && y != null) {
            return inverse(repeated(new P_Inverse(path), y, null, fromZero));
        }
        List<Pair> pairs = new ArrayList<>();
        for (Node start : x == null ? active.nodes() : List.of(x)) {
            Set<Node> visited = new LinkedHashSet<>();
            if (fromZero) {
                arbitraryLength(start, path, visited);
            } else {
                path(path, start, null).forEach(pair -> arbitraryLength(pair.to(), path, visited));
            }
            for (Node end : visited) {
                if (y == null || y.equals(end)) {
                    pairs.add(new Pair(start, end));
                }
            }
        }
        return pairs;
    }

    /** The function ALP. */
    private void arbitraryLength(Node from, Path path, Set<Node> visited) {
        if (visited.add(from)) {
            path(path, from, null).forEach(pair -> arbitraryLength(pair.to(), path, visited));
        }
    }

    /** Returns whether two lists hold the same things equally often. */
    static boolean areSame(Collection<?> a, Collection<?> b) {
        return counted(a).equals(counted(b));
    }

    static Map<Object, Long> counted(Collection<?> things) {
        return things.stream()
                .collect(Collectors.groupingBy(thing -> (Object) thing, Collectors.counting()));
    }

    static Set<Object> asSet(Collection<?> things) {
        return new HashSet<>(things);
    }
}
