package org.labledger.check;

import java.util.HashSet;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.ontology.Ontology;

/**
 * The properties and classes that the ontology of a home declares.
 *
 * @param properties the declared properties; if there are none, data may use any
 * @param classes the declared classes; likewise
 */
record Vocabulary(Set<Node> properties, Set<Node> classes) {

    /** Reads the declarations of an ontology. */
    static Vocabulary of(Ontology ontology) {
        return new Vocabulary(
                members(
                        ontology.graph(),
                        RDF.Property.asNode(),
                        OWL.ObjectProperty.asNode(),
                        OWL.DatatypeProperty.asNode(),
                        OWL.AnnotationProperty.asNode()),
                members(ontology.graph(), RDFS.Class.asNode(), OWL.Class.asNode()));
    }

    private static Set<Node> members(Graph ontology, Node... classes) {
        Set<Node> members = new HashSet<>();
        for (Node type : classes) {
            G.find(ontology, Node.ANY, RDF.type.asNode(), type)
                    .mapWith(Triple::getSubject)
                    .forEach(members::add);
        }
        return members;
    }
}
