package org.labledger.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.PageRequest;
import org.labledger.display.Text;
import org.labledger.display.Values;
import org.labledger.result.Format;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;
import org.labledger.term.TermOrder;

/** Builds the documentation of the vocabularies of a home from their own triples. */
final class VocabularyPages {

    private static final Set<Node> SHOWN_OTHERWISE =
            Set.of(
                    RDF.type.asNode(),
                    RDFS.label.asNode(),
                    RDFS.comment.asNode(),
                    SHACL.order,
                    SKOS.inScheme.asNode());

    private static final Comparator<Triple> ORDER =
            Comparator.comparing(Triple::getPredicate, TermOrder.BY_TERM)
                    .thenComparing(Triple::getObject, TermOrder.BY_TERM);

    private final Snapshot snapshot;
    private final DisplayNames names;
    private final Values values;
    private final PageFrames frames;
    private final BrowsePages browse;

    VocabularyPages(
            Snapshot snapshot,
            DisplayNames names,
            Values values,
            PageFrames frames,
            BrowsePages browse) {
        this.snapshot = snapshot;
        this.names = names;
        this.values = values;
        this.frames = frames;
        this.browse = browse;
    }

    /** Returns the page of a vocabulary; empty if the IRI is not a vocabulary of the home. */
    Optional<VocabularyPage> page(Node vocabulary, PageRequest request) {
        if (!snapshot.store().containsGraph(vocabulary)
                || snapshot.dataGraphs().contains(vocabulary)) {
            return Optional.empty();
        }
        Language language = request.language();
        Triples graph = snapshot.store().triples(vocabulary);
        String start = vocabulary.getURI() + "#";
        Set<Node> terms = new LinkedHashSet<>();
        graph.find(Node.ANY, RDF.type.asNode(), Node.ANY)
                .map(Triple::getSubject)
                .filter(term -> term.isURI() && term.getURI().startsWith(start))
                .forEach(terms::add);
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        Map<Node, List<VocabularyPage.Term>> groups = new LinkedHashMap<>();
        terms.stream()
                .sorted(Comparator.comparing(Node::getURI))
                .forEach(term ->
                        groups.computeIfAbsent(group(graph, term), g -> new ArrayList<>())
                                .add(term(graph, term, start, language)));
        Text title = names.of(vocabulary, language);
        Optional<Text> comment = names.text(vocabulary, RDFS.comment.asNode(), language);
        PageFrames.Builder frame =
                frames.of(request, title)
                        .summary(comment)
                        .canonical(vocabulary.getURI())
                        .crumb("nav.about", "/about");
        frame.formats(Format.ofGraphs(), request::inFormat);
        List<VocabularyPage.Group> shown =
                groups.entrySet().stream()
                        .sorted(
                                Comparator.comparing(
                                        (Map.Entry<Node, List<VocabularyPage.Term>> e) ->
                                                !e.getKey().equals(RDFS.Class.asNode())))
                        .map(e ->
                                new VocabularyPage.Group(
                                        names.of(e.getKey(), language), e.getValue()))
                        .toList();
        frame.structuredData(StructuredData.vocabulary(vocabulary.getURI(), title, comment, shown));
        return Optional.of(
                new VocabularyPage(frame.build(), vocabulary.getURI(), title, comment, shown));
    }

    /** Returns what a term is grouped by: its concept scheme, or else its class. */
    private static Node group(Triples graph, Node term) {
        Node scheme = SKOS.inScheme.asNode();
        return graph.objects(term, scheme).stream()
                .min(Comparator.comparing(Node::toString))
                .or(() ->
                        graph.objects(term, RDF.type.asNode()).stream()
                                .min(Comparator.comparing(Node::toString)))
                .orElse(RDFS.Resource.asNode());
    }

    private VocabularyPage.Term term(Triples graph, Node term, String start, Language language) {
        Map<Node, List<ThingPage.FactValue>> byProperty = new LinkedHashMap<>();
        graph.find(term, Node.ANY, Node.ANY)
                .filter(t -> !SHOWN_OTHERWISE.contains(t.getPredicate()))
                .sorted(ORDER)
                .forEach(t ->
                        byProperty
                                .computeIfAbsent(t.getPredicate(), p -> new ArrayList<>())
                                .add(
                                        new ThingPage.FactValue(
                                                values.of(t.getObject(), language),
                                                List.of(),
                                                false)));
        List<ThingPage.Fact> facts = new ArrayList<>();
        byProperty.forEach((property, all) ->
                facts.add(
                        new ThingPage.Fact(
                                names.of(property, language),
                                values.page(property).orElse(""),
                                all,
                                List.of(),
                                false)));
        int records = browse.count(term);
        return new VocabularyPage.Term(
                term.getURI().substring(start.length()),
                names.shortForm(term),
                names.of(term, language),
                names.text(term, RDFS.comment.asNode(), language),
                facts,
                records == 0 ? "" : browse.href(term),
                records);
    }
}
