package org.labledger.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.fuseki.main.FusekiServer;
import org.apache.jena.query.ARQ;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.riot.system.StreamRDFWrapper;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sys.JenaSystem;
import org.apache.jena.system.Txn;
import org.apache.jena.tdb2.DatabaseMgr;
import org.apache.jena.tdb2.TDB2;
import org.apache.jena.tdb2.loader.DataLoader;
import org.apache.jena.tdb2.loader.LoaderFactory;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;

/**
 * Fuseki as it comes: a transactional dataset in memory, or TDB2. The default graph holds what the
 * ledger's does, so that both answer the same: in memory each quad stands in it too, which is
 * faster than a union made for each query; TDB2 has a setting.
 */
public final class FusekiProcess {

    private FusekiProcess() {}

    /**
     * Serves on a free port, and prints the address.
     *
     * @param args {@code home FOLDER}, {@code fuseki FILE.nq}, {@code fuseki-load FILE.nq} (with an
     *     empty default graph), or {@code tdb2 FILE.nq}; the database stands beside the file, and
     *     is loaded once
     */
    public static void main(String[] args) throws IOException {
        FusekiServer server =
                FusekiServer.create()
                        .port(0)
                        .loopback(true)
                        .add("/sparql", dataset(args[0], args[1]))
                        .build()
                        .start();
        System.out.println("ready: http://127.0.0.1:" + server.getHttpPort() + "/");
        server.join();
    }

    /** Returns the dataset of this kind. */
    static DatasetGraph dataset(String kind, String data) throws IOException {
        if (kind.equals("tdb2")) {
            JenaSystem.init();
            ARQ.getContext().set(TDB2.symUnionDefaultGraph, true);
            Path database = Path.of(data + ".tdb2");
            boolean isNew = !Files.exists(database);
            Files.createDirectories(database);
            DatasetGraph dataset = DatabaseMgr.connectDatasetGraph(database.toString());
            if (isNew) {
                DataLoader loader =
                        LoaderFactory.parallelLoader(dataset, (format, arguments) -> {});
                loader.startBulk();
                loader.load(data);
                loader.finishBulk();
            }
            return dataset;
        }
        DatasetGraph dataset = DatasetGraphFactory.createTxnMem();
        Txn.executeWrite(
                dataset,
                () -> {
                    StreamRDF named = StreamRDFLib.dataset(dataset);
                    switch (kind) {
                        case "home" ->
                                snapshot(Path.of(data))
                                        .dataset()
                                        .find()
                                        .forEachRemaining(named::quad);
                        case "fuseki" -> RDFDataMgr.parse(new Both(named), data);
                        default -> RDFDataMgr.parse(named, data);
                    }
                });
        return dataset;
    }

    private static Snapshot snapshot(Path home) {
        try {
            return Snapshot.load(Home.read(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts quads into the default graph too. */
    private static final class Both extends StreamRDFWrapper {

        Both(StreamRDF out) {
            super(out);
        }

        @Override
        public void quad(Quad quad) {
            super.quad(quad);
            super.quad(Quad.create(Quad.defaultGraphIRI, quad.asTriple()));
        }
    }
}
