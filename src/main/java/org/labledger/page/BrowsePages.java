package org.labledger.page;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.labledger.display.Address;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.PageRequest;
import org.labledger.display.SourceSummaries;
import org.labledger.display.Text;
import org.labledger.display.Values;
import org.labledger.ontology.Ontology;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.UriSpace;

/** Lists of the records of a snapshot by class. Safe for concurrent use. */
final class BrowsePages {

    /** Records per page. */
    private static final int ROWS = 100;

    private final Snapshot snapshot;
    private final DisplayNames names;
    private final Values values;
    private final SourceSummaries sources;
    private final PageFrames frames;
    private final Map<Node, List<Node>> byClass;

    BrowsePages(
            Snapshot snapshot,
            DisplayNames names,
            Values values,
            SourceSummaries sources,
            PageFrames frames) {
        this.snapshot = snapshot;
        this.names = names;
        this.values = values;
        this.sources = sources;
        this.frames = frames;
        this.byClass = byClass(snapshot);
    }

    /**
     * Groups what the data files describe by class. Terms of the ontology are left out, as are
     * classes whose instances all belong to a listed subclass.
     */
    private static Map<Node, List<Node>> byClass(Snapshot snapshot) {
        Map<Node, List<Node>> byClass = new HashMap<>();
        Map<Node, Set<Node>> classes = new HashMap<>();
        Ontology ontology = snapshot.ontology();
        UriSpace space = snapshot.description().uriSpace();
        snapshot.store()
                .triples()
                .find(Node.ANY, RDF.type.asNode(), Node.ANY)
                .filter(t -> t.getObject().isURI() && space.mayHold(t.getSubject()))
                .filter(t -> !ontology.describes(t.getSubject()))
                .forEach(t -> {
                    byClass.computeIfAbsent(t.getObject(), c -> new ArrayList<>())
                            .add(t.getSubject());
                    classes.computeIfAbsent(t.getSubject(), r -> new HashSet<>())
                            .add(t.getObject());
                });
        Set<Node> ownKind = new HashSet<>();
        classes.values().forEach(types -> ownKind.addAll(ontology.mostSpecific(types)));
        byClass.keySet().retainAll(ownKind);
        return byClass;
    }

    /** Returns the number of records of a class. */
    int count(Node type) {
        return byClass.getOrDefault(type, List.of()).size();
    }

    /** Returns the address of the list of the records of a class. */
    String href(Node type) {
        return Address.of("/browse", Map.of("class", names.shortForm(type)));
    }

    /** Returns the requested list; empty if {@code ?class=} names a class without records. */
    Optional<BrowsePage> page(PageRequest request) {
        String name = request.parameter("class");
        if (name.isEmpty()) {
            return Optional.of(kinds(request));
        }
        Node type = NodeFactory.createURI(snapshot.ontology().iri(name));
        return byClass.containsKey(type) ? Optional.of(records(type, request)) : Optional.empty();
    }

    private BrowsePage kinds(PageRequest request) {
        Text title = new Text(request.say("nav.things"), request.language().tag());
        List<BrowsePage.Kind> kinds = new ArrayList<>();
        byClass.forEach((type, records) ->
                kinds.add(
                        new BrowsePage.Kind(
                                names.of(type, request.language()),
                                names.text(type, RDFS.comment.asNode(), request.language()),
                                href(type),
                                records.size())));
        kinds.sort(
                Comparator.comparingInt(BrowsePage.Kind::count)
                        .reversed()
                        .thenComparing(kind -> kind.name().value()));
        return new BrowsePage(
                frames.of(request, title).build(),
                title,
                Optional.of(new Text(request.say("browse.lead"), request.language().tag())),
                kinds,
                List.of(),
                byClass.values().stream().flatMap(List::stream).distinct().toList().size(),
                Optional.empty());
    }

    private record Named(Node node, Text name) {}

    private BrowsePage records(Node type, PageRequest request) {
        Language language = request.language();
        Text title = names.of(type, language);
        Collator collator = Collator.getInstance(language.locale());
        List<Named> all =
                byClass.getOrDefault(type, List.of()).stream()
                        .map(node -> new Named(node, names.of(node, language)))
                        .sorted(
                                Comparator.comparing((Named n) -> n.name().value(), collator)
                                        .thenComparing(n -> n.node().toString()))
                        .toList();
        int last = Pager.count(all.size(), ROWS);
        int page = Math.min(last, Pager.requested(request, 7));
        List<BrowsePage.Entry> entries =
                all.subList((page - 1) * ROWS, Math.min(all.size(), page * ROWS)).stream()
                        .map(named ->
                                new BrowsePage.Entry(
                                        values.of(named.node(), language),
                                        names.text(named.node(), RDFS.comment.asNode(), language),
                                        sources.isSource(named.node())
                                                ? Optional.of(sources.of(named.node(), language))
                                                : Optional.empty()))
                        .toList();
        return new BrowsePage(
                frames.of(request, title).crumb("nav.things", "/browse").build(),
                title,
                names.text(type, RDFS.comment.asNode(), language),
                List.of(),
                entries,
                all.size(),
                Pager.of(request, page, last));
    }
}
