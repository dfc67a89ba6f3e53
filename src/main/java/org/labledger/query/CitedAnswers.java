package org.labledger.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.RowSet;
import org.apache.jena.sparql.modify.TemplateLib;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.sparql.util.NodeUtils;
import org.apache.jena.sparql.util.VarUtils;
import org.jspecify.annotations.Nullable;
import org.labledger.engine.Alternatives;
import org.labledger.engine.IdBinding;
import org.labledger.engine.Support;
import org.labledger.engine.UncitedException;
import org.labledger.result.Answer;
import org.labledger.result.StatementOrder;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.GraphChoice;
import org.labledger.store.SnapshotExecutor;

/**
 * Makes the cited answer to one query. Where plans execute the whole query, its solutions carry
 * what they rest on; otherwise the answer is {@linkplain Grounding grounded} after the fact.
 */
final class CitedAnswers {

    private final Guard guard;
    private final Snapshot snapshot;
    private final GraphChoice graphs;
    private final Function<Query, QueryExec> executions;
    private final UnaryOperator<Iterator<Binding>> counted;

    /**
     * Creates a maker of answers.
     *
     * @param graphs the RDF dataset of the query and the request
     * @param executions prepares the execution of a query over that dataset
     * @param counted ends the query if an answer has too many rows
     */
    CitedAnswers(
            Guard guard,
            Snapshot snapshot,
            GraphChoice graphs,
            Function<Query, QueryExec> executions,
            UnaryOperator<Iterator<Binding>> counted) {
        this.guard = guard;
        this.snapshot = snapshot;
        this.graphs = graphs;
        this.executions = executions;
        this.counted = counted;
    }

    /** A row and what it rests on, with the statements by number. */
    record Supported(List<Binding> rows, List<Support> supports, Citing citing) {}

    CitedAnswer.Solutions solutions(Query select) {
        select.ensureResultVars();
        return new CitedAnswer.Solutions(select.getProjectVars(), cited(supported(select)));
    }

    static List<CitedSolution> cited(Supported supported) {
        List<CitedSolution> cited = new ArrayList<>();
        for (int i = 0; i < supported.rows().size(); i++) {
            cited.add(
                    supported.citing().cited(supported.rows().get(i), supported.supports().get(i)));
        }
        return cited;
    }

    private Supported supported(Query select) {
        Supported planned = planned(select);
        return planned == null ? grounded(select) : planned;
    }

    /** Returns what plans cite, or {@code null} if there is a row for which they do not. */
    @Nullable Supported planned(Query select) {
        List<Binding> rows = new ArrayList<>();
        List<Support> supports = new ArrayList<>();
        IdBinding first = null;
        try (QueryExec execution = executions.apply(select)) {
            execution.getContext().set(SnapshotExecutor.CITES, true);
            Iterator<Binding> all = counted.apply(execution.select());
            while (all.hasNext()) {
                Binding row = all.next();
                Support support = row instanceof IdBinding plan ? plan.support() : null;
                if (support == null) {
                    return null;
                }
                first = first == null ? (IdBinding) row : first;
                guard.charge(Guard.sizeOf(row) + support.size());
                rows.add(row);
                supports.add(support);
            }
        } catch (UncitedException e) {
            return null;
        }
        IdBinding plan = first;
        return new Supported(
                rows,
                supports,
                new Citing(
                        guard,
                        n -> plan == null ? null : new Statement(plan.triple(n), plan.graphs(n))));
    }

    /** Returns what an answer rests on, found over the store. */
    Supported grounded(Query select) {
        Grounding grounding = new Grounding(guard, this::rows, ExecutionContext.create(context()));
        List<Binding> rows = rows(select);
        List<Support> supports = grounding.supports(select, rows);
        Set<Triple> inAnyGraph = new LinkedHashSet<>();
        for (Support support : supports) {
            for (Alternatives.Alternative set : Citing.alternatives(guard, support).sets()) {
                for (long number : set.statements()) {
                    Grounding.Read read = grounding.read(number);
                    if (read.graph() == null) {
                        inAnyGraph.add(read.triple());
                    }
                }
            }
        }
        Map<Triple, List<Node>> stating = stating(inAnyGraph);
        return new Supported(
                rows,
                supports,
                new Citing(
                        guard,
                        number -> {
                            Grounding.Read read = grounding.read(number);
                            Node graph = read.graph();
                            List<Node> names =
                                    graph == null
                                            ? stating.getOrDefault(read.triple(), List.of())
                                            : List.of(graph);
                            return names.isEmpty() ? null : new Statement(read.triple(), names);
                        }));
    }

    private Context context() {
        Context context = QueryContext.of(guard);
        GuardedQueryEngine.setClock(context);
        return context;
    }

    private List<Binding> rows(Query query) {
        List<Binding> rows = new ArrayList<>();
        try (QueryExec execution = executions.apply(query)) {
            RowSet solutions = execution.select();
            counted.apply(solutions)
                    .forEachRemaining(row -> {
                        guard.charge(Guard.sizeOf(row));
                        rows.add(row);
                    });
        }
        return rows;
    }

    /** Returns the graphs of the default graph that state triples. */
    private Map<Triple, List<Node>> stating(Collection<Triple> triples) {
        Map<Triple, List<Node>> stating = snapshot.store().graphsOf(triples);
        if (graphs.isNone()) {
            return stating;
        }
        Set<Node> read = graphs.defaultGraphNames();
        Map<Triple, List<Node>> chosen = new HashMap<>();
        stating.forEach((triple, names) -> {
            List<Node> those = names.stream().filter(read::contains).toList();
            if (!those.isEmpty()) {
                chosen.put(triple, those);
            }
        });
        return chosen;
    }

    CitedAnswer.Truth truth(Query ask) {
        Query select = selecting(ask, List.of());
        select.setLimit(1);
        List<CitedSolution> rows = cited(supported(select));
        if (!rows.isEmpty()) {
            return new CitedAnswer.Truth(true, rows.getFirst());
        }
        Absence absence =
                new Absence(Absence.Kind.NOT_EXISTS, Absences.text(ask.getQueryPattern()));
        return new CitedAnswer.Truth(
                false, new CitedSolution(BindingFactory.empty(), List.of(), 0, List.of(absence)));
    }

    /** Returns a SELECT of the solutions of a query of another form; of all variables if none. */
    private static Query selecting(Query query, Collection<Var> variables) {
        Query select = query.cloneQuery();
        select.setQuerySelectType();
        if (query.hasGroupBy() || query.hasAggregators() || !variables.isEmpty()) {
            select.setQueryResultStar(false);
            Collection<Var> shown = variables.isEmpty() ? query.getGroupBy().getVars() : variables;
            shown.forEach(select::addResultVar);
        } else {
            select.setQueryResultStar(true);
        }
        select.ensureResultVars();
        return select;
    }

    CitedAnswer.Triples constructed(Query construct) {
        Set<Var> variables = new LinkedHashSet<>();
        List<Quad> template = construct.getConstructTemplate().getQuads();
        template.forEach(quad -> {
            VarUtils.addVarsFromTriple(variables, quad.asTriple());
            VarUtils.addVar(variables, quad.getGraph());
        });
        variables.removeIf(v -> !Var.isNamedVar(v));
        Supported supported = supported(selecting(construct, variables));
        Map<Quad, List<Support>> supports = new LinkedHashMap<>();
        for (int i = 0; i < supported.rows().size(); i++) {
            Support support = supported.supports().get(i);
            Iterator<Quad> quads =
                    TemplateLib.calcQuads(template, List.of(supported.rows().get(i)).iterator());
            Set<Quad> seen = new HashSet<>();
            while (quads.hasNext()) {
                Quad quad = quads.next();
                if (isLegal(quad, construct.isConstructQuad()) && seen.add(quad)) {
                    guard.charge(Guard.sizeOf(supported.rows().get(i)));
                    supports.computeIfAbsent(quad, q -> new ArrayList<>()).add(support);
                }
            }
        }
        List<CitedTriple> cited = new ArrayList<>();
        for (Quad quad : sorted(construct, supports.keySet())) {
            Support support = Support.any(supports.getOrDefault(quad, List.of()));
            CitedSolution as = supported.citing().cited(BindingFactory.empty(), support);
            cited.add(
                    new CitedTriple(
                            quad.asTriple(),
                            Quad.isDefaultGraph(quad.getGraph()) ? null : quad.getGraph(),
                            as.witnesses(),
                            as.witnessCount(),
                            as.absences()));
        }
        return new CitedAnswer.Triples(cited);
    }

    /** Returns whether Jena constructs it: a triple has to be one of RDF. */
    private static boolean isLegal(Quad quad, boolean isQuad) {
        return Engine.isLegal(quad.getObject())
                && (isQuad
                        || NodeUtils.isValidAsRDF(
                                quad.getSubject(), quad.getPredicate(), quad.getObject()));
    }

    /** In the order of the answer without citations. */
    private static List<Quad> sorted(Query construct, Set<Quad> quads) {
        return construct.isConstructQuad()
                ? Engine.sorted(quads, StatementOrder.OF_QUADS)
                : Engine.sorted(
                        quads,
                        (a, b) -> StatementOrder.OF_TRIPLES.compare(a.asTriple(), b.asTriple()));
    }

    /** Each triple of a description rests on itself. */
    CitedAnswer.Triples described(Answer.Triples description) {
        Map<Triple, List<Node>> stating = stating(description.triples());
        List<CitedTriple> cited = new ArrayList<>();
        for (Triple triple : description.triples()) {
            guard.check();
            List<Node> names = stating.getOrDefault(triple, List.of());
            List<Witness> witnesses =
                    names.isEmpty()
                            ? List.of()
                            : List.of(new Witness(List.of(new Statement(triple, names))));
            cited.add(new CitedTriple(triple, null, witnesses, witnesses.size(), List.of()));
        }
        return new CitedAnswer.Triples(cited);
    }
}
