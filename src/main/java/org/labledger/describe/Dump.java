package org.labledger.describe;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ARQ;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFOps;
import org.apache.jena.riot.system.StreamRDFWriter;
import org.apache.jena.sparql.core.Quad;
import org.labledger.result.Format;
import org.labledger.result.StatementOrder;
import org.labledger.snapshot.Snapshot;
import org.labledger.term.TermOrder;

/**
 * The whole dataset as one file, or its accepted view, in a canonical order: graphs sorted by name,
 * the triples of each by their terms. One graph at a time is sorted in memory.
 *
 * @param snapshot the snapshot
 * @param form syntax and compression
 * @param includesDerived whether triples are written that no file states
 * @param isAccepted whether it is the accepted view, as a single graph, and not the whole dataset
 */
public record Dump(Snapshot snapshot, Form form, boolean includesDerived, boolean isAccepted) {

    /** Creates a dump of the whole dataset. */
    public Dump(Snapshot snapshot, Form form, boolean includesDerived) {
        this(snapshot, form, includesDerived, false);
    }

    /** Syntax and compression of a dump. */
    public enum Form {
        /** RDF 1.2 TriG. */
        TRIG(Format.TRIG, RDFFormat.TRIG_BLOCKS, false),
        /** TriG, compressed. */
        TRIG_GZ(Format.TRIG, RDFFormat.TRIG_BLOCKS, true),
        /** RDF 1.2 N-Quads. */
        N_QUADS(Format.N_QUADS, RDFFormat.NQUADS, false),
        /** N-Quads, compressed. */
        N_QUADS_GZ(Format.N_QUADS, RDFFormat.NQUADS, true);

        private final Format format;
        private final RDFFormat layout;
        private final boolean isCompressed;

        Form(Format format, RDFFormat layout, boolean isCompressed) {
            this.format = format;
            this.layout = layout;
            this.isCompressed = isCompressed;
        }

        /** Returns the name of the file, which is also its path on the server. */
        public String fileName() {
            return "dump." + ending();
        }

        /** Returns the ending of the name of the file, without the dot before it. */
        public String ending() {
            return format.suffix() + (isCompressed ? ".gz" : "");
        }

        /** Returns the media type of the uncompressed content. */
        public String mediaType() {
            return format.mediaType();
        }

        /** Returns whether the file is gzip-compressed (RFC 1952). */
        public boolean isCompressed() {
            return isCompressed;
        }

        /**
         * Returns the local name of the format in the W3C list of <a
         * href="https://www.w3.org/ns/formats/">file formats</a>.
         */
        String formatName() {
            return format.w3cName().orElseThrow();
        }
    }

    /**
     * Writes the dump.
     *
     * @param out the target; flushed as needed and left open
     * @throws IOException if writing fails
     */
    public void write(OutputStream out) throws IOException {
        if (form.isCompressed()) {
            GZIPOutputStream archive = new GZIPOutputStream(out, 1 << 16);
            writePlain(archive);
            archive.finish();
        } else {
            writePlain(out);
        }
    }

    private void writePlain(OutputStream out) {
        StreamRDF writer =
                StreamRDFWriter.getWriterStream(out, form.layout, ARQ.getContext().copy());
        writer.start();
        StreamRDFOps.sendPrefixesToStream(snapshot.prefixes(), writer);
        List<Node> names =
                isAccepted ? List.of(snapshot.acceptedGraph()) : snapshot.store().graphNames();
        for (Node name : names.stream().sorted(TermOrder.BY_TERM).toList()) {
            List<Triple> triples =
                    snapshot.store().triples(name).all().sorted(StatementOrder.OF_TRIPLES).toList();
            for (Triple triple : triples) {
                if (includesDerived || isStated(name, triple)) {
                    writer.quad(Quad.create(name, triple));
                }
            }
        }
        writer.finish();
    }

    /** Returns whether a file states a triple of a graph, or any graph of the accepted view. */
    private boolean isStated(Node graph, Triple triple) {
        List<Node> graphs = isAccepted ? snapshot.graphsOf(triple) : List.of(graph);
        return graphs.stream().anyMatch(g -> !snapshot.isDerived(Quad.create(g, triple)));
    }
}
