package org.labledger.store;

import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.TxnType;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.core.DatasetGraphBaseFind;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Transactional;
import org.apache.jena.sparql.core.TransactionalNull;
import org.apache.jena.sparql.engine.main.QC;
import org.jspecify.annotations.Nullable;
import org.labledger.index.DatasetView;
import org.labledger.index.GraphSet;
import org.labledger.index.TermDictionary;
import org.labledger.index.TripleCursor;
import org.labledger.index.TripleIndex;

/**
 * An immutable in-memory dataset whose default graph is the union of its named graphs, or of some
 * of them: a view of a {@link TripleIndex}.
 *
 * <p>{@link #find()} returns the quads of all graphs, so each triple comes at least twice: in the
 * default graph, and in every named graph that has it. {@link #findNG} leaves out the default
 * graph.
 *
 * <p>Safe for concurrent reads; {@linkplain #recordingInto recording} views are not. Read
 * transactions are accepted, because ARQ expects them, and have no effect. Writes and write
 * transactions throw a {@link JenaException}.
 */
public final class SnapshotDataset extends DatasetGraphBaseFind {

    private final DatasetView view;
    private final PrefixMap prefixes;

    /** A graph that has to be named; {@code null} if there is none. */
    private final @Nullable HiddenGraph hidden;

    /** Where reads are recorded, if they are. */
    private final @Nullable ReadSet reads;

    private final Transactional transactions = TransactionalNull.create();

    private SnapshotDataset(
            DatasetView view,
            PrefixMap prefixes,
            @Nullable HiddenGraph hidden,
            @Nullable ReadSet reads) {
        this.view = view;
        this.prefixes = prefixes;
        this.hidden = hidden;
        this.reads = reads;
        QC.setFactory(getContext(), SnapshotExecutor.FACTORY);
    }

    /** Creates a dataset of all quads of an index. */
    public SnapshotDataset(TripleIndex index, PrefixMap prefixes) {
        this(index, prefixes, null);
    }

    /**
     * Creates a dataset of all quads of an index, and a graph that has to be named.
     *
     * @param hidden the additional graph, or {@code null}
     */
    public SnapshotDataset(TripleIndex index, PrefixMap prefixes, @Nullable HiddenGraph hidden) {
        this(new DatasetView(index, GraphSet.ALL, GraphSet.ALL), prefixes, hidden, null);
    }

    /** Returns the graphs of this dataset and the index they are in. */
    public DatasetView view() {
        return view;
    }

    /** Returns where reads are recorded, or {@code null} if they are not. */
    @Nullable ReadSet reads() {
        return reads;
    }

    /**
     * Returns a view of this dataset that records what is read from it. Views of one {@link
     * ReadSet} are not safe for concurrent use.
     *
     * @param into where reads are recorded
     */
    public SnapshotDataset recordingInto(ReadSet into) {
        return new SnapshotDataset(view, prefixes, hidden, into);
    }

    /** Returns whether a graph is one that a variable may name, or unknown. */
    boolean isListed(Node name) {
        int ordinal = view.ordinalOf(name);
        return ordinal == TripleIndex.NONE || view.namedGraphs().contains(ordinal);
    }

    /** Returns whether a term is the name of the graph that has to be named. */
    boolean isHidden(Node name) {
        return hidden != null && hidden.name().equals(name);
    }

    /** Returns the name of the graph that has to be named, or {@code null} if there is none. */
    @Nullable Node hiddenName() {
        return hidden == null ? null : hidden.name();
    }

    /**
     * Returns the same dataset for a request that names the hidden graph. It is found by its name
     * only. Blocks while the graph is computed for the first time.
     */
    public SnapshotDataset withHiddenGraph() {
        if (hidden == null) {
            return this;
        }
        if (reads != null) {
            // What is accepted depends on other statements than those that are read.
            reads.everything();
        }
        return new SnapshotDataset(hidden.view(), prefixes, hidden, reads);
    }

    /**
     * Returns a view with some of the graphs as its RDF dataset (SPARQL 1.1, section 13.2).
     *
     * @param defaultGraphs names of the graphs whose union is the default graph; unknown names
     *     stand for empty graphs
     * @param namedGraphs names of the named graphs; unknown names stand for empty graphs
     */
    public SnapshotDataset choose(Set<Node> defaultGraphs, Set<Node> namedGraphs) {
        if (reads != null) {
            reads.everything();
        }
        return new SnapshotDataset(
                new DatasetView(view.index(), existing(defaultGraphs), existing(namedGraphs)),
                prefixes,
                hidden,
                reads);
    }

    private GraphSet existing(Set<Node> names) {
        BitSet ordinals = new BitSet();
        for (Node name : names) {
            int ordinal = view.ordinalOf(name);
            if (ordinal != TripleIndex.NONE) {
                ordinals.set(ordinal);
            }
        }
        return GraphSet.of(ordinals);
    }

    /** Returns the union of all graphs of the index, whichever are selected. */
    Graph allTriples() {
        return new IndexedGraph(view.index(), GraphSet.ALL, Node.ANY, reads);
    }

    /** Returns the graph names without recording a read; callers accept a superset. */
    Iterator<Node> candidateGraphs() {
        return names().iterator();
    }

    private Stream<Node> names() {
        TripleIndex index = view.index();
        return IntStream.range(0, index.graphCount())
                .filter(view.namedGraphs()::contains)
                .mapToObj(ordinal -> index.terms().term(index.graphName(ordinal)));
    }

    /** Returns the names of the graphs that contain a triple, in loading order. */
    public List<Node> graphsOf(Triple triple) {
        Node s = triple.getSubject();
        Node p = triple.getPredicate();
        Node o = triple.getObject();
        if (reads != null) {
            reads.pattern(Node.ANY, s, p, o);
        }
        TripleIndex index = view.index();
        TermDictionary terms = index.terms();
        TripleCursor cursor = new TripleCursor(index);
        cursor.open(terms.idOf(s), terms.idOf(p), terms.idOf(o), GraphSet.ALL);
        int found = cursor.next();
        return found == TripleIndex.NONE ? List.of() : graphsOf(found).toList();
    }

    private Stream<Node> graphsOf(int triple) {
        TripleIndex index = view.index();
        return IntStream.range(0, index.graphCountOf(triple))
                .map(i -> index.graphOf(triple, i))
                .filter(view.namedGraphs()::contains)
                .mapToObj(ordinal -> index.terms().term(index.graphName(ordinal)));
    }

    /** Returns the number of triples of one graph that match a pattern. */
    long countIn(Node graph, Node s, Node p, Node o) {
        return ((IndexedGraph) getGraph(graph)).count(s, p, o);
    }

    @Override
    public Graph getDefaultGraph() {
        return new IndexedGraph(view.index(), view.defaultGraph(), Node.ANY, reads);
    }

    @Override
    public Graph getUnionGraph() {
        return new IndexedGraph(view.index(), view.namedGraphs(), Node.ANY, reads);
    }

    @Override
    public Graph getGraph(Node name) {
        if (Quad.isDefaultGraph(name)) {
            return getDefaultGraph();
        }
        if (Quad.isUnionGraph(name)) {
            return getUnionGraph();
        }
        int ordinal = view.ordinalOf(name);
        return new IndexedGraph(
                view.index(),
                ordinal == TripleIndex.NONE ? GraphSet.NONE : GraphSet.of(ordinal),
                // The index of texts knows nothing of a hidden graph, and searches all.
                isHidden(name) ? Node.ANY : name,
                reads);
    }

    @Override
    public boolean containsGraph(Node name) {
        if (reads != null) {
            reads.graph(name);
        }
        return Quad.isDefaultGraph(name)
                || Quad.isUnionGraph(name)
                || view.ordinalOf(name) != TripleIndex.NONE;
    }

    @Override
    public Iterator<Node> listGraphNodes() {
        if (reads != null) {
            reads.graphNames();
        }
        return candidateGraphs();
    }

    @Override
    public long size() {
        return names().count();
    }

    @Override
    protected Iterator<Quad> findInDftGraph(Node s, Node p, Node o) {
        return Iter.map(getDefaultGraph().find(s, p, o), t -> Quad.create(Quad.defaultGraphIRI, t));
    }

    @Override
    public Iterator<Quad> findQuadsInUnionGraph(Node s, Node p, Node o) {
        return Iter.map(getUnionGraph().find(s, p, o), t -> Quad.create(Quad.unionGraph, t));
    }

    @Override
    protected Iterator<Quad> findInSpecificNamedGraph(Node g, Node s, Node p, Node o) {
        return Iter.map(getGraph(g).find(s, p, o), t -> Quad.create(g, t));
    }

    @Override
    protected Iterator<Quad> findInAnyNamedGraphs(Node s, Node p, Node o) {
        if (reads != null) {
            reads.pattern(Node.ANY, s, p, o);
        }
        TripleIndex index = view.index();
        return Iter.flatMap(
                IndexedGraph.matches(index, view.namedGraphs(), s, p, o),
                triple -> {
                    Triple found = index.triple(triple);
                    return graphsOf(triple).map(name -> Quad.create(name, found)).iterator();
                });
    }

    @Override
    public PrefixMap prefixes() {
        return prefixes;
    }

    @Override
    public void addGraph(Node name, Graph graph) {
        throw readOnly();
    }

    @Override
    public void removeGraph(Node name) {
        throw readOnly();
    }

    @Override
    public void add(Quad quad) {
        throw readOnly();
    }

    @Override
    public void delete(Quad quad) {
        throw readOnly();
    }

    @Override
    public void close() {
        // Nothing to release; the garbage collector frees the memory after the last reader.
    }

    @Override
    public boolean supportsTransactions() {
        return true;
    }

    @Override
    public boolean supportsTransactionAbort() {
        return true;
    }

    @Override
    public void begin(TxnType type) {
        if (type == TxnType.WRITE) {
            throw readOnly();
        }
        transactions.begin(TxnType.READ);
    }

    @Override
    public void begin(ReadWrite mode) {
        begin(TxnType.convert(mode));
    }

    @Override
    public boolean promote(Promote mode) {
        return false;
    }

    @Override
    public void commit() {
        transactions.commit();
    }

    @Override
    public void abort() {
        transactions.abort();
    }

    @Override
    public void end() {
        transactions.end();
    }

    @Override
    public ReadWrite transactionMode() {
        return transactions.transactionMode();
    }

    @Override
    public TxnType transactionType() {
        return transactions.transactionType();
    }

    @Override
    public boolean isInTransaction() {
        return transactions.isInTransaction();
    }

    private static JenaException readOnly() {
        return new JenaException("A snapshot is read-only; the data are changed in their files.");
    }
}
