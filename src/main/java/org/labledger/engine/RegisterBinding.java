package org.labledger.engine;

import java.util.Iterator;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBase;
import org.apache.jena.sparql.engine.binding.BindingBuilder;
import org.apache.jena.sparql.expr.NodeValue;
import org.jspecify.annotations.Nullable;

/**
 * The registers of a scope as a {@link Binding}, for expressions. It changes with the registers;
 * {@link #copy} makes one that does not.
 */
public final class RegisterBinding extends BindingBase {

    private final Run run;
    private final Scope scope;

    RegisterBinding(Run run, Scope scope) {
        super(null);
        this.run = run;
        this.scope = scope;
    }

    /** Returns the register of a variable. */
    int register(Var variable) {
        return scope.register(variable);
    }

    /** Returns the value of a variable, or {@code null} if it has none. */
    public @Nullable NodeValue value(Var variable) {
        int id = id(variable);
        return id == Run.UNBOUND ? null : run.terms.value(id);
    }

    private int id(Var variable) {
        int register = scope.find(variable);
        return register < 0 ? Run.UNBOUND : run.registers[register];
    }

    private List<Var> bound() {
        return scope.variables().stream().filter(v -> id(v) != Run.UNBOUND).toList();
    }

    /** Returns a binding with the values of now. */
    Binding copy() {
        return copy(bound());
    }

    /** Returns a binding with the values of now of some variables. */
    Binding copy(List<Var> variables) {
        BindingBuilder copy = Binding.builder();
        for (Var variable : variables) {
            int id = id(variable);
            if (id != Run.UNBOUND) {
                copy.add(variable, run.terms.term(id));
            }
        }
        return copy.build();
    }

    @Override
    protected Iterator<Var> vars1() {
        return bound().iterator();
    }

    @Override
    protected int size1() {
        return bound().size();
    }

    @Override
    protected boolean isEmpty1() {
        return bound().isEmpty();
    }

    @Override
    protected boolean contains1(Var variable) {
        return id(variable) != Run.UNBOUND;
    }

    @Override
    protected @Nullable Node get1(Var variable) {
        int id = id(variable);
        return id == Run.UNBOUND ? null : run.terms.term(id);
    }

    @Override
    public Binding detach() {
        return copy();
    }

    @Override
    protected Binding detachWithNewParent(Binding newParent) {
        throw new UnsupportedOperationException("Registers have no parent.");
    }
}
