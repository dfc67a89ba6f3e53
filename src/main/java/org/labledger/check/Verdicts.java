package org.labledger.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.util.NodeUtils;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;

/**
 * Reports verdicts ({@code ev:prefers}) for a value that no source says, such as a string where the
 * values of the sources are dates: they favour nothing.
 */
final class Verdicts implements Check {

    private static final String NAME = "verdict";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        Triples triples = snapshot.store().triples();
        TermText terms = new TermText(snapshot);
        List<Finding> findings = new ArrayList<>();
        DataFiles.forEach(
                snapshot,
                quads -> {
                    TermTest isVerdict = new TermTest(quads, Evidence.PREFERS::equals);
                    return at -> isVerdict.test(at.predicate());
                },
                (file, located) -> {
                    Quad quad = located.quad();
                    List<Node> disagreements =
                            triples.objects(quad.getSubject(), Evidence.ON_DISAGREEMENT);
                    Set<Node> sides = new LinkedHashSet<>();
                    for (Node disagreement : disagreements) {
                        sides.addAll(triples.objects(disagreement, Evidence.BETWEEN));
                        for (Node record : triples.objects(disagreement, Evidence.ON_RECORD)) {
                            for (Node property :
                                    triples.objects(disagreement, Evidence.ON_PROPERTY)) {
                                sides.addAll(triples.objects(record, property));
                            }
                        }
                    }
                    // Of what does not exist, the references tell.
                    if (!sides.isEmpty() && !sides.contains(quad.getObject())) {
                        findings.add(
                                Finding.error(
                                        DataFiles.at(file, located),
                                        NAME,
                                        terms.of(quad.getSubject())
                                                + " prefers "
                                                + typed(quad.getObject(), terms)
                                                + ", which no source says. Sources say: "
                                                + sides.stream()
                                                        .map(side -> typed(side, terms))
                                                        .sorted()
                                                        .collect(Collectors.joining(", "))
                                                + "."
                                                + sameText(quad.getObject(), sides)
                                                        .map(side ->
                                                                " Write "
                                                                        + typed(side, terms)
                                                                        + " as it stands there.")
                                                        .orElse("")));
                    }
                });
        return findings;
    }

    private static Optional<Node> sameText(Node value, Set<Node> sides) {
        return sides.stream()
                .filter(side -> side.isLiteral() && value.isLiteral())
                .filter(side ->
                        side.getLiteralLexicalForm()
                                .strip()
                                .equals(value.getLiteralLexicalForm().strip()))
                .findFirst();
    }

    /** Returns a term as Turtle writes it, since the type makes the difference. */
    private static String typed(Node term, TermText terms) {
        if (!term.isLiteral()) {
            return terms.of(term);
        }
        if (!term.getLiteralLanguage().isEmpty()) {
            return terms.of(term) + "@" + term.getLiteralLanguage();
        }
        return NodeUtils.isSimpleString(term)
                ? terms.of(term)
                : terms.of(term)
                        + "^^"
                        + terms.of(NodeFactory.createURI(term.getLiteralDatatypeURI()));
    }
}
