package org.labledger.changes;

import java.io.OutputStream;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.rdfpatch.text.RDFChangesWriterText;
import org.apache.jena.sparql.core.Quad;

/**
 * Writes a difference as an <a href="https://afs.github.io/rdf-delta/rdf-patch.html">RDF Patch</a>:
 * applied to the quads that the files of the earlier state have, it gives those of the later one.
 * The headers {@code previous} and {@code id} are the two states, by the hashes of their snapshots.
 */
public final class RdfPatch {

    private static final String STATE = "urn:sha256:";

    private RdfPatch() {}

    /**
     * Writes a patch; the stream stays open.
     *
     * @param before the hash of the earlier snapshot
     * @param after the hash of the later one
     */
    public static void write(Difference difference, String before, String after, OutputStream out) {
        RDFChangesWriterText patch = RDFChangesWriterText.create(out);
        patch.start();
        patch.header("id", NodeFactory.createURI(STATE + after));
        patch.header("prev", NodeFactory.createURI(STATE + before));
        patch.txnBegin();
        for (Quad quad : difference.removed()) {
            patch.delete(quad.getGraph(), quad.getSubject(), quad.getPredicate(), quad.getObject());
        }
        for (Quad quad : difference.added()) {
            patch.add(quad.getGraph(), quad.getSubject(), quad.getPredicate(), quad.getObject());
        }
        patch.txnCommit();
        patch.finish();
    }
}
