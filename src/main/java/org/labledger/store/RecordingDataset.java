package org.labledger.store;

import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;

/** A snapshot's dataset that notes what it is asked for. */
public final class RecordingDataset extends SnapshotDataset {

    private final SnapshotDataset watched;
    private final ReadSet reads;
    private final Graph union;

    public RecordingDataset(SnapshotDataset watched, ReadSet reads) {
        super(watched);
        this.watched = watched;
        this.reads = reads;
        this.union = new RecordingGraph(Node.ANY, watched.everything(), reads);
    }

    @Override
    public SnapshotDataset choose(Set<Node> defaultGraphs, Set<Node> namedGraphs) {
        reads.everything();
        return watched.choose(defaultGraphs, namedGraphs);
    }

    @Override
    Graph everything() {
        return union;
    }

    @Override
    public Collection<Node> graphsOf(Triple triple) {
        reads.pattern(Node.ANY, triple.getSubject(), triple.getPredicate(), triple.getObject());
        return watched.graphsOf(triple);
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
                : new RecordingGraph(name, watched.getGraph(name), reads);
    }

    @Override
    public boolean containsGraph(Node name) {
        reads.graph(name);
        return watched.containsGraph(name);
    }

    @Override
    public Iterator<Node> listGraphNodes() {
        reads.graphNames();
        return watched.listGraphNodes();
    }
}
