package org.labledger.engine;

import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIterRoot;
import org.apache.jena.sparql.engine.iterator.QueryIterSingleton;
import org.apache.jena.sparql.engine.main.QC;
import org.jspecify.annotations.Nullable;

/** An operator within a plan that ARQ executes, once for each solution that it is opened with. */
final class ForeignStep extends Step {

    private final Op op;
    private final RegisterBinding binding;
    private final ExecutionContext context;
    private final Var[] variables;
    private final int[] registers;
    private final boolean[] isSet;
    private @Nullable QueryIterator solutions;

    /**
     * Creates a step.
     *
     * @param binding what the operator sees from outside
     * @param variables the variables that it may bind
     */
    ForeignStep(
            Run run,
            Op op,
            RegisterBinding binding,
            ExecutionContext context,
            Var[] variables,
            int[] registers) {
        super(run);
        this.op = op;
        this.binding = binding;
        this.context = context;
        this.variables = variables;
        this.registers = registers;
        this.isSet = new boolean[registers.length];
    }

    @Override
    void open() {
        Binding outer = binding.copy();
        solutions =
                QC.execute(
                        op,
                        outer.isEmpty()
                                ? QueryIterRoot.create(context)
                                : QueryIterSingleton.create(outer, context),
                        context);
    }

    @Override
    boolean next() {
        unset();
        QueryIterator remaining = solutions;
        if (remaining == null || !remaining.hasNext()) {
            close();
            return false;
        }
        Binding solution = remaining.nextBinding();
        for (int i = 0; i < registers.length; i++) {
            Node value = solution.get(variables[i]);
            if (value != null && run.registers[registers[i]] == Run.UNBOUND) {
                run.registers[registers[i]] = run.terms.idOf(value);
                isSet[i] = true;
            }
        }
        return true;
    }

    private void unset() {
        for (int i = 0; i < registers.length; i++) {
            if (isSet[i]) {
                run.registers[registers[i]] = Run.UNBOUND;
                isSet[i] = false;
            }
        }
    }

    @Override
    void close() {
        unset();
        if (solutions != null) {
            solutions.close();
            solutions = null;
        }
    }
}
