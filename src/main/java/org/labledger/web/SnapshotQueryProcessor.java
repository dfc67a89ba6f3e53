package org.labledger.web;

import org.apache.jena.fuseki.servlets.HttpAction;
import org.apache.jena.fuseki.servlets.SPARQL_QueryDataset;
import org.apache.jena.sparql.core.DatasetGraph;

/** Fuseki's query service, asked of the snapshot that is in service when the request begins. */
final class SnapshotQueryProcessor extends SPARQL_QueryDataset {

    private final InService inService;

    SnapshotQueryProcessor(InService inService) {
        this.inService = inService;
    }

    @Override
    protected DatasetGraph getDataset(HttpAction action) {
        return inService.current().ledger().dataset();
    }
}
