package org.labledger.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBase;
import org.jspecify.annotations.Nullable;

/** A solution of a plan: term ids by variable. */
public final class IdBinding extends BindingBase {

    private final Header header;
    private final int[] ids;

    /** The variables of all solutions of a plan, and the terms of the ids. */
    record Header(Var[] variables, RunTerms terms) {}

    /**
     * Creates a solution.
     *
     * @param parent the solution that it extends, or {@code null}
     * @param ids an id for each variable of the header; {@link Run#UNBOUND} if it has no value
     */
    IdBinding(@Nullable Binding parent, Header header, int[] ids) {
        super(parent);
        this.header = header;
        this.ids = ids;
    }

    private int id(Var variable) {
        Var[] variables = header.variables();
        for (int i = 0; i < variables.length; i++) {
            if (variables[i] == variable) {
                return ids[i];
            }
        }
        for (int i = 0; i < variables.length; i++) {
            if (variables[i].equals(variable)) {
                return ids[i];
            }
        }
        return Run.UNBOUND;
    }

    @Override
    protected void forEach1(BiConsumer<Var, Node> action) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != Run.UNBOUND) {
                action.accept(header.variables()[i], header.terms().term(ids[i]));
            }
        }
    }

    @Override
    protected Iterator<Var> vars1() {
        List<Var> bound = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != Run.UNBOUND) {
                bound.add(header.variables()[i]);
            }
        }
        return bound.iterator();
    }

    @Override
    protected int size1() {
        int size = 0;
        for (int id : ids) {
            size += id != Run.UNBOUND ? 1 : 0;
        }
        return size;
    }

    @Override
    protected boolean isEmpty1() {
        return size1() == 0;
    }

    @Override
    protected boolean contains1(Var variable) {
        return id(variable) != Run.UNBOUND;
    }

    @Override
    protected @Nullable Node get1(Var variable) {
        int id = id(variable);
        return id == Run.UNBOUND ? null : header.terms().term(id);
    }

    @Override
    public Binding detach() {
        return parent == null ? this : new IdBinding(parent.detach(), header, ids);
    }

    @Override
    protected Binding detachWithNewParent(Binding newParent) {
        return new IdBinding(newParent, header, ids);
    }
}
