package org.labledger.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.LocatedQuad;
import org.labledger.source.SourceFile;

/**
 * Reports undeclared properties and classes in data, and terms in data and ontology that their
 * closed vocabulary (RDF, RDFS, OWL, SHACL, the evidence vocabulary) does not have. A home whose
 * ontology declares no properties may use any other; likewise for classes.
 */
final class DeclaredTerms implements Check {

    private static final String NAME = "declared-terms";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        Vocabulary vocabulary = Vocabulary.of(snapshot.ontology());
        Set<Node> properties = vocabulary.properties();
        Set<Node> classes = vocabulary.classes();
        TermText terms = new TermText(snapshot);
        List<Finding> findings = new ArrayList<>();
        Node redirects = RetiredIris.graph(snapshot.description().uriSpace());
        DataFiles.forEach(
                snapshot,
                quads -> {
                    TermTest isOdd =
                            new TermTest(
                                    quads,
                                    properties.isEmpty()
                                            ? KnownTerms::isMisspelt
                                            : term -> !properties.contains(term));
                    TermTest isOddClass =
                            new TermTest(
                                    quads,
                                    classes.isEmpty()
                                            ? KnownTerms::isMisspelt
                                            : term -> !classes.contains(term));
                    TermTest isType = new TermTest(quads, RDF.type.asNode()::equals);
                    return at ->
                            isOdd.test(at.predicate())
                                    || (isType.test(at.predicate())
                                            && isOddClass.test(at.object()));
                },
                (file, located) -> {
                    Triple triple = located.quad().asTriple();
                    Node property = triple.getPredicate();
                    if (located.quad().getGraph().equals(redirects)) {
                        // RetiredIrisCheck knows the terms of this graph.
                        return;
                    }
                    if (properties.isEmpty()) {
                        misspelt(property, snapshot, file, located, terms).ifPresent(findings::add);
                    } else if (!properties.contains(property)) {
                        findings.add(
                                undeclared(file, located, "property", property, properties, terms));
                    }
                    if (!property.equals(RDF.type.asNode())) {
                        return;
                    }
                    if (classes.isEmpty()) {
                        misspelt(triple.getObject(), snapshot, file, located, terms)
                                .ifPresent(findings::add);
                    } else if (!classes.contains(triple.getObject())) {
                        findings.add(
                                undeclared(
                                        file,
                                        located,
                                        "class",
                                        triple.getObject(),
                                        classes,
                                        terms));
                    }
                });
        DataFiles.ofOntology(snapshot)
                .forEach(file -> checkOntology(file, snapshot, terms, findings));
        return findings;
    }

    /** One letter in {@code rdfs:subClassOf} or {@code ev:singleValued} would switch it off. */
    private static void checkOntology(
            SourceFile file, Snapshot snapshot, TermText terms, List<Finding> findings) {
        for (LocatedQuad located : file.quads()) {
            Triple triple = located.quad().asTriple();
            misspelt(triple.getPredicate(), snapshot, file, located, terms)
                    .or(() -> misspelt(triple.getObject(), snapshot, file, located, terms))
                    .ifPresent(findings::add);
        }
    }

    private static Optional<Finding> misspelt(
            Node term, Snapshot snapshot, SourceFile file, LocatedQuad located, TermText terms) {
        if (!KnownTerms.isMisspelt(term) || snapshot.ontology().describes(term)) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.error(
                        DataFiles.at(file, located),
                        NAME,
                        "The vocabulary has no term "
                                + terms.of(term)
                                + "."
                                + terms.suggestion(
                                        term, KnownTerms.besides(term).orElse(Set.of()))));
    }

    private static Finding undeclared(
            SourceFile file,
            LocatedQuad located,
            String kind,
            Node term,
            Set<Node> declared,
            TermText terms) {
        return Finding.error(
                DataFiles.at(file, located),
                NAME,
                "The ontology does not declare the "
                        + kind
                        + " "
                        + terms.of(term)
                        + "."
                        + terms.suggestion(term, declared));
    }
}
