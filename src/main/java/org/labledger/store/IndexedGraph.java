package org.labledger.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.graph.impl.GraphBase;
import org.apache.jena.sparql.core.NamedGraph;
import org.apache.jena.util.iterator.ExtendedIterator;
import org.apache.jena.util.iterator.NullIterator;
import org.apache.jena.util.iterator.WrappedIterator;
import org.jspecify.annotations.Nullable;
import org.labledger.index.GraphSet;
import org.labledger.index.TermDictionary;
import org.labledger.index.TripleCursor;
import org.labledger.index.TripleIndex;

/**
 * The union of some graphs of an index as a read-only graph. Terms are told apart by {@code
 * sameTerm}, never by value.
 */
final class IndexedGraph extends GraphBase implements NamedGraph {

    private final TripleIndex index;
    private final GraphSet graphs;
    private final Node name;
    private final @Nullable ReadSet reads;

    /**
     * Creates a view.
     *
     * @param name the graph's name, which {@code text:query} inside {@code GRAPH} reads, or {@link
     *     Node#ANY} for a union
     * @param reads where reads are recorded, or {@code null}
     */
    IndexedGraph(TripleIndex index, GraphSet graphs, Node name, @Nullable ReadSet reads) {
        this.index = index;
        this.graphs = graphs;
        this.name = name;
        this.reads = reads;
    }

    /** Returns the name, or {@code null} for a union of graphs. */
    @Override
    public @Nullable Node getGraphName() {
        return name.isConcrete() ? name : null;
    }

    /** Returns the graphs whose union this is. */
    GraphSet graphs() {
        return graphs;
    }

    /** Returns the ids of the triples that match a pattern. */
    static PrimitiveIterator.OfInt matches(
            TripleIndex index, GraphSet graphs, Node s, Node p, Node o) {
        TripleCursor cursor = cursor(index, graphs, s, p, o);
        return new PrimitiveIterator.OfInt() {
            private int next = cursor.next();

            @Override
            public boolean hasNext() {
                return next != TripleIndex.NONE;
            }

            @Override
            public int nextInt() {
                if (next == TripleIndex.NONE) {
                    throw new NoSuchElementException();
                }
                int triple = next;
                next = cursor.next();
                return triple;
            }
        };
    }

    private static TripleCursor cursor(TripleIndex index, GraphSet graphs, Node s, Node p, Node o) {
        TermDictionary terms = index.terms();
        TripleCursor cursor = new TripleCursor(index);
        cursor.open(id(terms, s), id(terms, p), id(terms, o), graphs);
        return cursor;
    }

    /** Jena passes {@code null} for a wildcard too. */
    private static int id(TermDictionary terms, @Nullable Node node) {
        return node != null && node.isConcrete() ? terms.idOf(node) : TripleIndex.ANY;
    }

    @Override
    protected ExtendedIterator<Triple> graphBaseFind(Triple pattern) {
        return graphBaseFind(pattern.getSubject(), pattern.getPredicate(), pattern.getObject());
    }

    @Override
    protected ExtendedIterator<Triple> graphBaseFind(Node s, Node p, Node o) {
        if (reads != null) {
            reads.pattern(name, s, p, o);
        }
        Iterator<Integer> matches = matches(index, graphs, s, p, o);
        return matches.hasNext()
                ? WrappedIterator.createNoRemove(Iter.map(matches, index::triple))
                : NullIterator.instance();
    }

    @Override
    protected boolean graphBaseContains(Triple pattern) {
        if (reads != null) {
            reads.pattern(name, pattern.getSubject(), pattern.getPredicate(), pattern.getObject());
        }
        return matches(
                        index,
                        graphs,
                        pattern.getSubject(),
                        pattern.getPredicate(),
                        pattern.getObject())
                .hasNext();
    }

    /** Returns the number of triples that match a pattern. */
    int count(Node s, Node p, Node o) {
        if (reads != null) {
            reads.pattern(name, s, p, o);
        }
        return cursor(index, graphs, s, p, o).remaining();
    }

    @Override
    protected int graphBaseSize() {
        return count(Node.ANY, Node.ANY, Node.ANY);
    }
}
