package org.labledger.vocabulary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.RDFS;

/**
 * The labels of the evidence vocabulary, for homes that use its terms without labelling them. The
 * build copies them from {@code ontology/evidence.ttl}.
 */
public final class EvidenceLabels {

    private static final String FILE = "/META-INF/lab-ledger/evidence.ttl";
    private static final Graph VOCABULARY = read();

    private EvidenceLabels() {}

    /** Returns the labels of a term, or none if it is not of the evidence vocabulary. */
    public static List<Node> of(Node term) {
        return G.listSP(VOCABULARY, term, RDFS.label.asNode());
    }

    /** Returns the terms of the evidence vocabulary. */
    public static Set<Node> terms() {
        return VOCABULARY
                .find()
                .mapWith(Triple::getSubject)
                .filterKeep(term -> term.isURI() && term.getURI().startsWith(Evidence.NAMESPACE))
                .toSet();
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
