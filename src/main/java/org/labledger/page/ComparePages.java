package org.labledger.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.RDF;
import org.labledger.display.DisplayNames;
import org.labledger.display.Link;
import org.labledger.display.Notes;
import org.labledger.display.PageRequest;
import org.labledger.display.SourceSummaries;
import org.labledger.display.Text;
import org.labledger.display.Values;
import org.labledger.query.LimitException;
import org.labledger.snapshot.Snapshot;

/** Builds pages that show two things of one class side by side. Safe for concurrent use. */
final class ComparePages {

    /** Maximum number of things to choose from. */
    private static final int MAX_OPTIONS = 1_000;

    private final Snapshot snapshot;
    private final DisplayNames names;
    private final Values values;
    private final SourceSummaries sources;
    private final QuerySections sections;
    private final PageFrames frames;

    ComparePages(
            Snapshot snapshot,
            DisplayNames names,
            Values values,
            SourceSummaries sources,
            QuerySections sections,
            PageFrames frames) {
        this.snapshot = snapshot;
        this.names = names;
        this.values = values;
        this.sources = sources;
        this.sections = sections;
        this.frames = frames;
    }

    /**
     * Returns whether a saved query is about things of some classes, so that there is something to
     * compare.
     */
    boolean isComparable(List<Node> types) {
        return types.stream().anyMatch(subjects()::contains);
    }

    /** Returns the classes that saved queries are about, those of most queries first. */
    private Set<Node> subjects() {
        Map<Node, Integer> counts = new HashMap<>();
        snapshot.catalog().queries().stream()
                .flatMap(query -> query.about().stream())
                .map(name -> NodeFactory.createURI(snapshot.ontology().iri(name)))
                .forEach(type -> counts.merge(type, 1, Integer::sum));
        return new LinkedHashSet<>(
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<Node, Integer>comparingByValue()
                                        .reversed()
                                        .thenComparing(entry -> entry.getKey().toString()))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /**
     * Returns the page of the things {@code ?a=} and {@code ?b=}, which are chosen on it if they
     * are missing. Blocks while saved queries run.
     *
     * @throws LimitException if a query exceeds a limit
     */
    ComparePage page(PageRequest request) throws LimitException {
        List<Node> things = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            thing(request.parameter(name)).ifPresent(things::add);
        }
        Notes notes = new Notes(sources, request.language());
        List<ComparePage.Row> rows = things.size() == 2 ? rows(things, request, notes) : List.of();
        List<Link> sides =
                things.stream()
                        .map(thing ->
                                new Link(
                                        names.of(thing, request.language()),
                                        values.page(thing).orElse("")))
                        .toList();
        String title =
                sides.size() == 2
                        ? request.say(
                                "compare.two",
                                sides.get(0).name().value(),
                                sides.get(1).name().value())
                        : request.say("compare.title");
        return new ComparePage(
                frames.of(request, new Text(title, request.language().tag())).build(),
                sides,
                List.of("a", "b").stream()
                        .map(name ->
                                thing(request.parameter(name)).map(names::shortForm).orElse(""))
                        .toList(),
                options(things, request),
                rows,
                notes);
    }

    private Optional<Node> thing(String given) {
        return given.isBlank()
                ? Optional.empty()
                : Optional.of(NodeFactory.createURI(snapshot.ontology().iri(given)))
                        .filter(thing -> !types(thing).isEmpty());
    }

    private List<Node> types(Node thing) {
        return snapshot.store().triples().objects(thing, RDF.type.asNode());
    }

    private List<ComparePage.Row> rows(List<Node> things, PageRequest request, Notes notes)
            throws LimitException {
        Map<String, ThingPage.Section> left = sections(things.get(0), request, notes);
        Map<String, ThingPage.Section> right = sections(things.get(1), request, notes);
        Set<String> ids = new LinkedHashSet<>(left.keySet());
        ids.addAll(right.keySet());
        return ids.stream()
                .map(id ->
                        new ComparePage.Row(
                                Optional.ofNullable(left.get(id))
                                        .map(s -> of(things.get(0), s, id + "-a", request)),
                                Optional.ofNullable(right.get(id))
                                        .map(s -> of(things.get(1), s, id + "-b", request))))
                .toList();
    }

    /** Returns a section of a thing with a heading that no section of the other has. */
    private ThingPage.Section of(
            Node thing, ThingPage.Section section, String id, PageRequest request) {
        String name = names.of(thing, request.language()).value();
        Text title = section.title();
        return section.called(
                id,
                title.value().contains(name)
                        ? title
                        : new Text(
                                request.say("question.of", name, title.value()), title.language()));
    }

    private Map<String, ThingPage.Section> sections(Node thing, PageRequest request, Notes notes)
            throws LimitException {
        Map<String, ThingPage.Section> byId = new LinkedHashMap<>();
        for (ThingPage.Section section : sections.of(thing, types(thing), request, notes)) {
            byId.put(section.id(), section);
        }
        return byId;
    }

    /**
     * Returns the things of the class of the first one, or of the class that most queries are
     * about.
     */
    private List<ComparePage.Option> options(List<Node> things, PageRequest request) {
        Set<Node> subjects = subjects();
        Optional<Node> type =
                things.isEmpty()
                        ? subjects.stream().findFirst()
                        : snapshot.ontology().mostSpecific(types(things.getFirst())).stream()
                                .filter(Node::isURI)
                                .findFirst();
        return type.stream()
                .flatMap(of -> snapshot.store().triples().subjects(RDF.type.asNode(), of).stream())
                .filter(Node::isURI)
                .distinct()
                .limit(MAX_OPTIONS)
                .map(thing ->
                        new ComparePage.Option(
                                names.shortForm(thing), names.of(thing, request.language())))
                .sorted(Comparator.comparing(option -> option.name().value()))
                .toList();
    }
}
