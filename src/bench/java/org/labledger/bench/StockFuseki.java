package org.labledger.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.jena.fuseki.main.FusekiServer;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.system.Txn;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;

/**
 * Fuseki as it comes, with the data of a home in a transactional dataset in memory. Its default
 * graph holds what the ledger's does, so that both answer the same.
 */
public final class StockFuseki {

    private StockFuseki() {}

    /** Serves the home that is given, on a free port, and prints the address. */
    public static void main(String[] args) throws IOException {
        Snapshot snapshot = Snapshot.load(Home.read(Path.of(args[0])));
        DatasetGraph dataset = DatasetGraphFactory.createTxnMem();
        Txn.executeWrite(
                dataset,
                () ->
                        snapshot.dataset()
                                .find()
                                .forEachRemaining(
                                        quad -> {
                                            dataset.add(quad);
                                            dataset.add(
                                                    Quad.create(
                                                            Quad.defaultGraphIRI,
                                                            quad.asTriple()));
                                        }));
        FusekiServer server =
                FusekiServer.create().port(0).loopback(true).add("/sparql", dataset).build().start();
        System.out.println("ready: http://127.0.0.1:" + server.getHttpPort() + "/");
        server.join();
    }
}
