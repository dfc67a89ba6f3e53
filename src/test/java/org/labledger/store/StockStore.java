package org.labledger.store;

import org.apache.jena.graph.Node;
import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.DynamicDatasets;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.util.Context;
import org.labledger.snapshot.Snapshot;

/**
 * The data of a snapshot in a dataset as Jena comes with it. It executes queries and does nothing
 * else, so that every quad pattern is asked in SPARQL.
 */
public final class StockStore implements Store {

    private final DatasetGraph dataset = DatasetGraphFactory.create();

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
    }

    @Override
    public QueryExec execution(Query query, Binding values, GraphChoice graphs, Context context) {
        GraphChoice choice = graphs.over(query);
        DatasetGraph asked =
                choice.isNone()
                        ? dataset
                        : DynamicDatasets.dynamicDataset(
                                choice.defaultGraphNames(),
                                choice.namedGraphNames(),
                                dataset,
                                false);
        return QueryExec.dataset(asked).query(query).substitution(values).context(context).build();
    }
}
