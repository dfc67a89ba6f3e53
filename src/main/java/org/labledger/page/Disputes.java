package org.labledger.page;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.system.G;
import org.labledger.display.Cite;
import org.labledger.display.Language;
import org.labledger.display.Names;
import org.labledger.display.Notes;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.display.Values;
import org.labledger.evidence.Dispute;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evident;

/** Lays disagreements out: every side with who says so, and the verdict if there is one. */
final class Disputes {

    private final Snapshot snapshot;
    private final Graph union;
    private final Names names;
    private final Values values;

    Disputes(Snapshot snapshot, Names names, Values values) {
        this.snapshot = snapshot;
        this.union = snapshot.dataset().getDefaultGraph();
        this.names = names;
        this.values = values;
    }

    /** Lays out a disagreement for the page of the thing that is disputed, or of another. */
    DisputeCard card(Dispute dispute, Node page, Language language, Notes notes) {
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
        boolean isOwnPage = note.filter(page::equals).isPresent();
        return new DisputeCard(
                isOwnPage ? ownTitle(dispute, language) : title(dispute, page, language),
                isOwnPage ? "" : note.flatMap(values::page).orElse(""),
                dispute.record()
                        .filter(record -> !record.equals(page))
                        .map(record -> values.of(record, language)),
                note.map(node -> G.listSP(union, node, Evident.NATURE)).orElse(List.of()).stream()
                        .map(node -> values.of(node, language))
                        .toList(),
                note.flatMap(node -> names.text(node, Evident.REASON, language)),
                sides,
                verdicts);
    }

    /** On its own page its name stands above it: what remains to say is which property it is. */
    private Text ownTitle(Dispute dispute, Language language) {
        return dispute.property()
                .filter(property -> !dispute.sides().isEmpty())
                .map(property -> names.of(property, language))
                .orElse(Text.plain(""));
    }

    /** Returns a link to each of several disagreements, in the order of their names. */
    List<Value> links(List<Dispute> disputes, Node page, Language language) {
        Map<String, Value> links = new LinkedHashMap<>();
        for (Dispute dispute : disputes) {
            Node target = dispute.note().or(dispute::record).orElseThrow();
            values.page(target)
                    .ifPresent(href ->
                            links.putIfAbsent(
                                    href,
                                    new Value.Thing(title(dispute, page, language), href, false)));
        }
        Collator collator = Collator.getInstance(language.locale());
        return links.values().stream()
                .sorted(Comparator.comparing(link -> ((Value.Thing) link).name().value(), collator))
                .toList();
    }

    /**
     * A disagreement is called as the editor calls it; else by the property, and by the record
     * where that is not what the page is about.
     */
    private Text title(Dispute dispute, Node page, Language language) {
        Optional<Text> given = dispute.note().flatMap(note -> names.named(note, language));
        if (given.isPresent()) {
            return given.get();
        }
        if (dispute.record().filter(page::equals).isPresent() && dispute.property().isPresent()) {
            return names.of(dispute.property().get(), language);
        }
        return dispute.note()
                .flatMap(note -> names.called(note, language))
                .orElseGet(() ->
                        names.disagreement(
                                dispute.record().stream().toList(), dispute.property(), language));
    }

    /** Cites the sources in which a record is described. */
    private List<Cite> cites(Node record, Notes notes) {
        Set<Node> graphs = new LinkedHashSet<>();
        for (Node words : G.listSP(union, record, Evident.PARAPHRASE)) {
            graphs.addAll(snapshot.graphsOf(Triple.create(record, Evident.PARAPHRASE, words)));
        }
        if (graphs.isEmpty()) {
            for (Node reason : G.listSP(union, record, Evident.REASON)) {
                graphs.addAll(snapshot.graphsOf(Triple.create(record, Evident.REASON, reason)));
            }
        }
        return graphs.stream().map(notes::cite).toList();
    }
}
