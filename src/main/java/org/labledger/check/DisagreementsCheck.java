package org.labledger.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.labledger.evidence.Disagreements;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.Place;

/** Every disagreement is acknowledged by an editor, and every acknowledgement has its object. */
final class DisagreementsRule implements Check.Rule {

    private static final String RULE = "disagreements";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        Words words = new Words(snapshot);
        Places places = new Places(snapshot);
        Place fallback = new Place("data", 1, 1);
        Disagreements disagreements = Disagreements.in(snapshot);
        List<Finding> findings = new ArrayList<>();
        for (Disagreements.Disagreement one : disagreements.all()) {
            if (!one.isAcknowledged()) {
                Map.Entry<Node, List<Node>> lonely = loneliest(one);
                findings.add(
                        Finding.error(
                                places.of(
                                        lonely.getValue(),
                                        one.record(),
                                        one.property(),
                                        lonely.getKey(),
                                        fallback),
                                RULE,
                                "Sources disagree on "
                                        + words.of(one.property())
                                        + " of "
                                        + words.of(one.record())
                                        + ": "
                                        + sides(one, words)
                                        + ". Acknowledge it in data/editorial/ with an"
                                        + " ev:Disagreement (ev:onRecord, ev:onProperty,"
                                        + " ev:nature), or correct the slip."));
            }
        }
        // While a file cannot be read, one of its sides may be missing.
        for (Quad quad : snapshot.isWhole() ? disagreements.obsolete() : List.<Quad>of()) {
            findings.add(
                    Finding.warning(
                            places.of(
                                    List.of(quad.getGraph()),
                                    quad.getSubject(),
                                    quad.getPredicate(),
                                    quad.getObject(),
                                    fallback),
                            RULE,
                            words.of(quad.getSubject())
                                    + " acknowledges a disagreement about "
                                    + words.of(quad.getObject())
                                    + " that no two graphs have."));
        }
        return findings;
    }

    /**
     * The value that fewest graphs give, and of several such the last: the new one, or the slip.
     */
    private static Map.Entry<Node, List<Node>> loneliest(Disagreements.Disagreement one) {
        return one.sides().entrySet().stream()
                .reduce((a, b) -> a.getValue().size() < b.getValue().size() ? a : b)
                .orElseThrow();
    }

    private static String sides(Disagreements.Disagreement one, Words words) {
        return one.sides().entrySet().stream()
                .map(side ->
                        words.of(side.getKey())
                                + " ("
                                + side.getValue().stream()
                                        .map(words::of)
                                        .collect(Collectors.joining(", "))
                                + ")")
                .collect(Collectors.joining(" against "));
    }
}
