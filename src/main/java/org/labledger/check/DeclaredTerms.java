package org.labledger.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.system.G;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.HomeFile;
import org.labledger.source.LocatedQuad;
import org.labledger.source.Location;
import org.labledger.source.SourceFile;

/**
 * Reports undeclared properties and classes in data. A home whose ontology declares no properties
 * may use any; likewise for classes.
 */
final class DeclaredTerms implements Check {

    private static final String NAME = "declared-terms";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        Graph ontology = snapshot.ontology().graph();
        Set<Node> properties =
                members(
                        ontology,
                        RDF.Property.asNode(),
                        OWL.ObjectProperty.asNode(),
                        OWL.DatatypeProperty.asNode(),
                        OWL.AnnotationProperty.asNode());
        Set<Node> classes = members(ontology, RDFS.Class.asNode(), OWL.Class.asNode());
        TermText terms = new TermText(snapshot);
        List<Finding> findings = new ArrayList<>();
        Set<SourceFile> seen = new HashSet<>();
        Node redirects = RetiredIris.graph(snapshot.description().uriSpace());
        for (Node graph : snapshot.dataGraphs()) {
            for (SourceFile file : snapshot.filesOf(graph)) {
                if (file.file().part() == HomeFile.Part.DATA && seen.add(file)) {
                    for (LocatedQuad located : file.quads()) {
                        Triple triple = located.quad().asTriple();
                        Node property = triple.getPredicate();
                        if (located.quad().getGraph().equals(redirects)) {
                            // RetiredIrisCheck knows the terms of this graph.
                            continue;
                        }
                        if (!properties.isEmpty() && !properties.contains(property)) {
                            findings.add(
                                    undeclared(
                                            file,
                                            located,
                                            "property",
                                            property,
                                            properties,
                                            terms));
                        }
                        if (!classes.isEmpty()
                                && property.equals(RDF.type.asNode())
                                && !classes.contains(triple.getObject())) {
                            findings.add(
                                    undeclared(
                                            file,
                                            located,
                                            "class",
                                            triple.getObject(),
                                            classes,
                                            terms));
                        }
                    }
                }
            }
        }
        return findings;
    }

    private static Finding undeclared(
            SourceFile file,
            LocatedQuad located,
            String kind,
            Node term,
            Set<Node> declared,
            TermText terms) {
        return Finding.error(
                new Location(file.file().path(), located.line(), located.column()),
                NAME,
                "The ontology does not declare the "
                        + kind
                        + " "
                        + terms.of(term)
                        + "."
                        + terms.suggestion(term, declared));
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
