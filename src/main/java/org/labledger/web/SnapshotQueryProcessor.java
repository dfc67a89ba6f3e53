package org.labledger.web;

import org.apache.jena.fuseki.servlets.HttpAction;
import org.apache.jena.fuseki.servlets.SPARQL_QueryDataset;
import org.apache.jena.sparql.core.DatasetGraph;
import org.labledger.search.SearchIndex;
import org.labledger.store.Ledger;

/** Fuseki's query service, asked of the snapshot that is in service when the request begins. */
final class SnapshotQueryProcessor extends SPARQL_QueryDataset {

    private final InService inService;

    SnapshotQueryProcessor(InService inService) {
        this.inService = inService;
    }

    @Override
    protected DatasetGraph getDataset(HttpAction action) {
        Ledger ledger = inService.current().ledger();
        SearchIndex.of(ledger); // text:query may be used
        return ledger.dataset();
    }
}
