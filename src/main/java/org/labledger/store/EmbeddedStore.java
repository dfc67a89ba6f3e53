package org.labledger.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.util.Context;
import org.apache.jena.util.iterator.ExtendedIterator;

/**
 * A {@link Store} in this JVM. ARQ executes queries over a {@link SnapshotDataset}; quad patterns
 * are looked up in its index without a query. Safe for concurrent use.
 */
public final class EmbeddedStore implements Store {

    private final SnapshotDataset dataset;

    /** Creates a store over a dataset, which is shared and not copied. */
    public EmbeddedStore(SnapshotDataset dataset) {
        this.dataset = dataset;
    }

    /** Returns the read-only dataset. */
    public SnapshotDataset dataset() {
        return dataset;
    }

    @Override
    public QueryExec execution(Query query, Binding values, GraphChoice graphs, Context context) {
        GraphChoice choice = graphs.over(query);
        SnapshotDataset known =
                namesHiddenGraph(query, values, choice) ? dataset.withHiddenGraph() : dataset;
        return QueryExec.dataset(
                        choice.isNone()
                                ? known
                                : known.choose(
                                        choice.defaultGraphNames(), choice.namedGraphNames()))
                .query(query)
                .substitution(values)
                .context(context)
                .build();
    }

    private boolean namesHiddenGraph(Query query, Binding values, GraphChoice choice) {
        Node hidden = dataset.hiddenName();
        if (hidden == null) {
            return false;
        }
        if (!choice.isNone()) {
            return choice.names(hidden);
        }
        boolean[] isValue = {false};
        values.forEach((variable, value) -> isValue[0] |= value.equals(hidden));
        return isValue[0] || GraphNaming.in(query, hidden);
    }

    private SnapshotDataset datasetWith(Node graph) {
        return dataset.isHidden(graph) ? dataset.withHiddenGraph() : dataset;
    }

    @Override
    public void forEach(
            Node graph, Node subject, Node predicate, Node object, Consumer<Quad> action) {
        if (!graph.isConcrete()) {
            dataset.findNG(Node.ANY, subject, predicate, object).forEachRemaining(action);
            return;
        }
        ExtendedIterator<Triple> triples =
                datasetWith(graph).getGraph(graph).find(subject, predicate, object);
        try {
            triples.forEachRemaining(triple -> action.accept(Quad.create(graph, triple)));
        } finally {
            triples.close();
        }
    }

    @Override
    public boolean contains(Node graph, Node subject, Node predicate, Node object) {
        return graph.isConcrete()
                ? datasetWith(graph).getGraph(graph).contains(subject, predicate, object)
                : dataset.getUnionGraph().contains(subject, predicate, object);
    }

    /** Looked up in the index; graphs come in loading order. */
    @Override
    public Map<Triple, List<Node>> graphsOf(Collection<Triple> triples) {
        Map<Triple, List<Node>> graphs = new HashMap<>();
        for (Triple triple : triples) {
            List<Node> names = dataset.graphsOf(triple);
            if (!names.isEmpty()) {
                graphs.put(triple, names);
            }
        }
        return graphs;
    }

    /** Counted in the index: no quad is read unless graphs have to be told apart. */
    @Override
    public long count(Node graph, Node subject, Node predicate, Node object) {
        return graph.isConcrete()
                ? datasetWith(graph).countIn(graph, subject, predicate, object)
                : Store.super.count(graph, subject, predicate, object);
    }

    @Override
    public List<Node> graphNames() {
        return Iter.toList(dataset.listGraphNodes());
    }
}
