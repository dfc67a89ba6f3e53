package org.labledger.ontology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.vocabulary.Evidence;

/**
 * The ontology of a home: its vocabularies, codes, shapes and prefixes, read once per snapshot. It
 * is a local value, whatever store holds the data. Immutable and safe for any number of threads.
 */
public final class Ontology {

    private static final Node TRUE = NodeFactory.createLiteralDT("true", XSDDatatype.XSDboolean);

    private final Graph graph;
    private final PrefixMap prefixes;
    private final List<ShapesFile> shapes;
    private final Map<Node, Set<Node>> superclasses = new HashMap<>();
    private final Set<Node> singleValued;

    /**
     * Reads an ontology.
     *
     * @param graph the triples of all vocabularies together; not to be changed from now on
     * @param prefixes the prefixes used everywhere in the home
     * @param shapes the files of SHACL shapes, in the order of their paths
     */
    public Ontology(Graph graph, PrefixMap prefixes, List<ShapesFile> shapes) {
        this.graph = graph;
        this.prefixes = prefixes;
        this.shapes = List.copyOf(shapes);
        G.find(graph, Node.ANY, RDFS.subClassOf.asNode(), Node.ANY)
                .mapWith(Triple::getSubject)
                .toSet()
                .forEach(type -> superclasses.put(type, above(type)));
        this.singleValued =
                G.find(graph, Node.ANY, Evidence.SINGLE_VALUED, TRUE)
                        .mapWith(Triple::getSubject)
                        .toSet();
    }

    private Set<Node> above(Node type) {
        Set<Node> above = new LinkedHashSet<>();
        List<Node> open = new ArrayList<>(List.of(type));
        while (!open.isEmpty()) {
            for (Node direct : G.listSP(graph, open.removeLast(), RDFS.subClassOf.asNode())) {
                if (above.add(direct)) {
                    open.add(direct);
                }
            }
        }
        return above;
    }

    /** Returns the triples of all vocabularies together. Not to be changed. */
    public Graph graph() {
        return graph;
    }

    /** Returns the prefixes used everywhere in the home. */
    public PrefixMap prefixes() {
        return prefixes;
    }

    /** Returns the files of SHACL shapes, in the order of their paths. */
    public List<ShapesFile> shapes() {
        return shapes;
    }

    /** Returns whether the ontology says anything about a term: it is no thing of the data. */
    public boolean describes(Node term) {
        return graph.contains(term, Node.ANY, Node.ANY);
    }

    /**
     * Returns all superclasses of a class ({@code rdfs:subClassOf}, transitively). The class itself
     * is among them only if the ontology says so.
     */
    public Set<Node> superclasses(Node type) {
        return superclasses.getOrDefault(type, Set.of());
    }

    /**
     * Returns those of some classes that no other of them is a subclass of; all of them if each is
     * a subclass of another.
     */
    public List<Node> mostSpecific(Collection<Node> types) {
        Set<Node> above = new HashSet<>();
        types.forEach(type -> above.addAll(superclasses(type)));
        List<Node> specific = types.stream().filter(type -> !above.contains(type)).toList();
        return specific.isEmpty() ? List.copyOf(types) : specific;
    }

    /**
     * Returns the properties that are declared to be subproperties of a property, one step down.
     */
    public List<Node> subproperties(Node property) {
        return G.listPO(graph, RDFS.subPropertyOf.asNode(), property);
    }

    /** Returns the properties that are marked with {@code ev:singleValued true}. */
    public Set<Node> singleValuedProperties() {
        return singleValued;
    }

    /** Returns whether a property has one true value per subject, so that sources can disagree. */
    public boolean isSingleValued(Node property) {
        return singleValued.contains(property);
    }

    /** Returns the terms that the ontology declares to be of a class. */
    public Set<Node> instances(Node type) {
        return G.find(graph, Node.ANY, RDF.type.asNode(), type).mapWith(Triple::getSubject).toSet();
    }

    /** Returns the IRIs of the vocabularies: of what is an {@code owl:Ontology}. */
    public Set<Node> vocabularies() {
        Set<Node> vocabularies = instances(OWL.Ontology.asNode());
        vocabularies.removeIf(node -> !node.isURI());
        return vocabularies;
    }

    /** Returns the IRI of a prefixed name, or the text itself if it has no known prefix. */
    public String iri(String prefixedNameOrIri) {
        return Prefixes.iri(prefixes, prefixedNameOrIri);
    }
}
