package org.labledger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;

/**
 * One graph of a {@link Store}, queried by triple patterns. {@link Node#ANY} matches any term.
 * Matches are distinct and unordered. Methods may block while the store is queried.
 */
public final class Triples {

    private final Store store;
    private final Node graph;

    Triples(Store store, Node graph) {
        this.store = store;
        this.graph = graph;
    }

    /**
     * Returns the triples that match a pattern. All matches are read before the stream is returned.
     */
    public Stream<Triple> find(Node subject, Node predicate, Node object) {
        List<Triple> triples = new ArrayList<>();
        forEach(subject, predicate, object, triples::add);
        return triples.stream();
    }

    /** Returns all triples of the graph. */
    public Stream<Triple> all() {
        return find(Node.ANY, Node.ANY, Node.ANY);
    }

    /** Passes each triple that matches a pattern, without collecting them first. */
    public void forEach(Node subject, Node predicate, Node object, Consumer<Triple> action) {
        store.forEach(graph, subject, predicate, object, quad -> action.accept(quad.asTriple()));
    }

    /** Returns whether any triple matches a pattern. */
    public boolean contains(Node subject, Node predicate, Node object) {
        return store.contains(graph, subject, predicate, object);
    }

    /** Returns the objects of the triples with this subject and predicate. */
    public List<Node> objects(Node subject, Node predicate) {
        List<Node> objects = new ArrayList<>();
        forEach(subject, predicate, Node.ANY, triple -> objects.add(triple.getObject()));
        return objects;
    }

    /** Returns the subjects of the triples with this predicate and object. */
    public List<Node> subjects(Node predicate, Node object) {
        List<Node> subjects = new ArrayList<>();
        forEach(Node.ANY, predicate, object, triple -> subjects.add(triple.getSubject()));
        return subjects;
    }

    /** Returns the number of triples. */
    public long size() {
        return store.count(graph, Node.ANY, Node.ANY, Node.ANY);
    }

    /** Returns whether the graph has no triples. */
    public boolean isEmpty() {
        return !contains(Node.ANY, Node.ANY, Node.ANY);
    }
}
