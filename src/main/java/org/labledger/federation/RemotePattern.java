package org.labledger.federation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpAsQuery;
import org.apache.jena.sparql.algebra.OpVars;
import org.apache.jena.sparql.algebra.op.OpService;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.Rename;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.syntax.Element;
import org.apache.jena.sparql.syntax.ElementData;
import org.apache.jena.sparql.syntax.ElementFilter;
import org.apache.jena.sparql.syntax.ElementGroup;
import org.apache.jena.sparql.syntax.ElementPathBlock;
import org.apache.jena.sparql.syntax.ElementSubQuery;
import org.apache.jena.sparql.syntax.ElementTriplesBlock;

/**
 * The graph pattern of a {@code SERVICE}, and the queries that are sent for it.
 *
 * <p>The remote solutions joined with the local ones are {@code Join(local, pattern)} (SPARQL 1.1
 * Federated Query, section 2). To get only those that can join, the query is {@code { VALUES … {
 * pattern } }}: the inner group keeps the meaning of OPTIONAL, MINUS, BIND and subqueries. {@code
 * VALUES} has only variables that every solution of the pattern binds, and every row has all of
 * them; so no solution joins two rows, and no duplicate is lost or added.
 */
final class RemotePattern {

    /** What may not stand between the angle brackets of an IRI (SPARQL 1.1, rule IRIREF). */
    private static final Pattern NOT_IN_IRI = Pattern.compile("[\\x00-\\x20<>\"{}|^`\\\\]");

    private final Element pattern;
    private final List<Var> variables;
    private final List<Var> keys;
    private final boolean repeatable;

    private RemotePattern(
            Element pattern, List<Var> variables, List<Var> keys, boolean repeatable) {
        this.pattern = pattern;
        this.variables = variables;
        this.keys = keys;
        this.repeatable = repeatable;
    }

    /** Returns the pattern of a {@code SERVICE}. */
    static RemotePattern of(OpService service) {
        Op op = service.getSubOp();
        List<Var> variables =
                OpVars.visibleVars(op).stream().filter(v -> remote(v).isNamedVar()).toList();
        List<Var> keys = new ArrayList<>(CertainVariables.of(op));
        keys.retainAll(variables);
        keys.sort(Comparator.comparing(Var::getVarName));
        // A pattern with other solutions each time must be asked once, for all rows.
        return new RemotePattern(element(service), variables, List.copyOf(keys), Repeatable.is(op));
    }

    /** Returns the variables of its solutions, as the local query names them. */
    List<Var> variables() {
        return variables;
    }

    /** Returns the variables by which a local solution joins every remote one. */
    List<Var> keys(Binding local) {
        return keys.stream().filter(local::contains).toList();
    }

    /** Returns whether the values of these variables can be sent along. */
    boolean canBeSent(Binding local, List<Var> some) {
        return repeatable && some.stream().allMatch(v -> canBeSent(local.get(v)));
    }

    /**
     * Returns whether a local solution can join nothing remote: it has a blank node where every
     * remote solution has a value. Blank nodes of two graphs are never the same.
     */
    boolean excludes(Binding local) {
        return keys.stream().anyMatch(v -> local.contains(v) && local.get(v).isBlank());
    }

    /**
     * Returns the query for the solutions that have one of the given rows of values.
     *
     * @param sent the variables of {@code VALUES}; if there are none, the query asks for all
     * @param rows their values
     */
    String query(List<Var> sent, Collection<List<Node>> rows) {
        Query query = QueryFactory.create();
        query.setQuerySelectType();
        if (variables.isEmpty()) {
            query.setQueryResultStar(true);
        } else {
            variables.forEach(v -> query.addResultVar(remote(v)));
        }
        ElementGroup group = new ElementGroup();
        if (!sent.isEmpty()) {
            ElementData data = new ElementData();
            List<Var> names = sent.stream().map(RemotePattern::remote).toList();
            names.forEach(data::add);
            for (List<Node> row : rows) {
                var binding = Binding.builder();
                for (int i = 0; i < row.size(); i++) {
                    binding.add(names.get(i), row.get(i));
                }
                data.add(binding.build());
            }
            group.addElement(data);
        }
        inside(pattern, !sent.isEmpty()).forEach(group::addElement);
        query.setQueryPattern(group);
        return query.toString();
    }

    /** Returns the name under which the endpoint knows a variable. */
    static Var remote(Var local) {
        // Variables hidden by a subquery have a prefix in the algebra, which is not SPARQL.
        String name = local.getVarName();
        return Var.alloc(name.substring(name.lastIndexOf('/') + 1));
    }

    /**
     * Without OPTIONAL and the like the inner group changes nothing, and many engines optimize
     * better without it.
     */
    private static List<Element> inside(Element pattern, boolean withValues) {
        if (pattern instanceof ElementGroup group
                && (!withValues
                        || group.getElements().stream()
                                .allMatch(e ->
                                        e instanceof ElementPathBlock
                                                || e instanceof ElementTriplesBlock
                                                || e instanceof ElementFilter))) {
            return group.getElements();
        }
        if (pattern instanceof ElementGroup) {
            return List.of(pattern);
        }
        ElementGroup group = new ElementGroup();
        group.addElement(pattern);
        return List.of(group);
    }

    private static Element element(OpService service) {
        if (service.getServiceElement() != null) {
            return service.getServiceElement().getElement();
        }
        // Values were put in, or variables renamed: only the algebra is up to date.
        Query query = OpAsQuery.asQuery(Rename.reverseVarRename(service.getSubOp(), true));
        boolean plain =
                query.isQueryResultStar()
                        && !query.isDistinct()
                        && !query.isReduced()
                        && !query.hasLimit()
                        && !query.hasOffset()
                        && !query.hasGroupBy()
                        && !query.hasHaving()
                        && !query.hasOrderBy()
                        && !query.hasValues();
        if (plain) {
            return query.getQueryPattern();
        }
        return new ElementSubQuery(query);
    }

    private static boolean canBeSent(Node value) {
        if (value.isURI()) {
            return !NOT_IN_IRI.matcher(value.getURI()).find();
        }
        // SPARQL 1.1 has no way to write a triple term or a base direction.
        return value.isLiteral() && value.getLiteralBaseDirection() == null;
    }

    /** Returns the values of some variables. */
    static List<Node> values(Binding solution, List<Var> variables) {
        List<Node> values = new ArrayList<>(variables.size());
        variables.forEach(v -> values.add(solution.get(v)));
        return values;
    }
}
