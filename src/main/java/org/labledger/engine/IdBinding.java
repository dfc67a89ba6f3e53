package org.labledger.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.binding.BindingBase;
import org.jspecify.annotations.Nullable;
import org.labledger.index.GraphSet;
import org.labledger.index.TripleIndex;
import org.labledger.term.NumberedSolution;
import org.labledger.term.TermTexts;

/** A solution of a plan: term ids by variable. */
public final class IdBinding extends BindingBase implements NumberedSolution {

    private final Header header;
    private final int[] ids;

    /**
     * The values that the query made, which may be forgotten later; {@code null} if there is none.
     */
    private final @Nullable Node @Nullable [] made;

    private final @Nullable Support support;

    /**
     * What all solutions of a plan have in common.
     *
     * @param terms the terms of the ids
     * @param index has the statements
     * @param graphs the graphs whose union is read outside of {@code GRAPH}
     */
    record Header(Var[] variables, RunTerms terms, TripleIndex index, GraphSet graphs) {}

    /**
     * Creates a solution.
     *
     * @param parent the solution that it extends, or {@code null}
     * @param ids an id for each variable of the header; {@link Run#UNBOUND} if it has no value
     * @param support what it rests on; {@code null} if that was not asked for
     */
    IdBinding(@Nullable Binding parent, Header header, int[] ids, @Nullable Support support) {
        this(parent, header, ids, made(header.terms(), ids), support);
    }

    private IdBinding(
            @Nullable Binding parent,
            Header header,
            int[] ids,
            @Nullable Node @Nullable [] made,
            @Nullable Support support) {
        super(parent);
        this.header = header;
        this.ids = ids;
        this.made = made;
        this.support = support;
    }

    private static @Nullable Node @Nullable [] made(RunTerms terms, int[] ids) {
        Node[] made = null;
        for (int i = 0; i < ids.length; i++) {
            if (!terms.isKnown(ids[i])) {
                if (made == null) {
                    made = new Node[ids.length];
                }
                made[i] = terms.term(ids[i]);
            }
        }
        return made;
    }

    private Node term(int i) {
        Node term = made == null ? null : made[i];
        return term == null ? header.terms().term(ids[i]) : term;
    }

    /**
     * Returns what the solution rests on, or {@code null} if steps did not cite. The numbers of
     * statements are those of {@link #triple} and {@link #graphs}.
     */
    public @Nullable Support support() {
        return support;
    }

    /** Returns the triple of a statement. */
    public Triple triple(long statement) {
        return header.index().triple((int) (statement >> Integer.SIZE));
    }

    /** Returns the names of the graphs that state a statement, and that are read there. */
    public List<Node> graphs(long statement) {
        TripleIndex index = header.index();
        int triple = (int) (statement >> Integer.SIZE);
        if ((int) statement != Run.ANY_GRAPH) {
            return List.of(name((int) statement));
        }
        int count = index.graphCountOf(triple);
        if (count == 1) {
            return List.of(name(index.graphOf(triple, 0)));
        }
        List<Node> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int graph = index.graphOf(triple, i);
            if (header.graphs().contains(graph)) {
                names.add(name(graph));
            }
        }
        return names;
    }

    private Node name(int graph) {
        return header.index().terms().term(header.index().graphName(graph));
    }

    /** Returns the position of a variable that has a value, or -1. */
    private int position(Var variable) {
        Var[] variables = header.variables();
        for (int i = 0; i < variables.length; i++) {
            if (variables[i] == variable || variables[i].equals(variable)) {
                return ids[i] == Run.UNBOUND ? -1 : i;
            }
        }
        return -1;
    }

    @Override
    public int number(Var variable) {
        int position = position(variable);
        return position >= 0 && header.terms().isKnown(ids[position]) ? ids[position] : NO_NUMBER;
    }

    @Override
    public TermTexts texts(String format) {
        return header.terms().texts(format);
    }

    @Override
    protected void forEach1(BiConsumer<Var, Node> action) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != Run.UNBOUND) {
                action.accept(header.variables()[i], term(i));
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
        return position(variable) >= 0;
    }

    @Override
    protected @Nullable Node get1(Var variable) {
        int position = position(variable);
        return position < 0 ? null : term(position);
    }

    @Override
    public Binding detach() {
        return parent == null ? this : new IdBinding(parent.detach(), header, ids, made, support);
    }

    @Override
    protected Binding detachWithNewParent(Binding newParent) {
        return new IdBinding(newParent, header, ids, made, support);
    }
}
