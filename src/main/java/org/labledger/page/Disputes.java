package org.labledger.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.system.G;
import org.labledger.describe.Dispute;
import org.labledger.store.Ledger;

/** Lays disagreements out: every side with who says so, and the verdict if there is one. */
final class Disputes {

    private final Ledger ledger;
    private final Graph union;
    private final Names names;
    private final Values values;

    Disputes(Ledger ledger, Names names, Values values) {
        this.ledger = ledger;
        this.union = ledger.dataset().getDefaultGraph();
        this.names = names;
        this.values = values;
    }

    DisputeCard card(Dispute dispute, Language language, Notes notes) {
        Set<Node> preferred = new HashSet<>();
        List<DisputeCard.Verdict> verdicts = new ArrayList<>();
        for (Node verdict : dispute.verdicts()) {
            List<Node> prefers = G.listSP(union, verdict, Evident.PREFERS);
            preferred.addAll(prefers);
            verdicts.add(
                    new DisputeCard.Verdict(
                            prefers.stream().map(node -> values.of(node, language)).toList(),
                            names.text(verdict, Evident.REASON, language),
                            cites(verdict, notes)));
        }
        List<DisputeCard.Side> sides = new ArrayList<>();
        dispute.sides()
                .forEach((value, graphs) ->
                        sides.add(
                                new DisputeCard.Side(
                                        values.of(value, language),
                                        Optional.empty(),
                                        List.of(),
                                        graphs.stream().map(notes::cite).toList(),
                                        preferred.contains(value))));
        for (Node record : dispute.between()) {
            sides.add(
                    new DisputeCard.Side(
                            values.of(record, language),
                            names.text(record, Evident.PARAPHRASE, language),
                            G.listSP(union, record, Evident.SAID_BY).stream()
                                    .map(node -> values.of(node, language))
                                    .toList(),
                            cites(record, notes),
                            preferred.contains(record)));
        }
        Optional<Node> note = dispute.note();
        Text title =
                note.flatMap(node -> names.named(node, language))
                        .or(() -> dispute.property().map(p -> names.of(p, language)))
                        .orElse(Text.plain(note.map(names::shortForm).orElse("")));
        return new DisputeCard(
                title,
                note.flatMap(values::page).orElse(""),
                note.map(node -> G.listSP(union, node, Evident.NATURE)).orElse(List.of()).stream()
                        .map(node -> values.of(node, language))
                        .toList(),
                note.flatMap(node -> names.text(node, Evident.REASON, language)),
                sides,
                verdicts);
    }

    /** Cites the sources in which a record is described. */
    private List<Cite> cites(Node record, Notes notes) {
        Set<Node> graphs = new java.util.LinkedHashSet<>();
        for (Node words : G.listSP(union, record, Evident.PARAPHRASE)) {
            graphs.addAll(ledger.graphsOf(Triple.create(record, Evident.PARAPHRASE, words)));
        }
        if (graphs.isEmpty()) {
            for (Node reason : G.listSP(union, record, Evident.REASON)) {
                graphs.addAll(ledger.graphsOf(Triple.create(record, Evident.REASON, reason)));
            }
        }
        return graphs.stream().map(notes::cite).toList();
    }
}
