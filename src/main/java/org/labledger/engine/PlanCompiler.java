package org.labledger.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.SortCondition;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.op.OpAssign;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpConditional;
import org.apache.jena.sparql.algebra.op.OpDisjunction;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpExtend;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGraph;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLabel;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpList;
import org.apache.jena.sparql.algebra.op.OpMinus;
import org.apache.jena.sparql.algebra.op.OpNull;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpPath;
import org.apache.jena.sparql.algebra.op.OpProject;
import org.apache.jena.sparql.algebra.op.OpPropFunc;
import org.apache.jena.sparql.algebra.op.OpReduced;
import org.apache.jena.sparql.algebra.op.OpSequence;
import org.apache.jena.sparql.algebra.op.OpSlice;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.op.OpTopN;
import org.apache.jena.sparql.algebra.op.OpTriple;
import org.apache.jena.sparql.algebra.op.OpUnion;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.core.VarExprList;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.main.VarFinder;
import org.apache.jena.sparql.expr.E_Exists;
import org.apache.jena.sparql.expr.E_NotExists;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprFunction;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.aggregate.AggCount;
import org.apache.jena.sparql.expr.aggregate.AggCountVar;
import org.apache.jena.sparql.expr.aggregate.AggMax;
import org.apache.jena.sparql.expr.aggregate.AggMaxDistinct;
import org.apache.jena.sparql.expr.aggregate.AggMin;
import org.apache.jena.sparql.expr.aggregate.AggMinDistinct;
import org.apache.jena.sparql.expr.aggregate.AggSample;
import org.apache.jena.sparql.expr.aggregate.AggSampleDistinct;
import org.apache.jena.sparql.expr.aggregate.Aggregator;
import org.apache.jena.sparql.path.P_Alt;
import org.apache.jena.sparql.path.P_Inverse;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.sparql.path.P_ReverseLink;
import org.apache.jena.sparql.path.Path;
import org.jspecify.annotations.Nullable;
import org.labledger.index.GraphSet;
import org.labledger.index.TripleIndex;
import org.labledger.term.SortKey;

/**
 * Makes a plan of an algebra expression that ARQ has optimized. An operator is understood fully, or
 * {@link NotPlanned} is thrown.
 *
 * <p>Throughout, {@code certain} are the registers that have a value in every solution so far, and
 * {@code possible} those that have one in some.
 */
final class PlanCompiler {

    private final Run run;
    private final Plan.Host host;
    private final Scope.Registers registers;
    private final JoinOrder order;

    /** Within EXISTS: the registers that have a value from outside of it. */
    private BitSet outside = new BitSet();

    PlanCompiler(Run run, Plan.Host host, Scope.Registers registers) {
        this.run = run;
        this.host = host;
        this.registers = registers;
        this.order = new JoinOrder(run.index);
    }

    /** What is known about the registers at one point of a plan. */
    static final class Bound {

        final BitSet certain;
        final BitSet possible;

        Bound() {
            this(new BitSet(), new BitSet());
        }

        private Bound(BitSet certain, BitSet possible) {
            this.certain = certain;
            this.possible = possible;
        }

        Bound copy() {
            return new Bound((BitSet) certain.clone(), (BitSet) possible.clone());
        }

        void add(int register, boolean isCertain) {
            possible.set(register);
            if (isCertain) {
                certain.set(register);
            }
        }

        void set(Bound other) {
            certain.clear();
            certain.or(other.certain);
            possible.clear();
            possible.or(other.possible);
        }
    }

    /**
     * A part of the plan that is compiled together.
     *
     * @param scope the variables
     * @param target the graph that patterns are matched against
     * @param citations collects the citation registers of the steps, two for each
     */
    private record Part(Scope scope, Target target, List<Integer> citations) {

        Part with(Target other) {
            return new Part(scope, other, citations);
        }

        Part with(Scope other) {
            return new Part(other, target, citations);
        }

        /** Returns a part that shares no register with this one, also not that of the graph. */
        Part separate(Scope.Registers registers) {
            Target own = target.isVariable() ? target.namedBy(registers.add(1)) : target;
            return new Part(scope.separate(), own, new ArrayList<>());
        }
    }

    /**
     * Compiles a whole expression.
     *
     * @param bound what is bound before it; afterwards, what is bound by it
     * @param citations collects the citation registers of the steps, two for each
     */
    Step compile(Op op, Scope scope, Target target, Bound bound, List<Integer> citations) {
        return compile(op, new Part(scope, target, citations), bound);
    }

    private Step compile(Op op, Part part, Bound bound) {
        run.meter.check();
        if (!bound.possible.isEmpty() && looksAtAllSolutions(op)) {
            return joinSeparately(new Steps.Unit(run), op, null, false, part, bound);
        }
        return switch (op) {
            case OpJoin join -> join(join.getLeft(), join.getRight(), null, false, part, bound);
            case OpLeftJoin join ->
                    join(join.getLeft(), join.getRight(), join.getExprs(), true, part, bound);
            case OpMinus minus -> minus(minus, part, bound);
            case OpUnion union -> union(flat(union), part, bound);
            case OpDisjunction union -> union(union.getElements(), part, bound);
            case OpProject project -> project(project, part, bound);
            case OpDistinct distinct -> distinct(distinct.getSubOp(), false, part, bound);
            case OpReduced reduced -> distinct(reduced.getSubOp(), true, part, bound);
            case OpSlice slice -> slice(slice, part, bound);
            // Whatever extends other solutions has no order of its own, nor has a union of graphs.
            case OpOrder sorted when !bound.possible.isEmpty() || part.target().isVariable() ->
                    compile(sorted.getSubOp(), part, bound);
            case OpOrder sorted ->
                    sort(sorted.getSubOp(), sorted.getConditions(), -1, false, part, bound);
            case OpTopN top -> {
                // When steps cite, a solution rests on any of those that are one.
                boolean isDistinct = !run.cites && top.getSubOp() instanceof OpDistinct;
                Op sub = isDistinct ? ((OpDistinct) top.getSubOp()).getSubOp() : top.getSubOp();
                yield sort(sub, top.getConditions(), top.getLimit(), isDistinct, part, bound);
            }
            case OpGroup group -> group(group, part, bound);
            case OpList list -> compile(list.getSubOp(), part, bound);
            case OpLabel label when label.hasSubOp() -> compile(label.getSubOp(), part, bound);
            case OpNull none -> new Steps.Empty(run);
            case OpBGP bgp -> new Conjunction(part, bound).compile(bgp);
            case OpTriple triple -> new Conjunction(part, bound).compile(triple.asBGP());
            case OpPath path -> new Conjunction(part, bound).compile(path);
            case OpSequence sequence -> new Conjunction(part, bound).compile(sequence);
            case OpFilter filter -> new Conjunction(part, bound).compile(filter);
            case OpGraph graph -> new Conjunction(part, bound).compile(graph);
            case OpConditional optional -> new Conjunction(part, bound).compile(optional);
            case OpExtend extend -> new Conjunction(part, bound).compile(extend);
            case OpAssign assign -> new Conjunction(part, bound).compile(assign);
            case OpTable table -> new Conjunction(part, bound).compile(table);
            case OpPropFunc function -> foreign(function, part, bound);
            default -> throw new NotPlanned(op.getName());
        };
    }

    /**
     * Returns whether the result depends on all solutions together, so that it is not evaluated
     * anew for each value of a variable from outside.
     */
    private static boolean looksAtAllSolutions(Op op) {
        return op instanceof OpSlice || op instanceof OpTopN || op instanceof OpGroup;
    }

    // ---- Conjunctions

    /** Patterns that are joined, with their filters; compiled in the order that costs least. */
    private final class Conjunction {

        private final Part part;
        private final Bound bound;
        private final List<Element> elements = new ArrayList<>();
        private final List<Restriction> filters = new ArrayList<>();

        Conjunction(Part part, Bound bound) {
            part.scope().enter();
            this.part = part;
            this.bound = bound;
        }

        /** An element of a join. */
        private sealed interface Element {}

        /** A pattern that may change places with other patterns. */
        private abstract sealed class Pattern implements Element
                permits TriplePattern, AlternativePattern, PathPattern, TablePattern {

            /** Variables, as registers. */
            final BitSet variables = new BitSet();

            /** Variables that it does not always bind. */
            final BitSet optional = new BitSet();

            abstract double cost();

            abstract Step step();

            final boolean isConnected() {
                return variables.isEmpty() || variables.intersects(bound.possible);
            }

            final int part(Node node) {
                if (Var.isVar(node)) {
                    int register = part.scope().register(Var.alloc(node));
                    variables.set(register);
                    return ~register;
                }
                if (!node.isConcrete()) {
                    throw new NotPlanned("variables in a triple term");
                }
                return run.terms.idOf(node);
            }
        }

        private final class TriplePattern extends Pattern {
            private final int subject;
            private final int predicate;
            private final int object;
            private final Target target;

            TriplePattern(Triple triple, Target target) {
                this.subject = part(triple.getSubject());
                this.predicate = part(triple.getPredicate());
                this.object = part(triple.getObject());
                this.target = target;
                if (target.isVariable()) {
                    variables.set(target.register());
                }
            }

            @Override
            double cost() {
                return order.triple(subject, predicate, object, target, bound.certain);
            }

            @Override
            Step step() {
                return new TripleStep(
                        run, subject, predicate, object, target, citation(part.citations()));
            }
        }

        private final class PathPattern extends Pattern {
            private final OpPath path;
            private final int subject;
            private final int object;
            private final Target target;

            PathPattern(OpPath path, Target target) {
                this.path = path;
                this.subject = part(path.getTriplePath().getSubject());
                this.object = part(path.getTriplePath().getObject());
                this.target = target;
                if (target.isVariable()) {
                    variables.set(target.register());
                }
            }

            @Override
            double cost() {
                return order.path(subject, object, bound.certain);
            }

            @Override
            Step step() {
                return new PathStep(
                        run,
                        subject,
                        isWritten(path.getTriplePath().getSubject()),
                        path.getTriplePath().getPath(),
                        object,
                        isWritten(path.getTriplePath().getObject()),
                        target,
                        citation(part.citations()));
            }
        }

        /** Alternatives of single predicates: each is matched as a triple pattern. */
        private final class AlternativePattern extends Pattern {
            private final List<TriplePattern> alternatives = new ArrayList<>();

            AlternativePattern(TriplePath path, Target target) {
                add(path.getSubject(), path.getPath(), path.getObject(), target);
            }

            private void add(Node subject, Path path, Node object, Target target) {
                switch (path) {
                    case P_Alt alt -> {
                        add(subject, alt.getLeft(), object, target);
                        add(subject, alt.getRight(), object, target);
                    }
                    case P_Inverse inverse -> add(object, inverse.getSubPath(), subject, target);
                    case P_ReverseLink link -> add(object, link.getNode(), subject, target);
                    case P_Link link -> add(subject, link.getNode(), object, target);
                    default -> throw new IllegalStateException("Not alternatives: " + path);
                }
            }

            private void add(Node subject, Node predicate, Node object, Target target) {
                TriplePattern triple =
                        new TriplePattern(Triple.create(subject, predicate, object), target);
                alternatives.add(triple);
                variables.or(triple.variables);
            }

            static boolean isPossible(Path path) {
                return switch (path) {
                    case P_Alt alt -> isPossible(alt.getLeft()) && isPossible(alt.getRight());
                    case P_Inverse inverse -> isPossible(inverse.getSubPath());
                    case P_ReverseLink link -> true;
                    case P_Link link -> true;
                    default -> false;
                };
            }

            @Override
            double cost() {
                return alternatives.stream().mapToDouble(TriplePattern::cost).sum();
            }

            @Override
            Step step() {
                return new Steps.Union(
                        run, alternatives.stream().map(TriplePattern::step).toList());
            }
        }

        private final class TablePattern extends Pattern {
            private final int[] columns;
            private final int[][] rows;

            TablePattern(OpTable table) {
                List<Var> names = table.getTable().getVars();
                this.columns = new int[names.size()];
                for (int i = 0; i < columns.length; i++) {
                    columns[i] = part.scope().register(names.get(i));
                    variables.set(columns[i]);
                }
                List<int[]> read = new ArrayList<>();
                Iterator<Binding> solutions = table.getTable().rows();
                while (solutions.hasNext()) {
                    Binding solution = solutions.next();
                    int[] row = new int[columns.length];
                    for (int i = 0; i < columns.length; i++) {
                        Node value = solution.get(names.get(i));
                        row[i] = value == null ? Run.UNBOUND : run.terms.idOf(value);
                        if (value == null) {
                            optional.set(columns[i]);
                        }
                    }
                    read.add(row);
                }
                this.rows = read.toArray(int[][]::new);
            }

            @Override
            double cost() {
                // Each row is looked at, so it had better come first.
                return variables.intersects(bound.certain) ? rows.length : Math.sqrt(rows.length);
            }

            @Override
            Step step() {
                return new Steps.Table(run, columns, rows);
            }
        }

        /** An element that stays after all before it and before all after it. */
        private record Barrier(Making making) implements Element {}

        /**
         * A filter.
         *
         * @param deadline the number of elements that come before it; it may be tested earlier
         */
        private record Restriction(Expr expr, Part part, int deadline) {}

        Step compile(Op op) {
            flatten(op, part.target(), true);
            List<Step> steps = new ArrayList<>();
            List<Restriction> open = new ArrayList<>(filters);
            int start = 0;
            test(open, 0, steps);
            while (start < elements.size()) {
                if (elements.get(start) instanceof Barrier barrier) {
                    steps.add(barrier.making().step());
                    start++;
                    test(open, start, steps);
                    continue;
                }
                List<Pattern> patterns = new ArrayList<>();
                while (start < elements.size() && elements.get(start) instanceof Pattern pattern) {
                    patterns.add(pattern);
                    start++;
                }
                arrange(patterns, open, steps);
                test(open, start, steps);
            }
            return steps.isEmpty()
                    ? new Steps.Unit(run)
                    : steps.size() == 1 ? steps.getFirst() : new Steps.Sequence(run, steps);
        }

        private void arrange(List<Pattern> patterns, List<Restriction> open, List<Step> steps) {
            while (!patterns.isEmpty()) {
                Pattern best = patterns.getFirst();
                double least = Double.POSITIVE_INFINITY;
                for (Pattern pattern : patterns) {
                    double cost = pattern.cost();
                    // A pattern without a common variable multiplies; it comes last, unless it
                    // has at most one solution.
                    if (!pattern.isConnected() && !steps.isEmpty() && cost > 1) {
                        cost = 1e15 + cost;
                    }
                    if (cost < least) {
                        best = pattern;
                        least = cost;
                    }
                }
                patterns.remove(best);
                steps.add(best.step());
                bound.possible.or(best.variables);
                BitSet certain = (BitSet) best.variables.clone();
                certain.andNot(best.optional);
                bound.certain.or(certain);
                testEarly(open, steps);
            }
        }

        /** Tests the filters whose variables have their values. */
        private void testEarly(List<Restriction> open, List<Step> steps) {
            Iterator<Restriction> filter = open.iterator();
            while (filter.hasNext()) {
                Restriction next = filter.next();
                if (!hasPattern(next.expr()) && isCertain(next)) {
                    filter.remove();
                    steps.add(step(next));
                }
            }
        }

        private boolean isCertain(Restriction filter) {
            for (Var variable : filter.expr().getVarsMentioned()) {
                int register = filter.part().scope().find(variable);
                if (register < 0 || !bound.certain.get(register)) {
                    return false;
                }
            }
            return true;
        }

        /** Tests the filters that have to be tested before other elements. */
        private void test(List<Restriction> open, int done, List<Step> steps) {
            Iterator<Restriction> filter = open.iterator();
            while (filter.hasNext()) {
                Restriction next = filter.next();
                if (next.deadline() <= done) {
                    filter.remove();
                    steps.add(step(next));
                }
            }
        }

        private Step step(Restriction filter) {
            ExprFunction function = filter.expr().isFunction() ? filter.expr().getFunction() : null;
            if (run.cites && function instanceof E_NotExists exists) {
                return notExists(exists, filter.part());
            }
            if (run.cites && function instanceof E_Exists exists) {
                List<Integer> matched = new ArrayList<>();
                Part inner = new Part(filter.part().scope(), filter.part().target(), matched);
                checkPatterns(exists, inner);
                Step pattern = compileExists(exists, inner, bound);
                return new Steps.Exists(run, pattern, firsts(matched), citation(part.citations()));
            }
            return new Steps.Filter(run, condition(filter.expr(), filter.part(), bound));
        }

        private Step notExists(E_NotExists exists, Part filtered) {
            Op op = exists.getGraphPattern();
            checkPatterns(exists, filtered);
            checkStaysAbsent(op);
            Part uncited = new Part(filtered.scope(), filtered.target(), new ArrayList<>());
            Step pattern = compileExists(exists, uncited, bound);
            Condition isMissing =
                    () -> {
                        pattern.open();
                        boolean isMatched = pattern.next();
                        pattern.close();
                        return isMatched ? Condition.FALSE : Condition.TRUE;
                    };
            return new Steps.Sequence(
                    run,
                    List.of(
                            new Steps.Filter(run, isMissing),
                            new Steps.Missed(
                                    run, lack(Support.Missing.Kind.NOT_EXISTS, op, filtered))));
        }

        /**
         * Adds the elements of an expression.
         *
         * @param isAlone whether nothing is joined with it, so that its filters see all there is
         */
        private void flatten(Op op, Target target, boolean isAlone) {
            switch (op) {
                case OpBGP bgp -> {
                    for (Triple triple : bgp.getPattern()) {
                        elements.add(new TriplePattern(triple, target));
                    }
                }
                case OpPath path -> {
                    TriplePath triple = path.getTriplePath();
                    elements.add(
                            AlternativePattern.isPossible(triple.getPath())
                                    ? new AlternativePattern(triple, target)
                                    : new PathPattern(path, target));
                }
                case OpSequence sequence -> {
                    for (Op element : sequence.getElements()) {
                        flatten(element, target, isAlone && sequence.size() == 1);
                    }
                }
                case OpTable table -> {
                    if (!table.isJoinIdentity()) {
                        elements.add(new TablePattern(table));
                    }
                }
                case OpFilter filter -> {
                    if (!isAlone && !isAboutItself(filter)) {
                        barrier(op, target);
                        return;
                    }
                    flatten(filter.getSubOp(), target, isAlone);
                    for (Expr expr : filter.getExprs()) {
                        filters.add(new Restriction(expr, part.with(target), elements.size()));
                    }
                }
                case OpGraph graph -> flatten(graph, target);
                case OpConditional optional -> {
                    flatten(optional.getLeft(), target, false);
                    elements.add(
                            new Barrier(() -> optional(optional.getRight(), part.with(target))));
                }
                case OpExtend extend -> {
                    flatten(extend.getSubOp(), target, isAlone);
                    extend(extend.getVarExprList(), target, false);
                }
                case OpAssign assign -> {
                    flatten(assign.getSubOp(), target, isAlone);
                    extend(assign.getVarExprList(), target, true);
                }
                default -> barrier(op, target);
            }
        }

        /** Whether all variables of a filter are always bound by the pattern that it filters. */
        private static boolean isAboutItself(OpFilter filter) {
            Set<Var> fixed = VarFinder.process(filter.getSubOp()).getFixed();
            for (Expr expr : filter.getExprs()) {
                if (hasPattern(expr) || !fixed.containsAll(expr.getVarsMentioned())) {
                    return false;
                }
            }
            return true;
        }

        private void barrier(Op op, Target target) {
            elements.add(
                    new Barrier(() -> PlanCompiler.this.compile(op, part.with(target), bound)));
        }

        private Step optional(Op right, Part inner) {
            checkStaysAbsent(right);
            Bound after = bound.copy();
            Step step = PlanCompiler.this.compile(right, inner, after);
            bound.possible.or(after.possible);
            return new Steps.Optional(
                    run,
                    step,
                    run.cites ? lack(Support.Missing.Kind.OPTIONAL, right, inner) : null);
        }

        private void extend(VarExprList assignments, Target target, boolean joins) {
            for (Var variable : assignments.getVars()) {
                Expr expr = assignments.getExpr(variable);
                if (expr == null) {
                    continue;
                }
                elements.add(
                        new Barrier(() -> {
                            int register = part.scope().register(variable);
                            // It can have one from outside only, which it is joined with.
                            boolean hasValue = bound.possible.get(register);
                            Steps.Value value = value(expr, part.with(target));
                            bound.add(register, expr.isConstant());
                            return new Steps.Extend(run, register, value, joins || hasValue);
                        }));
            }
        }

        private void flatten(OpGraph graph, Target outer) {
            Node name = graph.getNode();
            if (Quad.isDefaultGraph(name) || Quad.isUnionGraph(name)) {
                throw new NotPlanned("graph " + name);
            }
            if (!Var.isVar(name)) {
                if (run.reads != null) {
                    run.reads.graph(name);
                }
                if (run.cites && !GraphVariables.isColumn(graph.getSubOp(), Var.ANON)) {
                    throw new NotPlanned("citations of a graph that is not read");
                }
                int ordinal = run.view.ordinalOf(name);
                if (ordinal == TripleIndex.NONE) {
                    elements.add(new Barrier(() -> new Steps.Empty(run)));
                    return;
                }
                flatten(
                        graph.getSubOp(),
                        new Target(
                                GraphSet.of(ordinal),
                                -1,
                                run.terms.idOf(name),
                                host.environment(name)),
                        false);
                return;
            }
            Var variable = Var.alloc(name);
            if (!GraphVariables.isColumn(graph.getSubOp(), variable)) {
                elements.add(new Barrier(() -> foreign(graph, part.with(outer), bound)));
                return;
            }
            flatten(
                    graph.getSubOp(),
                    new Target(
                            run.view.namedGraphs(),
                            part.scope().register(variable),
                            Run.UNBOUND,
                            outer.environment()),
                    false);
        }
    }

    /** Makes a step when its turn has come. */
    private interface Making {
        Step step();
    }

    /** Whether a term at the end of a path is written there in the query. */
    private boolean isWritten(Node end) {
        Set<Node> written = host.context().getContext().get(Plan.WRITTEN_ENDS);
        return !Var.isVar(end) && (written == null || written.contains(end));
    }

    private int citation(List<Integer> citations) {
        if (!run.cites) {
            return -1;
        }
        int first = registers.add(2);
        citations.add(first);
        return first;
    }

    /** Returns what cites that a pattern has no match. */
    private Lack lack(Support.Missing.Kind kind, Op pattern, Part part) {
        return new Lack(
                run,
                kind,
                pattern,
                part.target(),
                new RegisterBinding(run, part.scope()),
                citation(part.citations()));
    }

    // ---- Expressions

    static boolean hasPattern(Expr expr) {
        ExprFunction function = expr.isFunction() ? expr.getFunction() : null;
        if (function == null) {
            return false;
        }
        if (function instanceof ExprFunctionOp) {
            return true;
        }
        return function.getArgs().stream().anyMatch(a -> a != null && hasPattern(a));
    }

    private Condition condition(Expr expr, Part part, Bound bound) {
        checkPatterns(expr, part);
        checkCitable(expr);
        RegisterBinding binding = binding(expr, part);
        return new Condition.Compiler(
                        run,
                        binding,
                        part.target().environment(),
                        exists -> exists(exists, part, bound))
                .compile(expr);
    }

    private Steps.Value value(Expr expr, Part part) {
        checkPatterns(expr, part);
        checkCitable(expr);
        return Steps.Value.of(run, expr, binding(expr, part), part.target().environment());
    }

    /** ARQ would evaluate a pattern in an expression in another graph. */
    private void checkPatterns(Expr expr, Part part) {
        if (part.target().isVariable() && hasPattern(expr)) {
            throw new NotPlanned("EXISTS in a graph that a variable names");
        }
    }

    /** When steps cite: only an EXISTS that is a whole filter cites. */
    private void checkCitable(Expr expr) {
        if (run.cites && hasPattern(expr)) {
            throw new NotPlanned("citations of EXISTS within an expression");
        }
    }

    /**
     * When steps cite: what a solution does without has to be absent for a reason that needs no
     * citation.
     */
    private void checkMonotone(Op op) {
        if (run.cites && !Monotone.is(op)) {
            throw new NotPlanned("citations of what is absent from a pattern with absences");
        }
    }

    /** As {@link #checkMonotone}, for what is matched under values from outside. */
    private void checkStaysAbsent(Op op) {
        if (run.cites && !Monotone.staysAbsent(op)) {
            throw new NotPlanned("citations of what is absent from a pattern with absences");
        }
    }

    /** Returns what an expression sees; all its variables have registers. */
    private RegisterBinding binding(Expr expr, Part part) {
        expr.getVarsMentioned().forEach(part.scope()::register);
        return new RegisterBinding(run, part.scope());
    }

    /** Returns a step for the pattern of EXISTS, or {@code null} to leave it to ARQ. */
    private @Nullable Step exists(ExprFunctionOp exists, Part part, Bound bound) {
        try {
            return compileExists(exists, part, bound);
        } catch (NotPlanned e) {
            return null;
        }
    }

    private Step compileExists(ExprFunctionOp exists, Part part, Bound bound) {
        BitSet before = outside;
        outside = (BitSet) bound.possible.clone();
        outside.or(before);
        try {
            return compile(exists.getGraphPattern(), part, bound.copy());
        } finally {
            outside = before;
        }
    }

    /**
     * Within EXISTS, values from outside are constants of the pattern (SPARQL 1.1, section 18.6,
     * {@code substitute}). To match first and compare then is the same only where fewer statements
     * match less: a constant in OPTIONAL decides whether it matches.
     */
    private void checkSubstitution(Op separate, Part part) {
        if (!outside.isEmpty() && !Monotone.is(separate)) {
            for (Var variable : OpVars.visibleVars(separate)) {
                int register = part.scope().find(variable);
                if (register >= 0 && outside.get(register)) {
                    throw new NotPlanned("a value from outside of EXISTS in " + separate.getName());
                }
            }
        }
    }

    // ---- Operators

    /** Joins solutions with those of an expression that is evaluated separately. */
    private Step joinSeparately(
            Step left,
            Op right,
            @Nullable ExprList conditions,
            boolean isLeftJoin,
            Part part,
            Bound bound) {
        part.scope().enter();
        checkSubstitution(right, part);
        Part separate = part.separate(registers);
        Bound inner = new Bound();
        Step rightStep = compile(right, separate, inner);
        List<Var> variables = visible(right, separate.scope());
        int[] rightRegisters = withGraph(registersOf(variables, separate.scope()), separate);
        int[] leftRegisters = withGraph(registersOf(variables, part.scope()), part);
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < rightRegisters.length; i++) {
            boolean isCertain = inner.certain.get(rightRegisters[i]);
            if (isCertain && bound.certain.get(leftRegisters[i])) {
                keys.add(i);
            }
        }
        Bound both = bound.copy();
        for (int i = 0; i < rightRegisters.length; i++) {
            if (inner.possible.get(rightRegisters[i])) {
                both.add(leftRegisters[i], inner.certain.get(rightRegisters[i]));
            }
        }
        Condition condition = null;
        if (conditions != null && !conditions.isEmpty()) {
            List<Condition> all = new ArrayList<>();
            for (Expr expr : conditions) {
                all.add(condition(expr, part, both));
            }
            condition =
                    () -> {
                        for (Condition one : all) {
                            if (one.test() != Condition.TRUE) {
                                return Condition.FALSE;
                            }
                        }
                        return Condition.TRUE;
                    };
        }
        bound.possible.or(both.possible);
        if (!isLeftJoin) {
            bound.certain.or(both.certain);
        }
        part.citations().addAll(separate.citations());
        return new JoinStep(
                run,
                left,
                rightStep,
                rightRegisters,
                leftRegisters,
                keys.stream().mapToInt(Integer::intValue).toArray(),
                condition,
                isLeftJoin,
                both(separate.citations()),
                run.cites && isLeftJoin
                        ? lack(Support.Missing.Kind.OPTIONAL, filtered(right, conditions), part)
                        : null);
    }

    private static Op filtered(Op op, @Nullable ExprList conditions) {
        return conditions == null || conditions.isEmpty() ? op : OpFilter.filterBy(conditions, op);
    }

    private Step join(
            Op left,
            Op right,
            @Nullable ExprList conditions,
            boolean isLeftJoin,
            Part part,
            Bound bound) {
        if (isLeftJoin) {
            checkMonotone(right);
        }
        Step leftStep = compile(left, part, bound);
        return joinSeparately(leftStep, right, conditions, isLeftJoin, part, bound);
    }

    private static int[] firsts(List<Integer> citations) {
        return citations.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns both registers of each citation. */
    private static int[] both(List<Integer> citations) {
        return citations.stream().flatMapToInt(c -> IntStream.of(c, c + 1)).toArray();
    }

    private Step minus(OpMinus minus, Part part, Bound bound) {
        checkMonotone(minus.getRight());
        Step left = compile(minus.getLeft(), part, bound);
        Part separate = part.separate(registers);
        Bound inner = new Bound();
        Step right = compile(minus.getRight(), separate, inner);
        Set<Var> common = new LinkedHashSet<>(visible(minus.getLeft(), part.scope()));
        common.retainAll(visible(minus.getRight(), separate.scope()));
        Step step =
                new MinusStep(
                        run,
                        left,
                        right,
                        withGraph(registersOf(common, part.scope()), part),
                        withGraph(registersOf(common, separate.scope()), separate),
                        common.size());
        if (!run.cites || common.isEmpty()) {
            return step;
        }
        Lack lack = lack(Support.Missing.Kind.MINUS, minus.getRight(), part);
        return new Steps.Sequence(run, List.of(step, new Steps.Missed(run, lack)));
    }

    /**
     * When steps cite: a limit within the query makes a solution depend on those before it. That of
     * the whole query is no reason for a row.
     */
    private void checkRank(Part part) {
        if (run.cites && !part.scope().isOutermost()) {
            throw new NotPlanned("citations of a rank");
        }
    }

    private static List<Op> flat(OpUnion union) {
        List<Op> branches = new ArrayList<>();
        for (Op side : List.of(union.getLeft(), union.getRight())) {
            if (side instanceof OpUnion inner) {
                branches.addAll(flat(inner));
            } else {
                branches.add(side);
            }
        }
        return branches;
    }

    private Step union(List<Op> branches, Part part, Bound bound) {
        part.scope().enter();
        Bound before = bound.copy();
        Bound all = null;
        List<Step> steps = new ArrayList<>();
        for (Op branch : branches) {
            Bound after = before.copy();
            steps.add(compile(branch, part, after));
            if (all == null) {
                all = after;
            } else {
                all.certain.and(after.certain);
                all.possible.or(after.possible);
            }
        }
        if (all != null) {
            bound.set(all);
        }
        return new Steps.Union(run, steps);
    }

    private Step project(OpProject project, Part part, Bound bound) {
        Set<Var> visible = new LinkedHashSet<>(project.getVars());
        part.scope().project();
        visible.forEach(part.scope()::register);
        return compile(project.getSubOp(), part.with(part.scope().inner(visible)), bound);
    }

    private Step distinct(Op input, boolean isReduced, Part part, Bound bound) {
        Part inner = new Part(part.scope(), part.target(), new ArrayList<>());
        Step step = compile(input, inner, bound);
        List<Var> compared = named(visible(input, part.scope()));
        int[] visible = withGraph(registersOf(compared, part.scope()), part);
        return run.cites
                ? new CitedDistinctStep(
                        run,
                        step,
                        visible,
                        isReduced,
                        firsts(inner.citations()),
                        citation(part.citations()))
                : new DistinctStep(run, step, visible, isReduced);
    }

    private Step slice(OpSlice slice, Part part, Bound bound) {
        checkRank(part);
        if (run.cites && slice.getStart() > 0 && part.scope().isProjected()) {
            throw new NotPlanned("citations of an offset");
        }
        Step step = compile(slice.getSubOp(), part, bound);
        long offset = slice.getStart() == Query.NOLIMIT ? 0 : slice.getStart();
        long limit = slice.getLength() == Query.NOLIMIT ? Long.MAX_VALUE : slice.getLength();
        return new Steps.Slice(run, step, offset, limit);
    }

    private Step sort(
            Op input,
            List<SortCondition> conditions,
            long limit,
            boolean isDistinct,
            Part part,
            Bound bound) {
        if (limit >= 0) {
            checkRank(part);
        }
        int citationsBefore = part.citations().size();
        Step step = compile(input, part, bound);
        List<Var> variables = new ArrayList<>(visible(input, part.scope()));
        variables.sort(Comparator.comparing(Var::getVarName));
        List<SortStep.Key> keys = new ArrayList<>();
        for (SortCondition condition : conditions) {
            boolean isDescending = condition.getDirection() == Query.ORDER_DESCENDING;
            Expr expr = condition.getExpression();
            int column = expr.isVariable() ? variables.indexOf(expr.asVar()) : -1;
            SortStep.Evaluation evaluation = null;
            if (column < 0) {
                checkPatterns(expr, part);
                RegisterBinding binding = binding(expr, part);
                Environment environment = part.target().environment();
                evaluation =
                        () -> {
                            NodeValue value = environment.valueOf(expr, binding);
                            return value == null ? SortKey.of((Node) null) : SortKey.of(value);
                        };
            }
            keys.add(new SortStep.Key(column, evaluation, isDescending));
        }
        int[] visible = registersOf(variables, part.scope());
        int[] citations = both(part.citations().subList(citationsBefore, part.citations().size()));
        int[] kept = IntStream.concat(IntStream.of(visible), IntStream.of(citations)).toArray();
        return new SortStep(run, step, keys, kept, visible.length, limit, isDistinct);
    }

    private Step group(OpGroup group, Part part, Bound bound) {
        VarExprList groupVars = group.getGroupVars();
        Set<Var> plain = new HashSet<>();
        for (Var variable : groupVars.getVars()) {
            part.scope().register(variable);
            if (groupVars.getExpr(variable) == null) {
                plain.add(variable);
            }
        }
        Part inner = new Part(part.scope().inner(plain), part.target(), new ArrayList<>());
        Bound innerBound = bound.copy();
        // Statements of several solutions must not make another one that was left out.
        checkMonotone(group.getSubOp());
        Step input = compile(group.getSubOp(), inner, innerBound);
        int[] keyRegisters = withGraph(registersOf(groupVars.getVars(), part.scope()), part);
        List<Steps.Value> keys = new ArrayList<>();
        for (Var variable : groupVars.getVars()) {
            Expr expr = groupVars.getExpr(variable);
            int register = part.scope().register(variable);
            keys.add(expr == null ? () -> run.registers[register] : value(expr, inner));
            bound.add(register, expr == null && innerBound.certain.get(register));
        }
        boolean arePlain = plain.size() == keys.size();
        if (part.target().isVariable()) {
            int graph = part.target().register();
            keys.add(() -> run.registers[graph]);
            bound.add(graph, true);
        }
        List<Var> seen = named(visible(group.getSubOp(), inner.scope()));
        List<GroupStep.Aggregate> aggregates = new ArrayList<>();
        for (ExprAggregator aggregator : group.getAggregators()) {
            int register = part.scope().register(aggregator.getVar());
            bound.add(register, false);
            aggregates.add(aggregate(aggregator, register, inner));
        }
        GroupStep.Citing citing = null;
        if (run.cites) {
            Lack lack = lack(Support.Missing.Kind.NOT_EXISTS, group.getSubOp(), inner);
            citing =
                    new GroupStep.Citing(
                            firsts(inner.citations()), citation(part.citations()), lack);
        }
        return new GroupStep(
                run,
                input,
                keyRegisters,
                keys,
                arePlain,
                aggregates,
                new RegisterBinding(run, inner.scope()),
                seen,
                part.target().environment().context(),
                host.aggregations(),
                citing);
    }

    private GroupStep.Aggregate aggregate(ExprAggregator expr, int register, Part part) {
        Aggregator aggregator = expr.getAggregator();
        int counted = GroupStep.Aggregate.NO_COUNT;
        if (aggregator instanceof AggCount) {
            counted = GroupStep.Aggregate.ALL;
        } else if (aggregator instanceof AggCountVar count
                && count.getExprList().get(0).isVariable()) {
            counted = part.scope().register(count.getExprList().get(0).asVar());
        } else if (aggregator.getExprList() != null) {
            for (Expr argument : aggregator.getExprList()) {
                checkPatterns(argument, part);
                checkCitable(argument);
                binding(argument, part);
            }
        }
        Steps.Value chosen =
                run.cites && choosesOne(aggregator)
                        ? value(aggregator.getExprList().get(0), part)
                        : null;
        return new GroupStep.Aggregate(expr, register, counted, chosen);
    }

    /** Returns whether the value of an aggregate is that of one solution. */
    private static boolean choosesOne(Aggregator aggregator) {
        return aggregator instanceof AggMin
                || aggregator instanceof AggMax
                || aggregator instanceof AggMinDistinct
                || aggregator instanceof AggMaxDistinct
                || aggregator instanceof AggSample
                || aggregator instanceof AggSampleDistinct;
    }

    private Step foreign(Op op, Part part, Bound bound) {
        if (part.target().isVariable() || run.cites) {
            throw new NotPlanned(op.getName() + " inside a plan");
        }
        host.leaveToArq(op);
        Set<Var> visible = OpVars.visibleVars(op);
        OpVars.mentionedVars(op).forEach(part.scope()::register);
        Var[] variables = visible.toArray(Var[]::new);
        int[] own = registersOf(visible, part.scope());
        for (int register : own) {
            bound.add(register, false);
        }
        ExecutionContext context = part.target().environment().context();
        return new ForeignStep(
                run, op, new RegisterBinding(run, part.scope()), context, variables, own);
    }

    /** Returns the variables that an expression may bind; each gets a register. */
    private static List<Var> visible(Op op, Scope scope) {
        List<Var> variables = List.copyOf(OpVars.visibleVars(op));
        variables.forEach(scope::register);
        return variables;
    }

    /**
     * Leaves out blank nodes of patterns, which are variables to ARQ, and tell no solutions apart.
     */
    private static List<Var> named(List<Var> variables) {
        return variables.stream().filter(v -> !Var.isBlankNodeVar(v)).toList();
    }

    /** Adds the register of the graph, if a variable names it: solutions are those of one graph. */
    private static int[] withGraph(int[] variables, Part part) {
        if (!part.target().isVariable()) {
            return variables;
        }
        int[] all = Arrays.copyOf(variables, variables.length + 1);
        all[variables.length] = part.target().register();
        return all;
    }

    private static int[] registersOf(Iterable<Var> variables, Scope scope) {
        List<Integer> found = new ArrayList<>();
        variables.forEach(variable -> found.add(scope.register(variable)));
        return found.stream().mapToInt(Integer::intValue).toArray();
    }
}
