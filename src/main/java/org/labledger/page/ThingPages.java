package org.labledger.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.labledger.chart.Chart;
import org.labledger.describe.Description;
import org.labledger.describe.SourcedTriple;
import org.labledger.display.Dates;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.NoteMark;
import org.labledger.display.Notes;
import org.labledger.display.PageRequest;
import org.labledger.display.Quantities;
import org.labledger.display.SourceSummaries;
import org.labledger.display.Text;
import org.labledger.display.Value;
import org.labledger.display.Values;
import org.labledger.evidence.Disagreement;
import org.labledger.evidence.DisagreementIndex;
import org.labledger.query.LimitException;
import org.labledger.snapshot.Snapshot;
import org.labledger.vocabulary.Evidence;

/** Builds the pages of things. Safe for concurrent use. */
final class ThingPages {

    /** Properties shown elsewhere on the page. */
    private static final Set<Node> NOT_FACTS =
            Set.of(RDF.type.asNode(), RDFS.label.asNode(), RDFS.comment.asNode(), Evidence.LOCATOR);

    /** Properties shown in all languages: readers look for names in any. */
    private static final Set<Node> IN_ALL_LANGUAGES =
            Set.of(SKOS.altLabel.asNode(), SKOS.hiddenLabel.asNode());

    /** Properties that the card of a disagreement shows. */
    private static final Set<Node> ON_CARDS =
            Set.of(
                    Evidence.ON_RECORD,
                    Evidence.ON_PROPERTY,
                    Evidence.BETWEEN,
                    Evidence.NATURE,
                    Evidence.REASON);

    /** Maximum number of cards of disagreements about other records; more are shown as links. */
    private static final int MAX_CARDS = 8;

    /** Maximum number of values of a property before the others are folded. */
    private static final int MAX_VALUES = 4;

    /** Maximum number of sides of the disagreement on the front page. */
    private static final int MAX_SIDES = 4;

    /** Maximum number of records listed on the page of a source. */
    private static final int MAX_SAID = 500;

    private final Snapshot snapshot;
    private final DisplayNames names;
    private final Values values;
    private final SourceSummaries sources;
    private final PropertyLayout propertyLayout;
    private final Quantities quantities;
    private final Standing standing;
    private final DisagreementCards disagreements;
    private final DisagreementIndex disagreementIndex;
    private final TimelineBuilder timelines;
    private final NeighbourDiagrams neighbours;
    private final QuerySections sections;
    private final BrowsePages browse;
    private final Validity validity;
    private final Set<Node> hidden;

    ThingPages(
            Snapshot snapshot,
            DisplayNames names,
            Values values,
            SourceSummaries sources,
            QuerySections sections,
            BrowsePages browse) {
        this.snapshot = snapshot;
        this.names = names;
        this.values = values;
        this.sources = sources;
        this.propertyLayout = new PropertyLayout(snapshot, names);
        this.quantities = new Quantities(snapshot, names);
        this.standing = new Standing(snapshot, names, values);
        this.disagreements = new DisagreementCards(snapshot, names, values);
        this.disagreementIndex = DisagreementIndex.of(snapshot);
        this.timelines = new TimelineBuilder(snapshot, names, values);
        this.neighbours = new NeighbourDiagrams(snapshot, names, values, sources);
        this.sections = sections;
        this.browse = browse;
        this.validity = new Validity(snapshot);
        this.hidden = bounds(snapshot);
        this.hidden.addAll(snapshot.ontology().editorsProperties());
    }

    /** Returns the properties of derived date bounds, which are for queries, not for readers. */
    private static Set<Node> bounds(Snapshot snapshot) {
        Set<Node> bounds = new HashSet<>(Set.of(Evidence.EARLIEST, Evidence.LATEST));
        for (Node bound : List.of(Evidence.EARLIEST, Evidence.LATEST)) {
            bounds.addAll(snapshot.ontology().subproperties(bound));
        }
        return bounds;
    }

    /**
     * Returns a page. Blocks while saved queries run.
     *
     * @param frame what surrounds the content
     * @throws LimitException if a query about the thing exceeds a limit
     */
    ThingPage page(Description description, PageRequest request, PageFrame frame)
            throws LimitException {
        Language language = request.language();
        Notes notes = new Notes(sources, language);
        Node thing = description.subject();
        PropertyLayout.ClassLayout layout = propertyLayout.of(new HashSet<>(description.types()));
        Set<Node> disputed =
                description.disagreements().stream()
                        .filter(d -> d.record().filter(thing::equals).isPresent())
                        .flatMap(d -> d.property().stream())
                        .collect(Collectors.toSet());
        OnDay onDay = new OnDay(validity, request.day());
        List<ThingPage.FactGroup> facts =
                facts(description, layout, disputed, onDay, language, notes);
        List<Disagreement> shown =
                isNote(description)
                        ? Disagreement.ofNote(thing, snapshot)
                        : description.disagreements();
        List<DisagreementCard> cards =
                shown.stream().map(d -> disagreements.card(d, thing, language, notes)).toList();
        ThingPage.Nearby nearby = nearby(description, language, notes);
        List<ThingPage.Section> answers = sections.of(thing, description.types(), request, notes);
        boolean isSource = snapshot.store().containsGraph(thing);
        // The sections show the same dates, each once.
        Optional<Chart.Timeline> timeline =
                isSource || answers.stream().anyMatch(ThingPage.Section::isDated)
                        ? Optional.empty()
                        : timelines.of(datedRecords(description, onDay), language, notes);
        List<Value> said = isSource && answers.isEmpty() ? said(description, language) : List.of();
        Optional<NeighbourDiagram> around =
                isSource
                        ? Optional.empty()
                        : neighbours.of(thing, language, record -> !onDay.isOver(record));
        List<ThingPage.Mention> mentions = mentions(description, layout, onDay, language);
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
                new ThingPage.Context(timeline, around, said, mentions, answers.isEmpty()),
                notes,
                day(thing, onDay, request));
    }

    /**
     * Returns a disagreement of several sides, another one for each version of the data; empty if
     * there is none.
     */
    Optional<DisagreementCard> anyDisagreement(Language language, Notes notes) {
        List<Node> noted =
                snapshot
                        .store()
                        .triples()
                        .subjects(RDF.type.asNode(), Evidence.DISAGREEMENT)
                        .stream()
                        .sorted(Comparator.comparing(Node::toString))
                        .toList();
        int first = noted.isEmpty() ? 0 : Math.floorMod(snapshot.id().hashCode(), noted.size());
        for (int i = 0; i < noted.size(); i++) {
            Node note = noted.get((first + i) % noted.size());
            for (Disagreement found : Disagreement.ofNote(note, snapshot)) {
                DisagreementCard card = disagreements.card(found, Node.ANY, language, notes);
                if (card.sides().size() > 1 && card.sides().size() <= MAX_SIDES) {
                    return Optional.of(card);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<ThingPage.Day> day(Node thing, OnDay onDay, PageRequest request) {
        if (!validity.isKnown() && onDay.day().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> others = new TreeMap<>(request.parameters());
        others.remove(PageRequest.DAY);
        others.put(PageRequest.LANGUAGE, request.language().tag());
        return Optional.of(
                new ThingPage.Day(
                        onDay.day().map(LocalDate::toString).orElse(""),
                        onDay.day().map(d -> Dates.format(d, request.language())).orElse(""),
                        onDay.isOver(thing),
                        onDay.isPossible(thing),
                        onDay.leftOut(),
                        request.path(),
                        others,
                        request.with(PageRequest.DAY, "")));
    }

    private static boolean isNote(Description description) {
        return description.types().contains(Evidence.DISAGREEMENT);
    }

    private ThingPage.Nearby nearby(Description description, Language language, Notes notes) {
        Node thing = description.subject();
        List<Disagreement> near =
                disagreementIndex.naming(thing).stream()
                        .filter(disagreement -> !description.disagreements().contains(disagreement))
                        // Different values of one property first: they are quick to compare.
                        .sorted(
                                Comparator.comparing(
                                        disagreement -> disagreement.sides().isEmpty()))
                        .toList();
        if (near.size() <= MAX_CARDS) {
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
                .map(Text::of)
                .filter(text -> !text.value().equals(shown.value()))
                .toList();
    }

    /**
     * Returns the most specific classes, as links to the lists of their records where there are
     * any.
     */
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
            PropertyLayout.ClassLayout layout,
            Set<Node> disputed,
            OnDay onDay,
            Language language,
            Notes notes) {
        Map<Node, List<SourcedTriple>> byProperty = new LinkedHashMap<>();
        for (SourcedTriple sourced : description.outgoing()) {
            Node property = sourced.triple().getPredicate();
            if (sourced.triple().getSubject().equals(description.subject())
                    && !NOT_FACTS.contains(property)
                    && !hidden.contains(property)
                    && !(isNote(description) && ON_CARDS.contains(property))
                    && !(sourced.isDerived() && isShownElsewhere(sourced.triple().getObject()))
                    && !names.labels(description.subject()).contains(sourced.triple().getObject())
                    && onDay.shows(sourced.triple().getObject())) {
                byProperty.computeIfAbsent(property, p -> new ArrayList<>()).add(sourced);
            }
        }
        Map<Optional<Node>, List<ThingPage.Fact>> groups = new LinkedHashMap<>();
        for (Node property : layout.inOrder(byProperty.keySet())) {
            if (isWrittenWithNumbers(property, byProperty)) {
                continue;
            }
            List<ThingPage.FactValue> shown = new ArrayList<>();
            List<SourcedTriple> all =
                    readable(property, Objects.requireNonNull(byProperty.get(property)), language);
            Standing.OfProperty of = standing.of(description, property, all);
            int standing = 0;
            for (SourcedTriple sourced : of.inOrder(all)) {
                for (ThingPage.FactValue value :
                        values(
                                sourced,
                                byProperty,
                                of.rejection(sourced.triple().getObject(), language),
                                onDay,
                                language,
                                notes)) {
                    shown.add(value);
                    standing += of.stands(sourced.triple().getObject()) ? 1 : 0;
                }
            }
            boolean isDecided = standing < shown.size();
            int first =
                    isDecided
                            ? Math.max(1, standing)
                            : shown.size() <= MAX_VALUES ? shown.size() : MAX_VALUES - 1;
            groups.computeIfAbsent(
                            Optional.ofNullable(layout.group(property)), g -> new ArrayList<>())
                    .add(
                            new ThingPage.Fact(
                                    layout.name(property, language),
                                    values.page(property).orElse(""),
                                    shown.subList(0, first),
                                    shown.subList(first, shown.size()),
                                    disputed.contains(property)));
        }
        // One heading over all facts, or one over each, would not help.
        boolean hasHeadings = groups.size() > 1 && groups.size() < byProperty.size();
        return groups.entrySet().stream()
                .map(entry ->
                        new ThingPage.FactGroup(
                                entry.getKey()
                                        .filter(group -> hasHeadings)
                                        .flatMap(
                                                group -> propertyLayout.groupName(group, language)),
                                entry.getValue()))
                .toList();
    }

    /**
     * Returns whether a value is a resource without a name; such records are shown in sections of
     * their own.
     */
    private boolean isShownElsewhere(Node value) {
        return value.isURI() && names.labels(value).isEmpty();
    }

    /** Returns the values in the reader's language if there are any, and all others otherwise. */
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

    /**
     * Returns whether the values of a property are units or bounds of numbers on the page, which
     * are shown together with them.
     */
    private boolean isWrittenWithNumbers(Node property, Map<Node, List<SourcedTriple>> byProperty) {
        return quantities.isQualifier(property)
                && byProperty.keySet().stream()
                        .anyMatch(numbers -> quantities.qualifies(property, numbers))
                && byProperty.getOrDefault(property, List.of()).stream()
                        .allMatch(sourced -> quantities.hasForm(sourced.triple().getObject()));
    }

    /** Returns a value; one for each unit and bound in which sources give it, if it is a number. */
    private List<ThingPage.FactValue> values(
            SourcedTriple sourced,
            Map<Node, List<SourcedTriple>> byProperty,
            Optional<ThingPage.Rejection> rejection,
            OnDay onDay,
            Language language,
            Notes notes) {
        Node property = sourced.triple().getPredicate();
        Node object = sourced.triple().getObject();
        List<Node> qualifiers =
                byProperty.keySet().stream()
                        .filter(other -> quantities.qualifies(other, property))
                        .filter(other -> isWrittenWithNumbers(other, byProperty))
                        .toList();
        if (qualifiers.isEmpty() || !Values.isNumber(object)) {
            return List.of(
                    value(
                            values.of(property, object, language),
                            sourced,
                            sourced.occurrences(),
                            rejection,
                            onDay,
                            notes));
        }
        Map<Map<Node, Node>, List<SourcedTriple.Occurrence>> groups = new LinkedHashMap<>();
        for (SourcedTriple.Occurrence occurrence : sourced.occurrences()) {
            Map<Node, Node> found = new LinkedHashMap<>();
            for (Node qualifier : qualifiers) {
                List<SourcedTriple> given = byProperty.getOrDefault(qualifier, List.of());
                given.stream()
                        .filter(other -> isIn(other, occurrence.graph()))
                        .findFirst()
                        .ifPresent(other -> found.put(qualifier, other.triple().getObject()));
            }
            groups.computeIfAbsent(found, f -> new ArrayList<>()).add(occurrence);
        }
        List<ThingPage.FactValue> all = new ArrayList<>();
        groups.forEach((found, occurrences) ->
                all.add(
                        value(
                                quantities.of(object, found, language),
                                sourced,
                                occurrences,
                                rejection,
                                onDay,
                                notes)));
        return all;
    }

    private static boolean isIn(SourcedTriple sourced, Node graph) {
        return sourced.occurrences().stream().anyMatch(other -> other.graph().equals(graph));
    }

    private ThingPage.FactValue value(
            Value shown,
            SourcedTriple sourced,
            List<SourcedTriple.Occurrence> occurrences,
            Optional<ThingPage.Rejection> rejection,
            OnDay onDay,
            Notes notes) {
        List<NoteMark> noteMarks =
                occurrences.stream()
                        .filter(origin -> sources.isSource(origin.graph()))
                        // The page of a source does not cite the source itself.
                        .filter(origin -> !origin.graph().equals(sourced.triple().getSubject()))
                        .map(origin -> notes.cite(origin.graph(), origin.locators()))
                        .toList();
        return new ThingPage.FactValue(
                shown,
                noteMarks,
                sourced.isDerived(),
                rejection,
                onDay.isPossible(sourced.triple().getObject()));
    }

    private Collection<Node> datedRecords(Description description, OnDay onDay) {
        Set<Node> records = new LinkedHashSet<>(List.of(description.subject()));
        description.incoming().stream()
                .map(s -> s.triple().getSubject())
                .filter(record -> !sources.isSource(record) && !record.isBlank())
                .filter(record -> !snapshot.ontology().describes(record))
                .filter(onDay::shows)
                .forEach(records::add);
        return records;
    }

    private List<Value> said(Description description, Language language) {
        return description.content().stream()
                .map(s -> s.triple().getSubject())
                .filter(subject -> subject.isURI() && !subject.equals(description.subject()))
                .distinct()
                .limit(MAX_SAID)
                .map(subject -> values.of(subject, language))
                .toList();
    }

    private List<ThingPage.Mention> mentions(
            Description description,
            PropertyLayout.ClassLayout layout,
            OnDay onDay,
            Language language) {
        Map<Node, List<ThingPage.Mentioned>> byProperty = new LinkedHashMap<>();
        Map<Node, Long> counts = new HashMap<>(description.incomingCounts());
        for (SourcedTriple sourced : description.incoming()) {
            Node property = sourced.triple().getPredicate();
            Node record = sourced.triple().getSubject();
            if (!onDay.shows(record)) {
                counts.merge(property, -1L, Long::sum);
            } else if (!sourced.isDerived()) {
                byProperty
                        .computeIfAbsent(property, p -> new ArrayList<>())
                        .add(
                                new ThingPage.Mentioned(
                                        values.of(record, language), onDay.isPossible(record)));
            }
        }
        List<ThingPage.Mention> mentions = new ArrayList<>();
        for (Node property : layout.inOrder(byProperty.keySet())) {
            mentions.add(
                    new ThingPage.Mention(
                            names.of(property, language),
                            byProperty.getOrDefault(property, List.of()),
                            counts.getOrDefault(property, 0L)));
        }
        return mentions;
    }
}
