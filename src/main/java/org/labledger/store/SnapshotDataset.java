package org.labledger.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.TxnType;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sparql.core.DatasetGraphBaseFind;
import org.apache.jena.sparql.core.NamedGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.core.Transactional;
import org.apache.jena.sparql.core.TransactionalNull;
import org.apache.jena.sparql.engine.main.QC;
import org.apache.jena.sparql.graph.GraphReadOnly;

/**
 * An immutable in-memory dataset whose default graph is the union of its named graphs.
 *
 * <p>The union is materialized, so a query on the default graph costs no more than one on a single
 * graph. Each triple is mapped to its graphs, so {@code GRAPH ?g} with a selective pattern visits
 * only graphs that contain a match; Jena's in-memory datasets visit all of them.
 *
 * <p>Safe for concurrent reads, since nothing is written after {@link Builder#build}. Read
 * transactions are accepted, because ARQ expects them, and have no effect. Writes and write
 * transactions throw a {@link JenaException}.
 */
public class SnapshotDataset extends DatasetGraphBaseFind {

    /** Graph that patterns outside {@code GRAPH} are matched against. */
    private final Graph defaultGraph;

    /** All triples of the snapshot, whichever graphs are selected. */
    private final Graph union;

    private final Map<Node, Graph> graphs;
    private final Map<Triple, Object> graphsOfTriple;
    private final PrefixMap prefixes;
    private final boolean hasAllGraphs;
    private final Transactional transactions = TransactionalNull.create();

    private SnapshotDataset(Builder builder) {
        this.union = new GraphReadOnly(builder.union);
        this.defaultGraph = union;
        this.hasAllGraphs = true;
        Map<Node, Graph> named = new LinkedHashMap<>();
        builder.graphs.forEach(
                (name, graph) -> named.put(name, new NamedReadOnlyGraph(name, graph)));
        this.graphs = Collections.unmodifiableMap(named);
        this.graphsOfTriple = builder.graphsOfTriple;
        this.prefixes = builder.prefixes;
        QC.setFactory(getContext(), SnapshotExecutor.FACTORY);
    }

    private SnapshotDataset(
            SnapshotDataset whole,
            Graph defaultGraph,
            Map<Node, Graph> graphs,
            boolean hasAllGraphs) {
        this.union = whole.union;
        this.defaultGraph = defaultGraph;
        this.graphs = graphs;
        this.graphsOfTriple = whole.graphsOfTriple;
        this.prefixes = whole.prefixes;
        this.hasAllGraphs = hasAllGraphs;
        QC.setFactory(getContext(), SnapshotExecutor.FACTORY);
    }

    /** Shares all contents of another dataset. */
    SnapshotDataset(SnapshotDataset whole) {
        this(whole, whole.defaultGraph, whole.graphs, whole.hasAllGraphs);
    }

    /**
     * Returns a view with some of the graphs as its RDF dataset (SPARQL 1.1, section 13.2).
     *
     * @param defaultGraphs names of the graphs whose union is the default graph; unknown names
     *     stand for empty graphs
     * @param namedGraphs names of the named graphs; unknown names stand for empty graphs
     */
    public SnapshotDataset choose(Set<Node> defaultGraphs, Set<Node> namedGraphs) {
        return new SnapshotDataset(
                this, ChosenUnion.of(this, existing(defaultGraphs)), existing(namedGraphs), false);
    }

    private Map<Node, Graph> existing(Set<Node> names) {
        Map<Node, Graph> known = new LinkedHashMap<>();
        for (Node name : names) {
            Graph graph = graphs.get(name);
            if (graph != null) {
                known.put(name, graph);
            }
        }
        return known;
    }

    /** Returns all triples of the snapshot, whichever graphs are selected. */
    Graph allTriples() {
        return union;
    }

    /** Returns the graph names without recording a read; callers accept a superset. */
    final Iterator<Node> candidateGraphs() {
        return graphs.keySet().iterator();
    }

    /** A read-only graph with its name, which {@code text:query} inside {@code GRAPH} reads. */
    private static final class NamedReadOnlyGraph extends GraphReadOnly implements NamedGraph {

        private final Node name;

        NamedReadOnlyGraph(Node name, Graph graph) {
            super(graph);
            this.name = name;
        }

        @Override
        public Node getGraphName() {
            return name;
        }
    }

    /** Builder for a {@link SnapshotDataset}. Not to be used after {@link #build}. */
    public static final class Builder {
        private final Graph union = GraphMemFactory.createDefaultGraphSameTerm();
        private final Map<Node, Graph> graphs = new LinkedHashMap<>();

        /** Graph name by triple, or a list of names for the few triples in several graphs. */
        private final Map<Triple, Object> graphsOfTriple = new HashMap<>();

        private final PrefixMap prefixes;

        /**
         * Creates a builder without quads.
         *
         * @param prefixes prefixes of the dataset
         */
        public Builder(PrefixMap prefixes) {
            this.prefixes = prefixes;
        }

        /**
         * Adds a triple to a named graph.
         *
         * @return whether it was absent before
         */
        public boolean add(Node graphName, Triple triple) {
            Graph graph =
                    graphs.computeIfAbsent(
                            graphName, name -> GraphMemFactory.createDefaultGraphSameTerm());
            if (graph.contains(triple)) {
                return false;
            }
            graph.add(triple);
            union.add(triple);
            graphsOfTriple.merge(triple, graphName, Builder::append);
            return true;
        }

        /** Returns the current content of a named graph; empty if nothing was added to it. */
        public Graph graph(Node graphName) {
            return graphs.computeIfAbsent(
                    graphName, name -> GraphMemFactory.createDefaultGraphSameTerm());
        }

        /** Returns the dataset. Graphs without triples are dropped. */
        public SnapshotDataset build() {
            graphs.values().removeIf(Graph::isEmpty);
            return new SnapshotDataset(this);
        }

        private static Object append(Object names, Object name) {
            if (names instanceof List<?> list) {
                @SuppressWarnings("unchecked") // only this method makes such lists
                List<Object> appended = (List<Object>) list;
                appended.add(name);
                return appended;
            }
            List<Object> both = new ArrayList<>(2);
            both.add(names);
            both.add(name);
            return both;
        }
    }

    /** Returns the names of the graphs that contain a triple, in loading order. */
    @SuppressWarnings("unchecked") // see Builder.append
    public Collection<Node> graphsOf(Triple triple) {
        Object names = graphsOfTriple.get(triple);
        if (names == null) {
            return List.of();
        }
        List<Node> all = names instanceof List<?> list ? (List<Node>) list : List.of((Node) names);
        return hasAllGraphs ? all : all.stream().filter(graphs::containsKey).toList();
    }

    @Override
    public Graph getDefaultGraph() {
        return defaultGraph;
    }

    @Override
    public Graph getUnionGraph() {
        return hasAllGraphs ? union : ChosenUnion.of(this, graphs);
    }

    @Override
    public Graph getGraph(Node name) {
        if (Quad.isDefaultGraph(name)) {
            return defaultGraph;
        }
        if (Quad.isUnionGraph(name)) {
            return getUnionGraph();
        }
        return Objects.requireNonNullElse(graphs.get(name), Graph.emptyGraph);
    }

    @Override
    public boolean containsGraph(Node name) {
        return Quad.isDefaultGraph(name) || Quad.isUnionGraph(name) || graphs.containsKey(name);
    }

    @Override
    public Iterator<Node> listGraphNodes() {
        return graphs.keySet().iterator();
    }

    @Override
    public long size() {
        return graphs.size();
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
        return Iter.flatMap(
                allTriples().find(s, p, o),
                t -> Iter.map(graphsOf(t).iterator(), name -> Quad.create(name, t)));
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
