package org.labledger.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
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

    /** The variables that solutions of both sides may bind. */
    private final Var[] common;

    private final Guard guard;

    /**
     * The right solutions by the variables they bind; {@code null} until the first is asked for.
     */
    private @Nullable Map<BitSet, List<Binding>> rightByBound;

    /** The tables to look into, by the variables that a left solution binds. */
    private final Map<BitSet, List<Table>> tables = new HashMap<>();

    Minus(
            QueryIterator left,
            QueryIterator right,
            List<Var> common,
            Guard guard,
            ExecutionContext context) {
        super(left, context);
        this.right = right;
        this.common = common.toArray(Var[]::new);
        this.guard = guard;
    }

    @Override
    public @Nullable Binding accept(Binding solution) {
        guard.check();
        for (Table table : tables.computeIfAbsent(bound(solution), this::tables)) {
            if (table.rows().contains(values(solution, table.shared()))) {
                return null;
            }
        }
        return solution;
    }

    /**
     * What right solutions have in common with left ones of one set of bound variables.
     *
     * @param shared the indices of the variables that both bind
     * @param rows their values in the right solutions
     */
    private record Table(BitSet shared, Set<List<Node>> rows) {}

    private List<Table> tables(BitSet bound) {
        if (rightByBound == null) {
            rightByBound = read();
        }
        Map<BitSet, Set<List<Node>>> rows = new HashMap<>();
        rightByBound.forEach((rightBound, solutions) -> {
            BitSet shared = (BitSet) rightBound.clone();
            shared.and(bound);
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

    private Map<BitSet, List<Binding>> read() {
        Map<BitSet, List<Binding>> solutions = new HashMap<>();
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

    private BitSet bound(Binding solution) {
        BitSet bound = new BitSet(common.length);
        for (int i = 0; i < common.length; i++) {
            if (solution.contains(common[i])) {
                bound.set(i);
            }
        }
        return bound;
    }

    private List<Node> values(Binding solution, BitSet variables) {
        Node[] values = new Node[variables.cardinality()];
        int next = 0;
        for (int i = variables.nextSetBit(0); i >= 0; i = variables.nextSetBit(i + 1)) {
            values[next++] = solution.get(common[i]);
        }
        return Arrays.asList(values);
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
