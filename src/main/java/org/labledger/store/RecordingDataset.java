package org.labledger.store;

import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;

/** A view of a dataset that records in a {@link ReadSet} what is read from it. */
public final class RecordingDataset extends SnapshotDataset {

    private final SnapshotDataset recorded;
    private final ReadSet reads;
    private final Graph union;

    /**
     * Creates a view.
     *
     * @param recorded the dataset to read
     * @param reads where reads are recorded
     */
    public RecordingDataset(SnapshotDataset recorded, ReadSet reads) {
        super(recorded);
        this.recorded = recorded;
        this.reads = reads;
        this.union = new RecordingGraph(Node.ANY, recorded.allTriples(), reads);
    }

    @Override
    public SnapshotDataset choose(Set<Node> defaultGraphs, Set<Node> namedGraphs) {
        reads.everything();
        return recorded.choose(defaultGraphs, namedGraphs);
    }

    @Override
    Graph allTriples() {
        return union;
    }

    @Override
    public Collection<Node> graphsOf(Triple triple) {
        reads.pattern(Node.ANY, triple.getSubject(), triple.getPredicate(), triple.getObject());
        return recorded.graphsOf(triple);
    }

    @Override
    public Graph getDefaultGraph() {
        return union;
    }

    @Override
    public Graph getUnionGraph() {
        return union;
    }

    @Override
    public Graph getGraph(Node name) {
        return Quad.isDefaultGraph(name) || Quad.isUnionGraph(name)
                ? union
                : new RecordingGraph(name, recorded.getGraph(name), reads);
    }

    @Override
    public boolean containsGraph(Node name) {
        reads.graph(name);
        return recorded.containsGraph(name);
    }

    @Override
    public Iterator<Node> listGraphNodes() {
        reads.graphNames();
        return recorded.listGraphNodes();
    }
}
