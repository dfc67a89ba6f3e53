package org.labledger.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
import org.labledger.snapshot.Snapshot;
import org.labledger.store.Triples;

/** Reads from a snapshot what can be found in it. */
final class EntryReader {

    /**
     * The class of saved queries (SHACL, section 5.1), as the SPARQL examples vocabulary uses it.
     */
    static final String QUESTION_TYPE = SHACL.getURI() + "SPARQLExecutable";

    private final Snapshot snapshot;
    private final Triples all;

    private EntryReader(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.all = snapshot.store().triples();
    }

    /** Returns the things of a snapshot, in the order of their IRIs. */
    static List<Entry> entries(Snapshot snapshot) {
        EntryReader reader = new EntryReader(snapshot);
        List<Entry> entries = new ArrayList<>();
        Map<Node, List<Entry.Text>> texts = new HashMap<>();
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
        Map<Node, List<Entry.Text>> publishers = reader.publishers(texts);
        publishers.forEach((subject, names) ->
                texts.computeIfPresent(subject, (s, own) -> joined(own, names)));
        texts.forEach((subject, own) -> {
            Set<Node> types = Set.copyOf(reader.all.objects(subject, RDF.type.asNode()));
            if (!isShape(types)) {
                entries.add(reader.thing(subject, types, own, references.getOrDefault(subject, 0)));
            }
        });
        snapshot.catalog().queries().forEach(query -> entries.add(reader.question(query)));
        entries.sort(Comparator.comparing(Entry::iri));
        return entries;
    }

    /** Returns the names of who published a document: one looks for it by them too. */
    private Map<Node, List<Entry.Text>> publishers(Map<Node, List<Entry.Text>> texts) {
        Map<Node, List<Entry.Text>> names = new HashMap<>();
        all.find(Node.ANY, DCTerms.publisher.asNode(), Node.ANY)
                .forEach(triple -> {
                    for (Entry.Text text : texts.getOrDefault(triple.getObject(), List.of())) {
                        if (text.role() == TextRole.NAME || text.role() == TextRole.ALIAS) {
                            names.computeIfAbsent(triple.getSubject(), s -> new ArrayList<>())
                                    .add(
                                            new Entry.Text(
                                                    TextRole.DESCRIPTION,
                                                    triple.getPredicate(),
                                                    text.text(),
                                                    text.language()));
                        }
                    }
                });
        return names;
    }

    private static List<Entry.Text> joined(List<Entry.Text> some, List<Entry.Text> others) {
        List<Entry.Text> joined = new ArrayList<>(some);
        joined.addAll(others);
        return joined;
    }

    private static Entry.Text text(TextRole role, Triple triple) {
        return new Entry.Text(
                role,
                triple.getPredicate(),
                triple.getObject().getLiteralLexicalForm(),
                triple.getObject().getLiteralLanguage());
    }

    /** Shapes have names too, but they are about the form of the data and nobody looks for them. */
    private static boolean isShape(Set<Node> types) {
        return !types.isEmpty()
                && types.stream()
                        .allMatch(type -> type.isURI() && type.getURI().startsWith(SHACL.getURI()));
    }

    private Entry thing(Node subject, Set<Node> types, List<Entry.Text> texts, int references) {
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

    private Entry question(SavedQuery query) {
        List<Entry.Text> texts = new ArrayList<>();
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
            TextRole role, Node property, Localized localized, List<Entry.Text> texts) {
        localized
                .byLanguage()
                .forEach((language, text) ->
                        texts.add(new Entry.Text(role, property, text, language)));
    }

    private static Entry entry(
            String iri,
            SearchResult.Kind kind,
            List<String> types,
            Set<String> allTypes,
            List<Entry.Text> texts,
            int references) {
        texts.sort(
                Comparator.comparing(Entry.Text::role)
                        .thenComparing(text -> !text.property().equals(SKOS.prefLabel.asNode()))
                        .thenComparing(text -> !text.property().equals(RDFS.label.asNode()))
                        .thenComparing(text -> text.property().getURI())
                        .thenComparing(Entry.Text::language)
                        .thenComparing(Entry.Text::text));
        Map<String, String> labels = new LinkedHashMap<>();
        for (Entry.Text text : texts) {
            if (text.role() == TextRole.NAME || text.role() == TextRole.TITLE) {
                labels.putIfAbsent(text.language(), text.text());
            }
        }
        return new Entry(
                iri, kind, types, allTypes, new Localized(labels), List.copyOf(texts), references);
    }
}
