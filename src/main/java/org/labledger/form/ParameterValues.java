package org.labledger.form;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.BindingFactory;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunctionOp;
import org.apache.jena.sparql.expr.ExprVars;
import org.apache.jena.sparql.syntax.Element;
import org.apache.jena.sparql.syntax.ElementFilter;
import org.apache.jena.sparql.syntax.ElementGroup;
import org.apache.jena.sparql.syntax.ElementNamedGraph;
import org.apache.jena.sparql.syntax.ElementPathBlock;
import org.apache.jena.sparql.syntax.ElementSubQuery;
import org.apache.jena.sparql.syntax.ElementVisitorBase;
import org.apache.jena.sparql.syntax.ElementWalker;
import org.apache.jena.sparql.syntax.PatternVars;
import org.labledger.catalog.Parameter;
import org.labledger.catalog.SavedQuery;
import org.labledger.query.Engine;
import org.labledger.query.LimitException;
import org.labledger.query.Limits;
import org.labledger.result.Answer;
import org.labledger.snapshot.Snapshot;

/**
 * The values that make sense for a parameter that takes an IRI: the bindings of its variable in the
 * patterns of the query. Each group pattern that mentions the variable is evaluated on its own, so
 * that the values of other parameters do not matter. Safe for use by several threads; values are
 * cached as long as the snapshot is in use.
 */
public final class ParameterValues {

    /** Maximum number of values; a parameter with more has no list. */
    private static final int MAX_VALUES = 1_000;

    private record Key(String query, String parameter) {}

    private final Snapshot snapshot;
    private final Limits limits;
    private final Map<Key, List<Node>> values = new ConcurrentHashMap<>();

    public ParameterValues(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.limits = new Limits(Duration.ofSeconds(2), MAX_VALUES);
    }

    /**
     * Returns the IRIs that make sense for a parameter, or none if there are too many to list. The
     * first call for a parameter runs queries, and blocks for up to two seconds for each group
     * pattern.
     */
    public List<Node> of(SavedQuery query, Parameter parameter) {
        return values.computeIfAbsent(
                new Key(query.name(), parameter.name()), key -> find(query, parameter.variable()));
    }

    private List<Node> find(SavedQuery query, Var wanted) {
        List<ElementGroup> groups = new ArrayList<>();
        collect(query.query().getQueryPattern(), wanted, groups);
        Set<Node> found = new LinkedHashSet<>();
        for (ElementGroup group : groups) {
            Query ask = QueryFactory.make();
            ask.setQuerySelectType();
            ask.setDistinct(true);
            ask.addResultVar(wanted);
            ask.setQueryPattern(group);
            try {
                if (new Engine(limits).answer(ask, BindingFactory.empty(), snapshot)
                        instanceof Answer.Solutions solutions) {
                    solutions.rows().stream()
                            .map(row -> row.get(wanted))
                            .filter(node -> node != null && node.isURI())
                            .forEach(found::add);
                }
            } catch (LimitException e) {
                // With too many values to choose from, the reader types an IRI or a name.
                return List.of();
            }
        }
        return found.size() > MAX_VALUES ? List.of() : List.copyOf(found);
    }

    /** Collects the relevant part of every group pattern that mentions the variable. */
    private static void collect(Element element, Var wanted, List<ElementGroup> into) {
        ElementWalker.walk(
                element,
                new ElementVisitorBase() {
                    @Override
                    public void visit(ElementGroup group) {
                        part(group, wanted, into);
                    }

                    @Override
                    public void visit(ElementFilter filter) {
                        inExists(filter.getExpr(), wanted, into);
                    }

                    @Override
                    public void visit(ElementSubQuery sub) {
                        collect(sub.getQuery().getQueryPattern(), wanted, into);
                    }
                });
    }

    private static void inExists(Expr expression, Var wanted, List<ElementGroup> into) {
        if (expression instanceof ExprFunctionOp exists) {
            collect(exists.getElement(), wanted, into);
        } else if (expression.isFunction()) {
            expression.getFunction().getArgs().forEach(arg -> inExists(arg, wanted, into));
        }
    }

    /**
     * Adds the triple and graph patterns of a group that mention the variable, and the filters on
     * their variables.
     */
    private static void part(ElementGroup group, Var wanted, List<ElementGroup> into) {
        ElementGroup part = new ElementGroup();
        boolean mentions = false;
        for (Element element : group.getElements()) {
            boolean isPattern =
                    element instanceof ElementPathBlock
                            || (element instanceof ElementNamedGraph graph
                                    && graph.getElement() instanceof ElementGroup);
            if (isPattern && mentionsDirectly(element, wanted)) {
                mentions = true;
                part.addElement(element);
            }
        }
        if (!mentions) {
            return;
        }
        Collection<Var> bound = PatternVars.vars(part);
        for (Element element : group.getElements()) {
            if (element instanceof ElementFilter filter
                    && !(filter.getExpr() instanceof ExprFunctionOp)
                    && bound.containsAll(ExprVars.getVarsMentioned(filter.getExpr()))) {
                part.addElement(element);
            }
        }
        into.add(part);
    }

    private static boolean mentionsDirectly(Element element, Var wanted) {
        return PatternVars.vars(element).contains(wanted);
    }
}
