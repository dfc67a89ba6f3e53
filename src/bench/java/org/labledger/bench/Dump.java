package org.labledger.bench;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Home;

/**
 * Writes all quads of a home, with its ontology and the derived ones, as one N-Quads file: what the
 * other systems load, so that all have the same.
 */
public final class Dump {

    private Dump() {}

    /** Writes the home that the first argument names into the file of the second. */
    public static void main(String[] args) throws Exception {
        Snapshot snapshot = Snapshot.load(Home.read(Path.of(args[0])));
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(Path.of(args[1])), 1 << 20)) {
            StreamRDF writer = StreamRDFWriter.getWriterStream(out, Lang.NQUADS);
            writer.start();
            // The default graph is the union of the others, which the other systems form
            // themselves.
            snapshot.dataset()
                    .findNG(Node.ANY, Node.ANY, Node.ANY, Node.ANY)
                    .forEachRemaining(writer::quad);
            writer.finish();
        }
        System.out.println(snapshot.quadCount());
    }
}
