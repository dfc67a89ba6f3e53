package org.labledger.store;

import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.graph.impl.GraphBase;
import org.apache.jena.util.iterator.ExtendedIterator;

/** A view of a graph that records in a {@link ReadSet} what is read from it. */
public final class RecordingGraph extends GraphBase {

    private final Node name;
    private final Graph graph;
    private final ReadSet reads;

    /**
     * Creates a view.
     *
     * @param name the graph's name, or {@link Node#ANY} for the union of all graphs
     * @param graph the graph to read
     * @param reads where reads are recorded
     */
    public RecordingGraph(Node name, Graph graph, ReadSet reads) {
        this.name = name;
        this.graph = graph;
        this.reads = reads;
    }

    @Override
    protected ExtendedIterator<Triple> graphBaseFind(Triple pattern) {
        return graphBaseFind(pattern.getSubject(), pattern.getPredicate(), pattern.getObject());
    }

    @Override
    protected ExtendedIterator<Triple> graphBaseFind(Node s, Node p, Node o) {
        reads.pattern(name, s, p, o);
        return graph.find(s, p, o);
    }

    @Override
    protected boolean graphBaseContains(Triple pattern) {
        reads.pattern(name, pattern.getSubject(), pattern.getPredicate(), pattern.getObject());
        return graph.contains(pattern);
    }

    @Override
    protected int graphBaseSize() {
        reads.pattern(name, Node.ANY, Node.ANY, Node.ANY);
        return graph.size();
    }
}
