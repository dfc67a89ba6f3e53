package org.labledger.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Quad;
import org.labledger.catalog.Catalog;
import org.labledger.evidence.Disagreements;
import org.labledger.source.Place;
import org.labledger.store.Ledger;

/** Every disagreement is acknowledged by an editor, and every acknowledgement has its object. */
final class DisagreementsRule implements Check.Rule {

    private static final String RULE = "disagreements";

    @Override
    public List<Finding> findings(Ledger ledger, Catalog catalog) {
        Words words = new Words(ledger);
        Places places = new Places(ledger);
        Place fallback = new Place("data", 1, 1);
        Disagreements disagreements = Disagreements.in(ledger);
        List<Finding> findings = new ArrayList<>();
        for (Disagreements.Disagreement one : disagreements.all()) {
            if (!one.isAcknowledged()) {
                // The place is that of the value that came last: most likely the new one.
                Map.Entry<Node, List<Node>> last = null;
                for (Map.Entry<Node, List<Node>> side : one.sides().entrySet()) {
                    last = side;
                }
                if (last != null) {
                    findings.add(
                            Finding.error(
                                    places.of(
                                            last.getValue(),
                                            one.record(),
                                            one.property(),
                                            last.getKey(),
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
        }
        // The other side may stand where a file with a syntax error could not be read.
        List<Quad> obsolete = ledger.isWhole() ? disagreements.obsolete() : List.of();
        for (Quad quad : obsolete) {
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
