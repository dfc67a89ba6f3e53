package org.labledger.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.OWL2;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.XSD;
import org.labledger.vocabulary.Evidence;
import org.labledger.vocabulary.EvidenceLabels;

/**
 * The closed vocabularies that shapes, ontologies and data are written in, whose terms the program
 * can tell from misspelt ones: RDF, RDFS, OWL, SHACL and the evidence vocabulary.
 */
final class KnownTerms {

    /** The W3C's own description of SHACL, as the validator carries it. */
    private static final Graph SHACL_VOCABULARY = resource("/std/shacl.ttl");

    /** The datatypes of XML Schema, as far as the parser knows them. */
    static final Set<Node> XSD_TYPES = constants(XSD.class);

    private static final Map<String, Set<Node>> BY_NAMESPACE =
            Map.of(
                    RDF.uri,
                    constants(RDF.class),
                    RDFS.uri,
                    constants(RDFS.class),
                    OWL2.NS,
                    constants(OWL2.class),
                    SHACL.getURI(),
                    SHACL_VOCABULARY.find().mapWith(Triple::getSubject).toSet(),
                    Evidence.NAMESPACE,
                    EvidenceLabels.terms());

    private KnownTerms() {}

    /**
     * Returns the terms of the closed vocabulary whose namespace an IRI begins with, if there is
     * one.
     */
    static Optional<Set<Node>> besides(Node term) {
        if (!term.isURI()) {
            return Optional.empty();
        }
        return BY_NAMESPACE.entrySet().stream()
                .filter(entry -> term.getURI().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns whether a term lies in a closed vocabulary, which does not have it. */
    static boolean isMisspelt(Node term) {
        return besides(term).filter(terms -> !terms.contains(term) && !isMember(term)).isPresent();
    }

    /** Returns whether a term is {@code rdf:_1}, {@code rdf:_2} … */
    private static boolean isMember(Node term) {
        return term.getURI().matches("\\Q" + RDF.uri + "\\E_[1-9][0-9]*");
    }

    /** Returns the properties of SHACL with a range, and some more. */
    static Set<Node> shaclOfRange(Node range, Node... more) {
        Set<Node> properties =
                SHACL_VOCABULARY
                        .find(Node.ANY, RDFS.range.asNode(), range)
                        .mapWith(Triple::getSubject)
                        .toSet();
        properties.addAll(List.of(more));
        return Set.copyOf(properties);
    }

    /** Reads a Turtle file of the class path. */
    static Graph resource(String name) {
        try (InputStream in = KnownTerms.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Not on the class path: " + name);
            }
            Graph graph = GraphFactory.createDefaultGraph();
            RDFParser.source(in)
                    .lang(Lang.TURTLE)
                    .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging)
                    .parse(graph);
            return graph;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Node> constants(Class<?> vocabulary) {
        Set<Node> terms = new HashSet<>();
        try {
            for (Field field : vocabulary.getFields()) {
                if (RDFNode.class.isAssignableFrom(field.getType())
                        && ((RDFNode) field.get(null)).isURIResource()) {
                    terms.add(((RDFNode) field.get(null)).asNode());
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        // Jena has these as types of literals only.
        for (String name :
                new String[] {"langString", "dirLangString", "HTML", "JSON", "language"}) {
            terms.add(NodeFactory.createURI(RDF.uri + name));
        }
        return terms;
    }
}
