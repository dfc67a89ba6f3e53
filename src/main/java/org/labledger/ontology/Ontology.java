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
 * The ontology of a home: vocabularies, codes, shapes and prefixes. A local value, whichever store
 * holds the data. Immutable and safe for concurrent use.
 */
public final class Ontology {

    private static final Node TRUE = NodeFactory.createLiteralDT("true", XSDDatatype.XSDboolean);

    private final Graph graph;
    private final PrefixMap prefixes;
    private final List<ShapesFile> shapes;
    private final Map<Node, Set<Node>> superclasses = new HashMap<>();
    private final Set<Node> singleValued;

    /**
     * Creates an ontology.
     *
     * @param graph the triples of all vocabularies; must not be modified any more
     * @param prefixes the prefixes of the home
     * @param shapes the SHACL files, in path order
     */
    public Ontology(Graph graph, PrefixMap prefixes, List<ShapesFile> shapes) {
        this.graph = graph;
        this.prefixes = prefixes;
        this.shapes = List.copyOf(shapes);
        G.find(graph, Node.ANY, RDFS.subClassOf.asNode(), Node.ANY)
                .mapWith(Triple::getSubject)
                .toSet()
                .forEach(type -> superclasses.put(type, ancestors(type)));
        this.singleValued = marked(Evidence.SINGLE_VALUED);
    }

    /** Returns the transitive superclasses of a class. */
    private Set<Node> ancestors(Node type) {
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

    /** Returns the triples of all vocabularies. Must not be modified. */
    public Graph graph() {
        return graph;
    }

    /** Returns the prefixes of the home. */
    public PrefixMap prefixes() {
        return prefixes;
    }

    /** Returns the SHACL files, in path order. */
    public List<ShapesFile> shapes() {
        return shapes;
    }

    /**
     * Returns whether a term is the subject of a vocabulary triple, so that it belongs to the
     * ontology and not to the data.
     */
    public boolean describes(Node term) {
        return graph.contains(term, Node.ANY, Node.ANY);
    }

    /**
     * Returns all superclasses of a class (the transitive closure of {@code rdfs:subClassOf}).
     * Contains the class itself only if the ontology has such a cycle.
     */
    public Set<Node> superclasses(Node type) {
        return superclasses.getOrDefault(type, Set.of());
    }

    /**
     * Returns the classes of a collection that have no subclass in it; all of them if each has one
     * (a cycle).
     */
    public List<Node> mostSpecific(Collection<Node> types) {
        Set<Node> above = new HashSet<>();
        types.forEach(type -> above.addAll(superclasses(type)));
        List<Node> specific = types.stream().filter(type -> !above.contains(type)).toList();
        return specific.isEmpty() ? List.copyOf(types) : specific;
    }

    /** Returns the direct subproperties of a property. */
    public List<Node> subproperties(Node property) {
        return G.listPO(graph, RDFS.subPropertyOf.asNode(), property);
    }

    /** Returns the properties marked {@code ev:singleValued true}. */
    public Set<Node> singleValuedProperties() {
        return singleValued;
    }

    /** Returns the properties marked {@code ev:pastDate true}. */
    public Set<Node> pastDates() {
        return marked(Evidence.PAST_DATE);
    }

    /** Returns the properties marked {@code ev:beginning true}. */
    public Set<Node> beginnings() {
        return marked(Evidence.BEGINNING);
    }

    /** Returns the properties marked {@code ev:ending true}. */
    public Set<Node> endings() {
        return marked(Evidence.ENDING);
    }

    /** Returns the properties marked {@code ev:forEditors true}. */
    public Set<Node> editorsProperties() {
        return marked(Evidence.FOR_EDITORS);
    }

    /** Returns the properties marked {@code ev:acyclic true}. */
    public Set<Node> acyclicProperties() {
        return marked(Evidence.ACYCLIC);
    }

    private Set<Node> marked(Node mark) {
        return G.find(graph, Node.ANY, mark, TRUE).mapWith(Triple::getSubject).toSet();
    }

    /**
     * Returns whether a property has one true value per subject, so that different values are a
     * disagreement.
     */
    public boolean isSingleValued(Node property) {
        return singleValued.contains(property);
    }

    /** Returns the terms of the ontology that are declared instances of a class. */
    public Set<Node> instances(Node type) {
        return G.find(graph, Node.ANY, RDF.type.asNode(), type).mapWith(Triple::getSubject).toSet();
    }

    /** Returns the IRIs of the vocabularies, the instances of {@code owl:Ontology}. */
    public Set<Node> vocabularies() {
        Set<Node> vocabularies = instances(OWL.Ontology.asNode());
        vocabularies.removeIf(node -> !node.isURI());
        return vocabularies;
    }

    /** Returns the IRI of a prefixed name, or the text unchanged if its prefix is unknown. */
    public String iri(String prefixedNameOrIri) {
        return Prefixes.iri(prefixes, prefixedNameOrIri);
    }
}
