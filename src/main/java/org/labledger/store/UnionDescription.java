package org.labledger.store;

import org.apache.jena.query.Dataset;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.core.describe.DescribeBNodeClosure;
import org.apache.jena.sparql.core.describe.DescribeHandlerRegistry;
import org.apache.jena.sparql.util.Closure;
import org.apache.jena.sparql.util.Context;
import org.jspecify.annotations.Nullable;

/**
 * What {@code DESCRIBE} tells of a resource: the statements about it and, in turn, about blank
 * nodes in them. Jena collects them from the default graph and then from each named graph, which it
 * finds with a query of its own; where the default graph is the union of all graphs, nothing is
 * left for that to find.
 */
public final class UnionDescription extends DescribeBNodeClosure {

    private @Nullable Model described;

    /** The default graph, or {@code null} if named graphs may have more. */
    private @Nullable Model union;

    private UnionDescription() {}

    /** Makes this the handler of {@code DESCRIBE}, which Jena has once for the JVM. */
    public static void install() {
        DescribeHandlerRegistry handlers = DescribeHandlerRegistry.get();
        handlers.clear();
        handlers.add(UnionDescription::new);
    }

    @Override
    public void start(Model accumulated, Context context) {
        super.start(accumulated, context);
        described = accumulated;
        Object current = context.get(ARQConstants.sysCurrentDataset);
        Object dataset = current instanceof Dataset wrapper ? wrapper.asDatasetGraph() : current;
        union =
                dataset instanceof SnapshotDataset snapshot
                                && snapshot.view()
                                        .defaultGraph()
                                        .equals(snapshot.view().namedGraphs())
                        ? ModelFactory.createModelForGraph(snapshot.getDefaultGraph())
                        : null;
    }

    @Override
    public void describe(Resource resource) {
        if (union == null) {
            super.describe(resource);
        } else {
            Closure.closure(resource.inModel(union), false, described);
        }
    }
}
