package org.labledger.vocabulary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.RDFS;

/**
 * What the terms of the evidence vocabulary are called, for homes that use them and do not name
 * them. The build takes the labels along from {@code ontology/evidence.ttl}.
 */
public final class EvidenceLabels {

    private static final String FILE = "/META-INF/lab-ledger/evidence.ttl";
    private static final Graph VOCABULARY = read();

    private EvidenceLabels() {}

    /** Returns the names of a term; none if it is not of the vocabulary. */
    public static List<Node> of(Node term) {
        return G.listSP(VOCABULARY, term, RDFS.label.asNode());
    }

    private static Graph read() {
        try (InputStream in = EvidenceLabels.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The program was built without " + FILE + ": mvn process-resources");
            }
            Graph graph = GraphMemFactory.createDefaultGraphSameTerm();
            RDFParser.source(in).lang(Lang.TURTLE).parse(graph);
            return graph;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
