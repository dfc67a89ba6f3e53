package org.labledger.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.atlas.iterator.IteratorDelayedInitialization;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.query.SortCondition;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIterPlainWrapper;
import org.apache.jena.sparql.expr.ExprLib;
import org.apache.jena.sparql.expr.NodeValue;
import org.labledger.term.SortKey;
import org.labledger.term.TermOrder;

/**
 * {@code ORDER BY} (SPARQL 1.2, section 15.1). Each condition is evaluated once per solution, so
 * that also a condition that is different each time gives an order. Solutions that the conditions
 * do not tell apart come in the order of their terms, so that an answer is always the same.
 */
final class SortedSolutions {

    private static final int BYTES_PER_KEY = 64;

    private final List<SortCondition> conditions;
    private final Guard guard;
    private final MemoryCharge memory;
    private final ExecutionContext context;

    private final Comparator<Keyed> order = this::compare;

    private SortedSolutions(List<SortCondition> conditions, Guard guard, ExecutionContext context) {
        this.conditions = conditions;
        this.guard = guard;
        this.memory = new MemoryCharge(guard, context);
        this.context = context;
    }

    private record Keyed(Binding solution, SortKey[] keys) {}

    /** Returns all solutions in order. */
    static QueryIterator all(
            QueryIterator input,
            List<SortCondition> conditions,
            Guard guard,
            ExecutionContext context) {
        SortedSolutions sorted = new SortedSolutions(conditions, guard, context);
        return sorted.later(input, sorted::sort);
    }

    /**
     * Returns the first solutions in order.
     *
     * @param limit how many
     * @param isDistinct whether equal solutions count as one
     */
    static QueryIterator first(
            QueryIterator input,
            List<SortCondition> conditions,
            long limit,
            boolean isDistinct,
            Guard guard,
            ExecutionContext context) {
        SortedSolutions sorted = new SortedSolutions(conditions, guard, context);
        return sorted.later(input, solutions -> sorted.first(solutions, limit, isDistinct));
    }

    private interface Sorting {
        List<Keyed> of(QueryIterator solutions);
    }

    private QueryIterator later(QueryIterator input, Sorting sorting) {
        Iterator<Binding> results =
                new IteratorDelayedInitialization<>() {
                    @Override
                    protected Iterator<Binding> initializeIterator() {
                        try {
                            List<Keyed> sorted = sorting.of(input);
                            return sorted.stream().map(Keyed::solution).iterator();
                        } finally {
                            input.close();
                        }
                    }
                };
        return memory.releasingAfter(QueryIterPlainWrapper.create(results, context));
    }

    private List<Keyed> sort(QueryIterator solutions) {
        List<Keyed> sorted = new ArrayList<>();
        while (solutions.hasNext()) {
            sorted.add(charged(keyed(solutions.nextBinding())));
        }
        sorted.sort(order);
        return sorted;
    }

    private List<Keyed> first(QueryIterator solutions, long limit, boolean isDistinct) {
        PriorityQueue<Keyed> last = new PriorityQueue<>(order.reversed());
        Set<Binding> kept = new HashSet<>();
        while (solutions.hasNext() && limit > 0) {
            Keyed next = keyed(solutions.nextBinding());
            boolean isFull = last.size() >= limit;
            if ((isFull && compare(next, last.element()) >= 0)
                    || (isDistinct && !kept.add(next.solution()))) {
                continue;
            }
            last.add(charged(next));
            if (isFull) {
                Keyed dropped = last.remove();
                kept.remove(dropped.solution());
                memory.add(-sizeOf(dropped));
            }
        }
        List<Keyed> sorted = new ArrayList<>(last);
        sorted.sort(order);
        return sorted;
    }

    private Keyed keyed(Binding solution) {
        guard.check();
        SortKey[] keys = new SortKey[conditions.size()];
        for (int i = 0; i < keys.length; i++) {
            // An error is no value.
            NodeValue value =
                    ExprLib.evalOrNull(conditions.get(i).getExpression(), solution, context);
            keys[i] = value == null ? SortKey.of((Node) null) : SortKey.of(value);
        }
        return new Keyed(solution, keys);
    }

    private Keyed charged(Keyed solution) {
        memory.add(sizeOf(solution));
        return solution;
    }

    private static long sizeOf(Keyed solution) {
        return Guard.sizeOf(solution.solution()) + (long) BYTES_PER_KEY * solution.keys().length;
    }

    private int compare(Keyed a, Keyed b) {
        guard.check();
        for (int i = 0; i < conditions.size(); i++) {
            int difference = a.keys()[i].compareTo(b.keys()[i]);
            if (difference != 0) {
                return conditions.get(i).getDirection() == Query.ORDER_DESCENDING
                        ? -difference
                        : difference;
            }
        }
        return compareTerms(a.solution(), b.solution());
    }

    private static int compareTerms(Binding a, Binding b) {
        Set<Var> variables = new TreeSet<>(Comparator.comparing(Var::getVarName));
        a.vars().forEachRemaining(variables::add);
        b.vars().forEachRemaining(variables::add);
        for (Var variable : variables) {
            Node term = a.get(variable);
            Node other = b.get(variable);
            if (term == null || other == null) {
                if (term != other) {
                    return term == null ? -1 : 1;
                }
            } else {
                int difference = TermOrder.BY_TERM.compare(term, other);
                if (difference != 0) {
                    return difference;
                }
            }
        }
        return 0;
    }
}
