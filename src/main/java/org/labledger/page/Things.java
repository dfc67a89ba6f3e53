package org.labledger.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.labledger.chart.Chart;
import org.labledger.describe.Description;
import org.labledger.describe.SourcedTriple;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.NoteMark;
import org.labledger.display.Notes;
import org.labledger.display.PageRequest;
import org.labledger.display.SourceSummaries;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.display.Values;
import org.labledger.evidence.Disagreement;
import org.labledger.evidence.DisagreementIndex;
import org.labledger.query.LimitException;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;

/** Lays out the page of a thing. */
final class Things {

    private static final Set<Node> NOT_FACTS =
            Set.of(RDF.type.asNode(), RDFS.label.asNode(), RDFS.comment.asNode(), Evidence.LOCATOR);

    /** Names are shown in all languages: that is what one looks for. */
    private static final Set<Node> IN_ALL_LANGUAGES =
            Set.of(SKOS.altLabel.asNode(), SKOS.hiddenLabel.asNode());

    /** What a card of a disagreement says, so that its own page need not say it twice. */
    private static final Set<Node> ON_CARDS =
            Set.of(
                    Evidence.ON_RECORD,
                    Evidence.ON_PROPERTY,
                    Evidence.BETWEEN,
                    Evidence.NATURE,
                    Evidence.REASON);

    /** More disagreements of other records than these would push the thing itself off its page. */
    private static final int MOST_CARDS = 8;

    private final Snapshot snapshot;
    private final DisplayNames names;
    private final Values values;
    private final SourceSummaries sources;
    private final Layout layout;
    private final DisagreementCards disagreements;
    private final DisagreementIndex disagreementIndex;
    private final Chronicle chronicle;
    private final Neighbourhood neighbourhood;
    private final Sections sections;
    private final Browse browse;
    private final Set<Node> bounds;

    Things(
            Snapshot snapshot,
            DisplayNames names,
            Values values,
            SourceSummaries sources,
            Sections sections,
            Browse browse) {
        this.snapshot = snapshot;
        this.names = names;
        this.values = values;
        this.sources = sources;
        this.layout = new Layout(snapshot, names);
        this.disagreements = new DisagreementCards(snapshot, names, values);
        this.disagreementIndex = DisagreementIndex.of(snapshot);
        this.chronicle = new Chronicle(snapshot, names, values);
        this.neighbourhood = new Neighbourhood(snapshot, names, values, sources);
        this.sections = sections;
        this.browse = browse;
        this.bounds = bounds(snapshot);
    }

    /** The derived first and last days that a date may mean: for queries, not for readers. */
    private static Set<Node> bounds(Snapshot snapshot) {
        Set<Node> bounds = new HashSet<>(Set.of(Evidence.EARLIEST, Evidence.LATEST));
        for (Node bound : List.of(Evidence.EARLIEST, Evidence.LATEST)) {
            bounds.addAll(snapshot.ontology().subproperties(bound));
        }
        return bounds;
    }

    /**
     * Lays out a page.
     *
     * @param frame what stands around it
     * @throws LimitException if a query about the thing goes over a limit
     */
    ThingPage page(Description description, PageRequest request, Frame frame)
            throws LimitException {
        Language language = request.language();
        Notes notes = new Notes(sources, language);
        Node thing = description.subject();
        Layout.Places places = layout.of(new HashSet<>(description.types()));
        Set<Node> disputed =
                description.disagreements().stream()
                        .filter(d -> d.record().filter(thing::equals).isPresent())
                        .flatMap(d -> d.property().stream())
                        .collect(Collectors.toSet());
        List<ThingPage.FactGroup> facts = facts(description, places, disputed, language, notes);
        List<Disagreement> shown =
                isNote(description)
                        ? Disagreement.ofNote(thing, snapshot)
                        : description.disagreements();
        List<DisagreementCard> cards =
                shown.stream().map(d -> disagreements.card(d, thing, language, notes)).toList();
        ThingPage.Nearby nearby = nearby(description, language, notes);
        List<ThingPage.Section> answers = sections.of(thing, description.types(), request, notes);
        boolean isSource = snapshot.store().containsGraph(thing);
        Optional<Chart.Timeline> timeline =
                isSource
                        ? Optional.empty()
                        : chronicle.of(datedRecords(description), language, notes);
        List<Value> said = isSource && answers.isEmpty() ? said(description, language) : List.of();
        return new ThingPage(
                frame,
                new ThingPage.Head(
                        thing.getURI(),
                        names.of(thing, language),
                        otherNames(thing, language),
                        kinds(description.types(), language),
                        names.text(thing, RDFS.comment.asNode(), language)),
                facts,
                cards,
                nearby,
                answers,
                new ThingPage.Context(
                        timeline,
                        isSource ? Optional.empty() : neighbourhood.of(thing, language),
                        said,
                        mentions(description, places, language),
                        answers.isEmpty()),
                notes.list());
    }

    private static boolean isNote(Description description) {
        return description.types().contains(Evidence.DISAGREEMENT);
    }

    private ThingPage.Nearby nearby(Description description, Language language, Notes notes) {
        Node thing = description.subject();
        List<Disagreement> near =
                disagreementIndex.naming(thing).stream()
                        .filter(disagreement -> !description.disagreements().contains(disagreement))
                        // Differing values of one record can be compared at a glance.
                        .sorted(
                                Comparator.comparing(
                                        disagreement -> disagreement.sides().isEmpty()))
                        .toList();
        if (near.size() <= MOST_CARDS) {
            return new ThingPage.Nearby(
                    near.stream().map(d -> disagreements.card(d, thing, language, notes)).toList(),
                    List.of(),
                    "");
        }
        return new ThingPage.Nearby(
                List.of(),
                disagreements.links(near, thing, language),
                browse.count(Evidence.DISAGREEMENT) == 0 ? "" : browse.href(Evidence.DISAGREEMENT));
    }

    private List<Text> otherNames(Node thing, Language language) {
        Text shown = names.of(thing, language);
        return names.labels(thing).stream()
                .map(node -> new Text(node.getLiteralLexicalForm(), node.getLiteralLanguage()))
                .filter(text -> !text.value().equals(shown.value()))
                .toList();
    }

    /** Returns what a thing is, without what follows from it. */
    List<Value> kinds(List<Node> types, Language language) {
        return snapshot.ontology().mostSpecific(types).stream()
                .map(type ->
                        browse.count(type) == 0
                                ? values.of(type, language)
                                : new Value.Thing(
                                        names.of(type, language), browse.href(type), false))
                .toList();
    }

    private List<ThingPage.FactGroup> facts(
            Description description,
            Layout.Places places,
            Set<Node> disputed,
            Language language,
            Notes notes) {
        Map<Node, List<SourcedTriple>> byProperty = new LinkedHashMap<>();
        for (SourcedTriple sourced : description.outgoing()) {
            Node property = sourced.triple().getPredicate();
            if (sourced.triple().getSubject().equals(description.subject())
                    && !NOT_FACTS.contains(property)
                    && !bounds.contains(property)
                    && !(isNote(description) && ON_CARDS.contains(property))
                    && !(sourced.isDerived() && isShownElsewhere(sourced.triple().getObject()))
                    && !names.labels(description.subject())
                            .contains(sourced.triple().getObject())) {
                byProperty.computeIfAbsent(property, p -> new ArrayList<>()).add(sourced);
            }
        }
        Map<Optional<Node>, List<ThingPage.Fact>> groups = new LinkedHashMap<>();
        for (Node property : places.inOrder(byProperty.keySet())) {
            List<ThingPage.FactValue> shown = new ArrayList<>();
            for (SourcedTriple sourced :
                    readable(
                            property, Objects.requireNonNull(byProperty.get(property)), language)) {
                shown.add(value(sourced, language, notes));
            }
            groups.computeIfAbsent(
                            Optional.ofNullable(places.group(property)), g -> new ArrayList<>())
                    .add(
                            new ThingPage.Fact(
                                    places.name(property, language),
                                    values.page(property).orElse(""),
                                    shown,
                                    disputed.contains(property)));
        }
        // Headings help where they gather facts: not over all of them, nor one over each.
        boolean hasHeadings = groups.size() > 1 && groups.size() < byProperty.size();
        return groups.entrySet().stream()
                .map(entry ->
                        new ThingPage.FactGroup(
                                entry.getKey()
                                        .filter(group -> hasHeadings)
                                        .flatMap(group -> layout.groupName(group, language)),
                                entry.getValue()))
                .toList();
    }

    /** A record that follows is shown by its sentence in another section, if it has no name. */
    private boolean isShownElsewhere(Node value) {
        return value.isURI() && names.labels(value).isEmpty();
    }

    /**
     * A text that is there in several languages is shown in the reader's, if it is there in that
     * one at all.
     */
    private List<SourcedTriple> readable(
            Node property, List<SourcedTriple> all, Language language) {
        boolean hasOwn =
                all.stream()
                        .map(s -> s.triple().getObject())
                        .anyMatch(o -> o.isLiteral() && language.covers(o.getLiteralLanguage()));
        if (!hasOwn || IN_ALL_LANGUAGES.contains(property)) {
            return all;
        }
        List<String> home = snapshot.description().languages();
        return all.stream()
                .filter(s -> {
                    Node object = s.triple().getObject();
                    return !object.isLiteral()
                            || language.covers(object.getLiteralLanguage())
                            || !home.contains(object.getLiteralLanguage());
                })
                .toList();
    }

    private ThingPage.FactValue value(SourcedTriple sourced, Language language, Notes notes) {
        List<NoteMark> noteMarks =
                sourced.origins().stream()
                        .filter(origin -> sources.isSource(origin.graph()))
                        // That a source says so of itself needs no note on its own page.
                        .filter(origin -> !origin.graph().equals(sourced.triple().getSubject()))
                        .map(origin -> notes.cite(origin.graph(), origin.locators()))
                        .toList();
        Triple triple = sourced.triple();
        return new ThingPage.FactValue(
                values.of(triple.getPredicate(), triple.getObject(), language),
                noteMarks,
                sourced.isDerived());
    }

    private Collection<Node> datedRecords(Description description) {
        Set<Node> records = new LinkedHashSet<>(List.of(description.subject()));
        description.incoming().stream()
                .map(s -> s.triple().getSubject())
                .filter(record -> !sources.isSource(record) && !record.isBlank())
                .filter(record -> !snapshot.ontology().describes(record))
                .forEach(records::add);
        return records;
    }

    private List<Value> said(Description description, Language language) {
        return description.content().stream()
                .map(s -> s.triple().getSubject())
                .filter(subject -> subject.isURI() && !subject.equals(description.subject()))
                .distinct()
                .limit(500)
                .map(subject -> values.of(subject, language))
                .toList();
    }

    private List<ThingPage.Mention> mentions(
            Description description, Layout.Places places, Language language) {
        Map<Node, List<Value>> byProperty = new LinkedHashMap<>();
        for (SourcedTriple sourced : description.incoming()) {
            if (!sourced.isDerived()) {
                byProperty
                        .computeIfAbsent(sourced.triple().getPredicate(), p -> new ArrayList<>())
                        .add(values.of(sourced.triple().getSubject(), language));
            }
        }
        List<ThingPage.Mention> mentions = new ArrayList<>();
        for (Node property : places.inOrder(byProperty.keySet())) {
            mentions.add(
                    new ThingPage.Mention(
                            names.of(property, language),
                            byProperty.getOrDefault(property, List.of()),
                            description.incomingCounts().getOrDefault(property, 0L)));
        }
        return mentions;
    }
}
