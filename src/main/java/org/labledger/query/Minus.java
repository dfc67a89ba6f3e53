package org.labledger.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIterProcessBinding;
import org.jspecify.annotations.Nullable;

/**
 * {@code MINUS} (SPARQL 1.2, section 18.4): drops a solution if some solution of the right side is
 * compatible with it and shares a bound variable. Jena's hash table takes a variable that is
 * unbound on one side for one that agrees.
 *
 * <p>For each set of variables that left solutions bind there is a hash table for each set that
 * they share with right ones; there are few such sets.
 */
final class Minus extends QueryIterProcessBinding {

    private final QueryIterator right;
    private final List<Var> common;
    private final Guard guard;

    /**
     * The right solutions by the variables they bind; {@code null} until the first is asked for.
     */
    private @Nullable Map<List<Var>, List<Binding>> rightByBound;

    /** The tables to look into, by the variables that a left solution binds. */
    private final Map<List<Var>, List<Table>> tables = new HashMap<>();

    Minus(
            QueryIterator left,
            QueryIterator right,
            List<Var> common,
            Guard guard,
            ExecutionContext context) {
        super(left, context);
        this.right = right;
        this.common = common;
        this.guard = guard;
    }

    @Override
    public @Nullable Binding accept(Binding solution) {
        guard.check();
        List<Var> bound = bound(solution);
        for (Table table : tables.computeIfAbsent(bound, this::tables)) {
            if (table.rows().contains(values(solution, table.shared()))) {
                return null;
            }
        }
        return solution;
    }

    /**
     * What right solutions have in common with left ones of one set of bound variables.
     *
     * @param shared the variables that both bind
     * @param rows their values in the right solutions
     */
    private record Table(List<Var> shared, Set<List<Node>> rows) {}

    private List<Table> tables(List<Var> bound) {
        if (rightByBound == null) {
            rightByBound = read();
        }
        Map<List<Var>, Set<List<Node>>> rows = new HashMap<>();
        rightByBound.forEach((rightBound, solutions) -> {
            List<Var> shared = rightBound.stream().filter(bound::contains).toList();
            if (!shared.isEmpty()) {
                Set<List<Node>> table = rows.computeIfAbsent(shared, s -> new HashSet<>());
                for (Binding solution : solutions) {
                    guard.check();
                    table.add(values(solution, shared));
                }
            }
        });
        return rows.entrySet().stream().map(e -> new Table(e.getKey(), e.getValue())).toList();
    }

    private Map<List<Var>, List<Binding>> read() {
        Map<List<Var>, List<Binding>> solutions = new HashMap<>();
        try {
            while (right.hasNext()) {
                Binding solution = right.nextBinding();
                solutions.computeIfAbsent(bound(solution), b -> new ArrayList<>()).add(solution);
            }
        } finally {
            right.close();
        }
        return solutions;
    }

    private List<Var> bound(Binding solution) {
        return common.stream().filter(solution::contains).toList();
    }

    private static List<Node> values(Binding solution, List<Var> variables) {
        return variables.stream().map(solution::get).toList();
    }

    @Override
    protected void closeSubIterator() {
        right.close();
    }

    @Override
    protected void requestSubCancel() {
        right.cancel();
    }
}
