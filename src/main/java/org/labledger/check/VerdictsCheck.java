package org.labledger.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.Quad;
import org.labledger.evidence.Compatibility;
import org.labledger.evidence.Disagreement;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Location;
import org.labledger.vocabulary.Evidence;

/**
 * Reports verdicts that prefer a value which no side of their disagreement states: they would
 * favour nothing.
 */
final class VerdictsCheck implements Check {

    private static final String NAME = "verdicts";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        TermText terms = new TermText(snapshot);
        LocationFinder locations = new LocationFinder(snapshot);
        List<Quad> preferences = new ArrayList<>();
        snapshot.store().forEach(Node.ANY, Node.ANY, Evidence.PREFERS, Node.ANY, preferences::add);
        List<Finding> findings = new ArrayList<>();
        for (Quad quad : preferences) {
            Node verdict = quad.getSubject();
            Node preferred = quad.getObject();
            Set<Node> sides = sides(verdict, snapshot);
            if (sides.isEmpty() || sides.stream().anyMatch(side -> isMeant(side, preferred))) {
                continue;
            }
            findings.add(
                    Finding.error(
                            locations.find(
                                    List.of(quad.getGraph()),
                                    verdict,
                                    Evidence.PREFERS,
                                    preferred,
                                    new Location("data", 1, 1)),
                            NAME,
                            terms.of(verdict)
                                    + " prefers "
                                    + typed(preferred, terms)
                                    + ", which no side of the disagreement states. The sides are "
                                    + sides.stream()
                                            .map(side -> typed(side, terms))
                                            .collect(Collectors.joining(", "))
                                    + "."));
        }
        return findings;
    }

    /** The value itself, another way of writing it, or a date that is more or less precise. */
    private static boolean isMeant(Node side, Node preferred) {
        return side.equals(preferred)
                || (side.isLiteral()
                        && preferred.isLiteral()
                        && side.getLiteralLanguage()
                                .equalsIgnoreCase(preferred.getLiteralLanguage())
                        && Compatibility.areCompatible(side, preferred));
    }

    private static Set<Node> sides(Node verdict, Snapshot snapshot) {
        Set<Node> sides = new LinkedHashSet<>();
        for (Node note : snapshot.store().triples().objects(verdict, Evidence.ON_DISAGREEMENT)) {
            for (Disagreement disagreement : Disagreement.ofNote(note, snapshot)) {
                sides.addAll(disagreement.sides().keySet());
                sides.addAll(disagreement.between());
            }
        }
        return sides;
    }

    /** The datatype of a literal matters here: the string "2026" is not the year. */
    private static String typed(Node term, TermText terms) {
        return term.isLiteral() && term.getLiteralLanguage().isEmpty()
                ? terms.of(term)
                        + "^^"
                        + terms.of(NodeFactory.createURI(term.getLiteralDatatypeURI()))
                : terms.of(term);
    }
}
