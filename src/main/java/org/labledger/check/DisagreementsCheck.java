package org.labledger.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.labledger.evidence.Disagreements;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Location;

/** Reports disagreements that no editor has acknowledged, and acknowledgements of none. */
final class DisagreementsCheck implements Check {

    private static final String NAME = "disagreements";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        TermText terms = new TermText(snapshot);
        LocationFinder locations = new LocationFinder(snapshot);
        Location fallback = new Location("data", 1, 1);
        Disagreements disagreements = Disagreements.in(snapshot);
        List<Finding> findings = new ArrayList<>();
        for (Disagreements.Conflict conflict : disagreements.all()) {
            if (!conflict.isAcknowledged()) {
                Map.Entry<Node, List<Node>> value = leastSupported(conflict);
                findings.add(
                        Finding.error(
                                locations.find(
                                        value.getValue(),
                                        conflict.record(),
                                        conflict.property(),
                                        value.getKey(),
                                        fallback),
                                NAME,
                                "Sources disagree on "
                                        + terms.of(conflict.property())
                                        + " of "
                                        + terms.of(conflict.record())
                                        + ": "
                                        + sides(conflict, terms)
                                        + ". Acknowledge it in data/editorial/ with an"
                                        + " ev:Disagreement (ev:onRecord, ev:onProperty,"
                                        + " ev:nature), or correct the value."));
            }
        }
        // After a syntax error, one of the sides may be missing.
        for (Quad quad : snapshot.isWhole() ? disagreements.obsolete() : List.<Quad>of()) {
            findings.add(
                    Finding.warning(
                            locations.find(
                                    List.of(quad.getGraph()),
                                    quad.getSubject(),
                                    quad.getPredicate(),
                                    quad.getObject(),
                                    fallback),
                            NAME,
                            terms.of(quad.getSubject())
                                    + " acknowledges a disagreement about "
                                    + terms.of(quad.getObject())
                                    + ", but no two graphs disagree. Remove the acknowledgement."));
        }
        return findings;
    }

    /** Returns the value in the fewest graphs, the last of several: probably the new one. */
    private static Map.Entry<Node, List<Node>> leastSupported(Disagreements.Conflict conflict) {
        return conflict.sides().entrySet().stream()
                .reduce((a, b) -> a.getValue().size() < b.getValue().size() ? a : b)
                .orElseThrow();
    }

    private static String sides(Disagreements.Conflict conflict, TermText terms) {
        return conflict.sides().entrySet().stream()
                .map(side ->
                        terms.of(side.getKey())
                                + " ("
                                + side.getValue().stream()
                                        .map(terms::of)
                                        .collect(Collectors.joining(", "))
                                + ")")
                .collect(Collectors.joining(" against "));
    }
}
