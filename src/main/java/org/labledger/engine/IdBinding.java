package org.labledger.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBase;
import org.jspecify.annotations.Nullable;
import org.labledger.term.NumberedSolution;
import org.labledger.term.TermTexts;

/** A solution of a plan: term ids by variable. */
public final class IdBinding extends BindingBase implements NumberedSolution {

    private final Header header;
    private final int[] ids;
    private final @Nullable List<Quad> cited;

    /** The variables of all solutions of a plan, and the terms of the ids. */
    record Header(Var[] variables, RunTerms terms) {}

    /**
     * Creates a solution.
     *
     * @param parent the solution that it extends, or {@code null}
     * @param ids an id for each variable of the header; {@link Run#UNBOUND} if it has no value
     * @param cited the statements that support it; {@code null} if that was not asked for
     */
    IdBinding(@Nullable Binding parent, Header header, int[] ids, @Nullable List<Quad> cited) {
        super(parent);
        this.cited = cited;
        this.header = header;
        this.ids = ids;
    }

    /** Returns the statements that support the solution, or {@code null} if steps did not cite. */
    public @Nullable List<Quad> cited() {
        return cited;
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
    public int number(Var variable) {
        int id = id(variable);
        return id != Run.UNBOUND && header.terms().isKnown(id) ? id : NO_NUMBER;
    }

    @Override
    public TermTexts texts(String format) {
        return header.terms().texts(format);
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
        return parent == null ? this : new IdBinding(parent.detach(), header, ids, cited);
    }

    @Override
    protected Binding detachWithNewParent(Binding newParent) {
        return new IdBinding(newParent, header, ids, cited);
    }
}
