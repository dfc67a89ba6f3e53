package org.labledger.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIter;
import org.apache.jena.sparql.engine.iterator.QueryIterRepeatApply;
import org.apache.jena.sparql.engine.iterator.QueryIterSingleton;
import org.apache.jena.sparql.util.Symbol;
import org.jspecify.annotations.Nullable;
import org.labledger.index.DatasetView;
import org.labledger.index.GraphSet;

/**
 * An algebra expression that is executed on term ids.
 *
 * <pre>{@code
 * QueryIterator solutions = Plan.execute(op, input, context, host);
 * if (solutions == null) { … ARQ executes the operator, and asks again for its parts … }
 * }</pre>
 */
public final class Plan {

    /**
     * Where the context of a query has the terms that are written as ends of its paths, a set of
     * nodes; other terms there are the values of variables, for which paths of length zero mean
     * something else (SPARQL 1.2, section 18.4, {@code ZeroLengthPath}).
     */
    public static final Symbol WRITTEN_ENDS = Symbol.create("urn:x-labledger:path-ends");

    private final Host host;
    private final Run run;
    private final Step step;
    private final Scope scope;
    private final IdBinding.Header header;

    /** The registers of the variables of the header. */
    private final int[] registers;

    private final int[] citations;

    private Plan(
            Host host,
            Run run,
            Step step,
            Scope scope,
            IdBinding.Header header,
            int[] registers,
            int[] citations) {
        this.host = host;
        this.run = run;
        this.step = step;
        this.scope = scope;
        this.header = header;
        this.registers = registers;
        this.citations = citations;
    }

    /** What surrounds the execution of one query. */
    public interface Host {

        /** Returns the dataset. */
        DatasetView view();

        /** Returns the graphs that patterns outside of {@code GRAPH} are matched against. */
        GraphSet activeGraphs();

        /** Returns the name of the active graph, or {@link Node#ANY} for a union of graphs. */
        Node activeGraphName();

        /** Returns the context of the active graph. */
        ExecutionContext context();

        /** Returns the context in which a named graph is the active graph. */
        ExecutionContext context(Node graph);

        /** Returns whether solutions carry the statements that support them. */
        boolean cites();

        /** Returns the limits. */
        Meter meter();

        /** Returns who is told about lookups, or {@code null} if nobody is. */
        @Nullable Reads reads();

        /** Returns what evaluates aggregates. */
        Aggregation.Factory aggregations();

        /** Notes that an operator is executed by ARQ, here and when ARQ asks for it again. */
        void leaveToArq(Op op);

        /** Executes an operator by ARQ, which asks again for its parts. */
        QueryIterator executeByArq(Op op, QueryIterator input);

        /** Returns what expressions see in a named graph. */
        default Environment environment(Node graph) {
            return new Environment(context(graph));
        }
    }

    /**
     * Executes an expression.
     *
     * @param input solutions to extend; each is passed in, as ARQ does
     * @return the solutions, or {@code null} if the expression cannot be planned; then {@code
     *     input} was not touched
     */
    public static @Nullable QueryIterator execute(Op op, QueryIterator input, Host host) {
        RunTerms terms = new RunTerms(host.view().index().terms(), host.meter());
        Plan plan;
        try {
            plan = compile(op, Set.of(), terms, host, host.cites());
        } catch (NotPlanned e) {
            host.leaveToArq(op);
            return null;
        }
        if (input.isJoinIdentity()) {
            input.close();
            plan.step.once();
            return plan.solutions(null, host.context());
        }
        Map<Set<Var>, Plan> plans = new HashMap<>();
        plans.put(Set.of(), plan);
        Set<Var> mentioned = Set.copyOf(OpVars.mentionedVars(op));
        return new QueryIterRepeatApply(input, host.context()) {
            @Override
            protected @Nullable QueryIterator nextStage(Binding solution) {
                Set<Var> given =
                        mentioned.stream()
                                .filter(solution::contains)
                                .collect(Collectors.toUnmodifiableSet());
                Plan next = plans.get(given);
                if (next == null) {
                    try {
                        next = compile(op, given, terms, host, false);
                    } catch (NotPlanned e) {
                        return host.executeByArq(
                                op, QueryIterSingleton.create(solution, getExecContext()));
                    }
                    plans.put(given, next);
                }
                return next.solutions(solution, getExecContext());
            }
        };
    }

    private static Plan compile(Op op, Set<Var> given, RunTerms terms, Host host, boolean cites) {
        terms.setCompiling(true);
        try {
            return compiled(op, given, terms, host, cites);
        } finally {
            terms.setCompiling(false);
        }
    }

    private static Plan compiled(Op op, Set<Var> given, RunTerms terms, Host host, boolean cites) {
        Run run = new Run(host.view(), terms, host.meter(), host.reads(), cites);
        Scope.Registers all = new Scope.Registers();
        Scope scope = Scope.in(all);
        PlanCompiler.Bound bound = new PlanCompiler.Bound();
        given.forEach(variable -> bound.add(scope.register(variable), true));
        int name =
                host.activeGraphName().isConcrete()
                        ? terms.idOf(host.activeGraphName())
                        : Run.UNBOUND;
        Target target = new Target(host.activeGraphs(), -1, name, new Environment(host.context()));
        List<Integer> citations = new ArrayList<>();
        Step step = new PlanCompiler(run, host, all).compile(op, scope, target, bound, citations);
        Var[] variables =
                OpVars.visibleVars(op).stream()
                        .filter(variable -> !given.contains(variable))
                        .toArray(Var[]::new);
        int[] registers = new int[variables.length];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = scope.register(variables[i]);
        }
        run.registers = new int[all.count()];
        return new Plan(
                host,
                run,
                step,
                scope,
                new IdBinding.Header(variables, terms, run.index, host.activeGraphs()),
                registers,
                citations.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Returns the solutions that extend one solution, or all if there is none. */
    private QueryIterator solutions(@Nullable Binding given, ExecutionContext context) {
        return new QueryIter(context) {

            private boolean isOpen;
            private boolean hasNext;
            private boolean isRead;

            @Override
            protected boolean hasNextBinding() {
                if (!isRead) {
                    if (!isOpen) {
                        start(given);
                        isOpen = true;
                    }
                    if (run.terms.areMany()) {
                        run.terms.forget(run.registers);
                    }
                    hasNext = step.next();
                    isRead = true;
                }
                return hasNext;
            }

            @Override
            protected Binding moveToNextBinding() {
                isRead = false;
                int[] ids = new int[registers.length];
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = run.registers[registers[i]];
                }
                return new IdBinding(given, header, ids, run.cites ? run.support(citations) : null);
            }

            @Override
            protected void closeIterator() {
                if (isOpen) {
                    step.close();
                }
            }

            @Override
            protected void requestCancel() {
                // The meter ends the execution.
            }
        };
    }

    private void start(@Nullable Binding given) {
        Arrays.fill(run.registers, Run.UNBOUND);
        run.forgetSupports();
        if (given != null) {
            for (Var variable : scope.variables()) {
                Node value = given.get(variable);
                if (value != null) {
                    run.registers[scope.register(variable)] = run.terms.idOf(value);
                }
            }
        }
        step.open();
    }
}
