package org.labledger.store;

import java.util.Iterator;
import org.apache.jena.atlas.iterator.Iter;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.DatasetGraphMapLink;
import org.apache.jena.sparql.core.DynamicDatasets;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.util.Context;
import org.labledger.snapshot.Snapshot;

/**
 * The data of a snapshot in a dataset as Jena comes with it. It executes queries and does nothing
 * else, so that every quad pattern is asked in SPARQL. For queries that name the accepted view it
 * has a second dataset with that graph, which a variable does not find there either.
 */
public final class StockStore implements Store {

    private final DatasetGraph dataset = DatasetGraphFactory.create();
    private final DatasetGraph withAccepted;
    private final Node accepted;

    /** Copies the data of a snapshot. */
    public StockStore(Snapshot snapshot) {
        snapshot.store()
                .forEach(
                        Node.ANY,
                        Node.ANY,
                        Node.ANY,
                        Node.ANY,
                        quad -> {
                            dataset.add(quad);
                            dataset.add(Quad.create(Quad.defaultGraphIRI, quad.asTriple()));
                        });
        snapshot.prefixes().forEach((prefix, iri) -> dataset.prefixes().add(prefix, iri));
        accepted = snapshot.acceptedGraph();
        withAccepted = new Hiding(dataset, accepted);
        Graph view = GraphFactory.createDefaultGraph();
        snapshot.store().triples(accepted).all().forEach(view::add);
        withAccepted.addGraph(accepted, view);
    }

    /** The graphs of another dataset, and one that is found by its name only. */
    private static final class Hiding extends DatasetGraphMapLink {

        private final Node hidden;

        Hiding(DatasetGraph others, Node hidden) {
            super(others.getDefaultGraph());
            this.hidden = hidden;
            others.listGraphNodes().forEachRemaining(name -> addGraph(name, others.getGraph(name)));
            others.prefixes().forEach((prefix, iri) -> prefixes().add(prefix, iri));
        }

        @Override
        public Iterator<Node> listGraphNodes() {
            return Iter.filter(super.listGraphNodes(), name -> !name.equals(hidden));
        }
    }

    @Override
    public QueryExec execution(Query query, Binding values, GraphChoice graphs, Context context) {
        GraphChoice choice = graphs.over(query);
        boolean[] isNamed = {choice.names(accepted) || GraphNaming.in(query, accepted)};
        values.forEach((variable, value) -> isNamed[0] |= value.equals(accepted));
        DatasetGraph known = isNamed[0] ? withAccepted : dataset;
        DatasetGraph asked =
                choice.isNone()
                        ? known
                        : DynamicDatasets.dynamicDataset(
                                choice.defaultGraphNames(), choice.namedGraphNames(), known, false);
        return QueryExec.dataset(asked).query(query).substitution(values).context(context).build();
    }
}
