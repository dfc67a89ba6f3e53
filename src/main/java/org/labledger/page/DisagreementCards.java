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
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.NoteMark;
import org.labledger.display.Notes;
import org.labledger.display.Quantities;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.display.Values;
import org.labledger.evidence.Disagreement;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.vocabulary.Evidence;

/** Builds the cards of disagreements: every side with its sources, and the verdicts. */
final class DisagreementCards {

    private final Snapshot snapshot;
    private final Triples union;
    private final DisplayNames names;
    private final Values values;
    private final Quantities quantities;

    DisagreementCards(Snapshot snapshot, DisplayNames names, Values values) {
        this.snapshot = snapshot;
        this.union = snapshot.store().triples();
        this.names = names;
        this.values = values;
        this.quantities = new Quantities(snapshot, names);
    }

    /**
     * Builds a card.
     *
     * @param page the thing whose page shows it: the disputed record, the disagreement itself or
     *     another thing
     * @param notes collects the sources cited
     */
    DisagreementCard card(Disagreement disagreement, Node page, Language language, Notes notes) {
        Set<Node> preferred = new HashSet<>();
        List<DisagreementCard.Verdict> verdicts = new ArrayList<>();
        for (Node verdict : disagreement.verdicts()) {
            List<Node> prefers = union.objects(verdict, Evidence.PREFERS);
            preferred.addAll(prefers);
            verdicts.add(
                    new DisagreementCard.Verdict(
                            prefers.stream()
                                    .map(node -> shown(disagreement, node, language))
                                    .toList(),
                            names.text(verdict, Evidence.REASON, language),
                            noteMarks(verdict, notes)));
        }
        List<DisagreementCard.Side> sides = new ArrayList<>();
        disagreement
                .sides()
                .forEach((value, graphs) ->
                        sides.add(
                                new DisagreementCard.Side(
                                        shown(disagreement, value, language),
                                        Optional.empty(),
                                        List.of(),
                                        graphs.stream().map(notes::cite).toList(),
                                        preferred.contains(value))));
        for (Node record : disagreement.between()) {
            sides.add(
                    new DisagreementCard.Side(
                            values.of(record, language),
                            names.text(record, Evidence.PARAPHRASE, language),
                            union.objects(record, Evidence.SAID_BY).stream()
                                    .map(node -> values.of(node, language))
                                    .toList(),
                            noteMarks(record, notes),
                            preferred.contains(record)));
        }
        Optional<Node> note = disagreement.note();
        boolean isOwnPage = note.filter(page::equals).isPresent();
        return new DisagreementCard(
                isOwnPage ? ownTitle(disagreement, language) : title(disagreement, page, language),
                isOwnPage ? "" : note.flatMap(values::page).orElse(""),
                disagreement
                        .record()
                        .filter(record -> !record.equals(page))
                        .map(record -> values.of(record, language)),
                note.map(node -> union.objects(node, Evidence.NATURE)).orElse(List.of()).stream()
                        .map(node -> values.of(node, language))
                        .toList(),
                note.flatMap(node -> names.text(node, Evidence.REASON, language)),
                sides,
                verdicts);
    }

    /** Returns a value; a number with the units and bounds on which all sources agree. */
    private Value shown(Disagreement disagreement, Node value, Language language) {
        Node record = disagreement.record().orElse(null);
        Node property = disagreement.property().orElse(null);
        if (record == null || property == null || !Values.isNumber(value)) {
            return values.of(value, language);
        }
        Map<Node, Node> qualifiers = new LinkedHashMap<>();
        for (Node qualifier : quantities.qualifiersOf(property)) {
            List<Node> given = union.objects(record, qualifier).stream().distinct().toList();
            if (given.size() == 1 && quantities.hasForm(given.getFirst())) {
                qualifiers.put(qualifier, given.getFirst());
            }
        }
        return quantities.of(value, qualifiers, language);
    }

    /**
     * Returns the property as the title on the page of the disagreement itself, where its name is
     * the heading.
     */
    private Text ownTitle(Disagreement disagreement, Language language) {
        return disagreement
                .property()
                .filter(property -> !disagreement.sides().isEmpty())
                .map(property -> names.of(property, language))
                .orElse(Text.plain(""));
    }

    /** Returns a link to each disagreement, sorted by name. */
    List<Value> links(List<Disagreement> disagreements, Node page, Language language) {
        Map<String, Value> links = new LinkedHashMap<>();
        for (Disagreement disagreement : disagreements) {
            Node target = disagreement.note().or(disagreement::record).orElseThrow();
            values.page(target)
                    .ifPresent(href ->
                            links.putIfAbsent(
                                    href,
                                    new Value.Thing(
                                            title(disagreement, page, language), href, false)));
        }
        Collator collator = Collator.getInstance(language.locale());
        return links.values().stream()
                .sorted(Comparator.comparing(link -> ((Value.Thing) link).name().value(), collator))
                .toList();
    }

    /**
     * Returns the label given by the editor, or else the property, with the record unless that is
     * the thing of the page.
     */
    private Text title(Disagreement disagreement, Node page, Language language) {
        Optional<Text> given = disagreement.note().flatMap(note -> names.label(note, language));
        if (given.isPresent()) {
            return given.get();
        }
        if (disagreement.record().filter(page::equals).isPresent()
                && disagreement.property().isPresent()) {
            return names.of(disagreement.property().get(), language);
        }
        return disagreement
                .note()
                .flatMap(note -> names.find(note, language))
                .orElseGet(() ->
                        names.disagreement(
                                disagreement.record().stream().toList(),
                                disagreement.property(),
                                language));
    }

    /** Cites the sources that state the paraphrase of a record, or else its reason. */
    private List<NoteMark> noteMarks(Node record, Notes notes) {
        Set<Node> graphs = new LinkedHashSet<>();
        for (Node words : union.objects(record, Evidence.PARAPHRASE)) {
            graphs.addAll(snapshot.graphsOf(Triple.create(record, Evidence.PARAPHRASE, words)));
        }
        if (graphs.isEmpty()) {
            for (Node reason : union.objects(record, Evidence.REASON)) {
                graphs.addAll(snapshot.graphsOf(Triple.create(record, Evidence.REASON, reason)));
            }
        }
        return graphs.stream().map(notes::cite).toList();
    }
}
