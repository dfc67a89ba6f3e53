package org.labledger.ontology;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.apache.jena.vocabulary.XSD;

/** Prefix declarations and expansion of prefixed names. */
public final class Prefixes {

    /** The prefixes of the W3C's own vocabularies, which mean the same in every home. */
    public static final PrefixMap WELL_KNOWN = wellKnown();

    private Prefixes() {}

    private static PrefixMap wellKnown() {
        PrefixMap prefixes = PrefixMapFactory.create();
        prefixes.add("rdf", RDF.uri);
        prefixes.add("rdfs", RDFS.uri);
        prefixes.add("owl", OWL.NS);
        prefixes.add("xsd", XSD.NS);
        prefixes.add("sh", SHACL.getURI());
        prefixes.add("skos", SKOS.getURI());
        return prefixes;
    }

    /**
     * Returns the IRI of a prefixed name, or the text unchanged if its prefix is unknown. The
     * result may be no valid IRI; callers check it.
     */
    public static String iri(PrefixMap prefixes, String prefixedNameOrIri) {
        return Objects.requireNonNullElse(prefixes.expand(prefixedNameOrIri), prefixedNameOrIri);
    }

    /**
     * Returns what is wrong with the namespace of a prefix in a shapes or query file; empty if the
     * prefix stands for the same in the home, or is not known there.
     */
    public static Optional<String> conflict(PrefixMap home, String prefix, String namespace) {
        PrefixMap known = home.getMapping().containsKey(prefix) ? home : WELL_KNOWN;
        return Optional.ofNullable(known.getMapping().get(prefix))
                .filter(meant -> !meant.equals(namespace))
                .map(meant -> conflict(prefix, namespace, meant));
    }

    /** Returns the message about a prefix that stands for something else than it should. */
    public static String conflict(String prefix, String namespace, String meant) {
        return "The prefix "
                + prefix
                + ": stands for <"
                + meant
                + "> everywhere else, not for <"
                + namespace
                + ">. Correct it, or use another prefix.";
    }

    /**
     * Returns the namespaces declared in a graph with {@code sh:declare} (SHACL, section 5.2.1),
     * sorted by prefix.
     */
    public static Map<String, String> declared(Graph graph) {
        Map<String, String> prefixes = new TreeMap<>();
        G.find(graph, Node.ANY, SHACL.declare, Node.ANY)
                .forEach(triple -> {
                    Optional<String> prefix = text(graph, triple.getObject(), SHACL.prefix);
                    Optional<String> namespace = text(graph, triple.getObject(), SHACL.namespace);
                    if (prefix.isPresent() && namespace.isPresent()) {
                        prefixes.put(prefix.get(), namespace.get());
                    }
                });
        return prefixes;
    }

    /** Reads a literal or an IRI; some homes write the namespace as an IRI. */
    private static Optional<String> text(Graph graph, Node declaration, Node property) {
        return G.listSP(graph, declaration, property).stream()
                .filter(node -> node.isLiteral() || node.isURI())
                .map(node -> node.isLiteral() ? node.getLiteralLexicalForm() : node.getURI())
                .min(Comparator.naturalOrder());
    }
}
