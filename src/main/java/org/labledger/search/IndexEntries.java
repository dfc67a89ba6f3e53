package org.labledger.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.shacl.vocabulary.SHACL;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.labledger.catalog.Localized;
import org.labledger.catalog.SavedQuery;
import org.labledger.snapshot.RetiredIris;
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;

/** Collects the searchable things of a snapshot. */
final class IndexEntries {

    /** The class of saved queries (SHACL, section 5.1), as in the SPARQL examples vocabulary. */
    static final String QUESTION_TYPE = SHACL.getURI() + "SPARQLExecutable";

    private final Snapshot snapshot;
    private final Triples all;

    private IndexEntries(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.all = snapshot.store().triples();
    }

    /** Returns the searchable things of a snapshot by IRI. Reads all triples. */
    static List<IndexEntry> of(Snapshot snapshot) {
        IndexEntries reader = new IndexEntries(snapshot);
        List<IndexEntry> entries = new ArrayList<>();
        Map<Node, List<IndexEntry.Text>> texts = new HashMap<>();
        Map<Node, Integer> references = new HashMap<>();
        reader.all
                .all()
                .forEach(triple -> {
                    if (triple.getObject().isURI()
                            && !triple.getPredicate().equals(RDF.type.asNode())) {
                        references.merge(triple.getObject(), 1, Integer::sum);
                    }
                    if (triple.getSubject().isURI()) {
                        TextRole.of(triple.getPredicate(), triple.getObject())
                                .ifPresent(role ->
                                        texts.computeIfAbsent(
                                                        triple.getSubject(),
                                                        subject -> new ArrayList<>())
                                                .add(text(role, triple)));
                    }
                });
        Map<Node, List<IndexEntry.Text>> publishers = reader.publishers(texts);
        publishers.forEach((subject, names) ->
                texts.computeIfPresent(subject, (s, own) -> joined(own, names)));
        Map<Node, List<IndexEntry.Text>> related = reader.related(texts);
        related.forEach((subject, names) ->
                texts.computeIfPresent(subject, (s, own) -> joined(own, names)));
        RetiredIris retired = RetiredIris.of(snapshot);
        texts.keySet().removeIf(retired::contains);
        texts.forEach((subject, own) -> {
            Set<Node> types = Set.copyOf(reader.all.objects(subject, RDF.type.asNode()));
            if (!isShape(types)) {
                entries.add(reader.thing(subject, types, own, references.getOrDefault(subject, 0)));
            }
        });
        snapshot.catalog().queries().forEach(query -> entries.add(reader.question(query)));
        entries.sort(Comparator.comparing(IndexEntry::iri));
        return entries;
    }

    /** Returns the names of the publisher of each document, which is searched for by them too. */
    private Map<Node, List<IndexEntry.Text>> publishers(Map<Node, List<IndexEntry.Text>> texts) {
        Map<Node, List<IndexEntry.Text>> names = new HashMap<>();
        all.find(Node.ANY, DCTerms.publisher.asNode(), Node.ANY)
                .forEach(triple -> {
                    for (IndexEntry.Text text : texts.getOrDefault(triple.getObject(), List.of())) {
                        if (text.role() == TextRole.NAME || text.role() == TextRole.ALIAS) {
                            names.computeIfAbsent(triple.getSubject(), s -> new ArrayList<>())
                                    .add(
                                            new IndexEntry.Text(
                                                    TextRole.DESCRIPTION,
                                                    triple.getPredicate(),
                                                    text.text(),
                                                    text.language()));
                        }
                    }
                });
        return names;
    }

    /**
     * Returns the names of the classes and codes of each thing that has a name, so that "interim
     * CEO" finds a tenure by its role, in all languages and by their synonyms.
     */
    private Map<Node, List<IndexEntry.Text>> related(Map<Node, List<IndexEntry.Text>> texts) {
        Map<Node, List<IndexEntry.Text>> names = new HashMap<>();
        Map<Node, Set<String>> seen = new HashMap<>();
        all.all()
                .filter(triple -> triple.getSubject().isURI() && triple.getObject().isURI())
                .filter(triple -> snapshot.ontology().describes(triple.getObject()))
                .filter(triple -> !snapshot.ontology().describes(triple.getSubject()))
                .filter(triple -> isNamed(texts.getOrDefault(triple.getSubject(), List.of())))
                .forEach(triple -> {
                    for (IndexEntry.Text text : texts.getOrDefault(triple.getObject(), List.of())) {
                        if (text.role().isName()
                                && seen.computeIfAbsent(triple.getSubject(), s -> new HashSet<>())
                                        .add(text.text())) {
                            names.computeIfAbsent(triple.getSubject(), s -> new ArrayList<>())
                                    .add(
                                            new IndexEntry.Text(
                                                    TextRole.RELATED,
                                                    triple.getPredicate(),
                                                    text.text(),
                                                    text.language()));
                        }
                    }
                });
        return names;
    }

    private static boolean isNamed(List<IndexEntry.Text> texts) {
        return texts.stream().anyMatch(text -> text.role() == TextRole.NAME);
    }

    private static List<IndexEntry.Text> joined(
            List<IndexEntry.Text> some, List<IndexEntry.Text> others) {
        List<IndexEntry.Text> joined = new ArrayList<>(some);
        joined.addAll(others);
        return joined;
    }

    private static IndexEntry.Text text(TextRole role, Triple triple) {
        return new IndexEntry.Text(
                role,
                triple.getPredicate(),
                triple.getObject().getLiteralLexicalForm(),
                triple.getObject().getLiteralLanguage());
    }

    /** Returns whether a thing is a shape. Shapes have names, but nobody searches for them. */
    private static boolean isShape(Set<Node> types) {
        return !types.isEmpty()
                && types.stream()
                        .allMatch(type -> type.isURI() && type.getURI().startsWith(SHACL.getURI()));
    }

    private IndexEntry thing(
            Node subject, Set<Node> types, List<IndexEntry.Text> texts, int references) {
        Set<String> allTypes = new TreeSet<>();
        Set<String> specific = new TreeSet<>();
        for (Node type : types) {
            if (type.isURI()) {
                allTypes.add(type.getURI());
                if (types.stream()
                        .noneMatch(other ->
                                !other.equals(type)
                                        && snapshot.ontology().superclasses(other).contains(type)
                                        && !snapshot.ontology()
                                                .superclasses(type)
                                                .contains(other))) {
                    specific.add(type.getURI());
                }
            }
        }
        boolean isTerm = snapshot.ontology().describes(subject);
        return entry(
                subject.getURI(),
                isTerm ? SearchResult.Kind.TERM : SearchResult.Kind.THING,
                List.copyOf(specific),
                allTypes,
                texts,
                references);
    }

    private IndexEntry question(SavedQuery query) {
        List<IndexEntry.Text> texts = new ArrayList<>();
        texts(TextRole.TITLE, DCTerms.title.asNode(), query.title(), texts);
        texts(TextRole.DESCRIPTION, RDFS.comment.asNode(), query.question(), texts);
        texts(TextRole.DESCRIPTION, RDFS.comment.asNode(), query.summary(), texts);
        List<String> words = new ArrayList<>(query.tags());
        words.add(query.name().replace('-', ' '));
        for (String word : words) {
            texts(
                    TextRole.DESCRIPTION,
                    DCAT.keyword.asNode(),
                    new Localized(Map.of("", word)),
                    texts);
        }
        return entry(
                snapshot.description().uriSpace().iri("query/" + query.name()).getURI(),
                SearchResult.Kind.QUESTION,
                List.of(QUESTION_TYPE),
                Set.of(QUESTION_TYPE),
                texts,
                0);
    }

    private static void texts(
            TextRole role, Node property, Localized localized, List<IndexEntry.Text> texts) {
        localized
                .byLanguage()
                .forEach((language, text) ->
                        texts.add(new IndexEntry.Text(role, property, text, language)));
    }

    private static IndexEntry entry(
            String iri,
            SearchResult.Kind kind,
            List<String> types,
            Set<String> allTypes,
            List<IndexEntry.Text> texts,
            int references) {
        texts.sort(
                Comparator.comparing(IndexEntry.Text::role)
                        .thenComparing(text -> !text.property().equals(SKOS.prefLabel.asNode()))
                        .thenComparing(text -> !text.property().equals(RDFS.label.asNode()))
                        .thenComparing(text -> text.property().getURI())
                        .thenComparing(IndexEntry.Text::language)
                        .thenComparing(IndexEntry.Text::text));
        Map<String, String> labels = new LinkedHashMap<>();
        for (IndexEntry.Text text : texts) {
            if (text.role() == TextRole.NAME || text.role() == TextRole.TITLE) {
                labels.putIfAbsent(text.language(), text.text());
            }
        }
        return new IndexEntry(
                iri, kind, types, allTypes, new Localized(labels), List.copyOf(texts), references);
    }
}
